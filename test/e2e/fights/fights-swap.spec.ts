import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { can } from '../../support/choice/saved-choice.ts'
import { ran } from '../../support/page/gated-page.ts'
import { logWhole, SILENT } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// Pages that replace their whole body, and the widget with it.

const roots = (page: Page) => page.locator('#kelisim')
const once = (page: Page) => page.getByRole('button', { name: 'Бір рет жүктеу' })
/** What the contact form has to say of what was wrong. */
const says = (page: Page) => page.locator('form [role=alert]')
const visit = (page: Page, path: string) =>
  page.evaluate((path) => (window as unknown as { visit(path: string): unknown }).visit(path), path)
/** Whether the focus is inside of the dialog that is open. */
const isFocusInDialog = (page: Page) =>
  page.evaluate(() => !!document.activeElement?.closest('dialog:modal'))

test('banner, open dialog and placeholders outlive a swap of the body, and a copy of a page runs nothing after a withdrawal', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  const banner = findBanner(page)
  await page.goto(`${hostPages.crossSite}/pages/fights/changing/swap-one.html`)
  await expect(banner.region).toBeVisible()
  await expect(once(page)).toHaveCount(1)
  await page.getByRole('button', { name: 'Жіберу' }).click()
  await expect(says(page)).toHaveText(['', /\S/])
  await page.getByRole('link', { name: 'Екінші бетке' }).click()
  await expect(page.getByRole('heading', { name: 'Екінші бет' })).toBeVisible()
  await expect(banner.region).toBeVisible()
  await banner.settings.click()
  await visit(page, '/pages/fights/changing/swap-one.html')
  // From its copy, in which all that the widget had shown stands without life.
  await expect(banner.dialog).toBeVisible()
  await expect(roots(page)).toHaveCount(1)
  await expect(once(page)).toHaveCount(1)
  await expect(says(page)).toHaveText(['', ''])
  for (let press = 0; press < 8; press++) {
    await page.keyboard.press('Tab')
    expect(await isFocusInDialog(page)).toBe(true)
  }
  await page.keyboard.press('Escape')
  await expect(banner.dialog).toBeHidden()
  await expect(banner.region).toBeVisible()
  expect(await ran(page)).toEqual([])
  await beacons.expectNone()

  await banner.accept.click()
  await beacons.waitFor('/v1/visits')
  await expect.poll(() => ran(page)).toEqual(['one'])
  await expect(once(page)).toHaveCount(0)
  await visit(page, '/pages/fights/changing/swap-two.html')
  await expect.poll(() => ran(page)).toEqual(['one', 'two'])
  await expect(once(page)).toHaveCount(0)
  await expect(page.locator('iframe[src]')).toBeVisible()
  await expect(banner.region).toBeHidden()

  // The page has no link of its own to the settings: the widget's comes along, once.
  await page.getByRole('button', { name: 'Cookie баптаулары' }).click()
  await banner.withdraw.click()
  await expect(once(page)).toHaveCount(1)
  await visit(page, '/pages/fights/changing/swap-one.html')
  await expect(once(page)).toHaveCount(1)
  await expect(page.locator('iframe[src]')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Cookie баптаулары' })).toHaveCount(1)
  await beacons.settle()
  expect(await ran(page)).toEqual(['one', 'two'])
  expect(await can(page, 'analytics')).toBe(false)
  await expect.poll(() => beacons.list().at(-1)?.path).toMatch(/withdrawal$/)
  await once(page).click()
  await expect(page.locator('iframe[src]')).toBeVisible()
  expect(log).toEqual(SILENT)
})

type Replacements = Readonly<Record<string, () => void>>

test('a page that builds itself anew, as React does where it finds another page than it made, has its one banner again', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  const banner = findBanner(page)
  const link = page.getByRole('button', { name: 'Cookie баптаулары' })
  await page.goto(`${hostPages.crossSite}/pages/fights/changing/hydrated.html`)
  await expect(banner.region).toBeVisible()
  const ways = await page.evaluate(() =>
    Object.keys((window as unknown as { replacements: Replacements }).replacements),
  )
  expect(ways).toHaveLength(4)
  for (const way of ways) {
    await page.evaluate((way) => {
      document.body.dataset.old = ''
      ;(window as unknown as { replacements: Replacements }).replacements[way]?.()
    }, way)
    await expect(page.getByRole('heading', { name: 'Қайта құрылған бет' })).toBeVisible()
    await expect(banner.region, way).toBeVisible()
    await expect(roots(page), way).toHaveCount(1)
    // It waits while the banner, which holds the same, is there.
    await expect(page.locator('.kelisim-reopen'), way).toHaveCount(1)
  }
  // What somebody takes away alone stays away, and is not fought over; it comes when it is called.
  await page.evaluate(() => {
    const blocker = new MutationObserver(() => document.querySelector('#kelisim')?.remove())
    blocker.observe(document, { childList: true, subtree: true })
    document.body.append('Соңы')
    document.addEventListener('click', () => blocker.disconnect(), { capture: true })
  })
  await expect(banner.region).toBeHidden()
  await beacons.expectNone()
  expect(await can(page, 'analytics')).toBe(false)
  await link.click()
  await banner.switch('Аналитика және статистика').click()
  await banner.save.click()
  await beacons.waitFor('/v1/visits')
  expect(await can(page, 'analytics')).toBe(true)
  await expect(page.getByText('Таңдауыңыз сақталды.')).toBeVisible()
  await expect(banner.region).toBeHidden()
  await expect(banner.dialog).toBeHidden()
  expect(log).toEqual(SILENT)
})
