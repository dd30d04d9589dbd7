import type { Page } from '@playwright/test'
import type { Kelisim } from '../../../widget/api.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { can } from '../../support/choice/saved-choice.ts'
import { logPage } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// The ways to the settings: the page's own links, however they are written, and the button of a page that has none.

const reopen = (page: Page) => page.locator('.kelisim-reopen')
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })

test('CB-08 links with whole addresses, on a page that swallows clicks, open the settings and my data, and withdraw', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logPage(page)
  const url = `${hostPages.crossSite}/pages/panels/links.html`
  const banner = findBanner(page)
  await page.goto(url)
  await banner.accept.click()
  await beacons.waitFor('/v1/visits')
  for (const name of ['Баптаулар, толық жол', 'Баптаулар', 'Деректерім, толық жол']) {
    await link(page, name).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  await link(page, 'Сабақтар').click()
  await expect(page.getByRole('dialog')).toBeHidden()
  expect(await can(page, 'analytics')).toBe(true)
  await expect(reopen(page)).toHaveCount(0)
  await link(page, 'Кері қайтару, толық жол').click()
  await expect.poll(() => can(page, 'analytics')).toBe(false)
  await expect.poll(() => beacons.list().at(-1)?.path).toMatch(/withdrawal$/)
  expect(page.url()).toBe(url)
  expect(log).toEqual({ lines: [], uncaught: [] })
})

for (const width of [320, 390, 768, 1440])
  test(`CB-02 CB-08 ${width} px: nothing of the widget's own lies over the banner; its button for the settings comes after the choice`, async ({
    page,
    hostPages,
    beacons,
  }) => {
    await page.setViewportSize({ width, height: 700 })
    await page.goto(`${hostPages.crossSite}/pages/panels/page-controls.html`)
    const banner = findBanner(page)
    await expect(banner.region).toBeVisible()
    // The button comes late, and is there then.
    await expect(reopen(page)).toHaveCount(1)
    await expect(reopen(page)).toBeHidden()
    for (const button of [banner.accept, banner.reject, banner.settings])
      expect(await button.evaluate(isOnTop)).toBe(true)
    await banner.reject.click()
    await expect(reopen(page)).toBeVisible()
    // What is said of the choice can be read.
    const said = page.locator('#kelisim [role=status]')
    await expect(said).not.toBeEmpty()
    expect(await said.evaluate(isOnTop)).toBe(true)
    await beacons.settle()
    await page.reload()
    await expect(reopen(page)).toBeVisible()
    await reopen(page).click()
    await expect(page.getByRole('dialog')).toBeVisible()
  })

/** Whether a press on any of its corners or its middle reaches an element. */
function isOnTop(element: Element): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect()
  const points = [
    [left + 4, top + 4],
    [right - 4, bottom - 4],
    [left + 4, bottom - 4],
    [(left + right) / 2, (top + bottom) / 2],
  ] as const
  return points.every(([x, y]) => element.contains(document.elementFromPoint(x, y)))
}

test('CB-08 in a page that goes on without loading the button stands exactly where there is no link', async ({
  page,
  hostPages,
}) => {
  const show = (html: string) =>
    page.evaluate((html) => {
      const main = document.querySelector('main')
      if (main) main.innerHTML = html
    }, html)
  await page.goto(`${hostPages.crossSite}/pages/panels/page-controls.html`)
  await findBanner(page).reject.click()
  await expect(reopen(page)).toBeVisible()
  await show('<p><a href="#kelisim-settings">Cookie баптаулары</a></p>')
  await expect(reopen(page)).toHaveCount(0)
  await show('<p>Сілтемесіз</p>')
  await expect(reopen(page)).toBeVisible()
  // Taken away alone, as a visitor's own blocker does, it stays away.
  await reopen(page).evaluate((button) => button.remove())
  await page.evaluate(() => document.body.append(document.createElement('p')))
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)))
  await expect(reopen(page)).toHaveCount(0)
})

test('a banner on paper leaves no room, and one that is hidden none in the page', async ({
  page,
  hostPages,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/long-page.html`)
  const height = () => page.evaluate(() => document.documentElement.scrollHeight)
  const { region } = findBanner(page)
  await expect(region).toBeVisible()
  const room = () =>
    page.evaluate(() => {
      const room = document.querySelector('.kelisim-room')
      return room ? getComputedStyle(room).display : 'none'
    })
  await expect.poll(room).toBe('block')
  const withRoom = await height()
  await page.emulateMedia({ media: 'print' })
  expect(await room()).toBe('none')
  await page.emulateMedia({ media: 'screen' })
  await page.addStyleTag({ content: '.kelisim-banner { display: none !important; }' })
  await region.evaluate((banner) => banner.style.setProperty('display', 'none', 'important'))
  await expect.poll(height).toBeLessThan(withRoom)
})

test('a listener of "ready" that was ended is never called; one that comes in the middle is', async ({
  page,
  hostPages,
}) => {
  await page.addInitScript(() => {
    const told: string[] = []
    Object.assign(window, { told })
    const queue: ((kelisim: Kelisim) => void)[] = []
    window.kelisim = queue as unknown as Kelisim
    queue.push((kelisim) => {
      kelisim.on('ready', () => told.push('ended'))()
      kelisim.on('ready', () => told.push('kept'))
    })
    addEventListener('kelisim:ready', () => {
      const { on } = window.kelisim as Kelisim
      on('ready', () => told.push('middle'))
    })
  })
  await page.goto(`${hostPages.crossSite}/pages/school-kk.html`)
  await expect(findBanner(page).region).toBeVisible()
  const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told)
  await expect.poll(async () => (await told()).toSorted()).toEqual(['kept', 'middle'])
  await page.evaluate(() => (window.kelisim as Kelisim).on('ready', () => {})())
  expect((await told()).toSorted()).toEqual(['kept', 'middle'])
})
