import type { Page } from '@playwright/test'
import { findBanner } from '../support/banner.ts'
import { expect, test } from '../support/fixtures.ts'
import { EMPTY_DEVICE, readDevice } from '../support/read-device.ts'

// Every panel is reached, used and left with the keyboard alone. The my-data panel: my-data-access.spec.ts.

/** The name of what has the focus; `undefined` where nothing has. */
const readFocus = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document
    return activeElement === document.body ? undefined : activeElement?.textContent
  })

/** Presses Tab until what says `name` has the focus. */
async function tabTo(page: Page, name: string, limit: number): Promise<void> {
  for (let pressed = 0; pressed < limit; pressed++) {
    await page.keyboard.press('Tab')
    if ((await readFocus(page)) === name) return
  }
  expect(await readFocus(page), `focus after ${limit} times Tab`).toBe(name)
}

test('AX-01 with the keyboard alone the banner comes early, Enter on reject refuses, and the focus is not lost', async ({
  page,
  server,
  beacons,
}) => {
  await page.goto(`${server.url}/demo/`)
  const banner = findBanner(page)
  await expect(banner.region).toBeVisible()
  await tabTo(page, 'Негізгі мазмұнға өту', 1)
  await tabTo(page, 'Барлығынан бас тарту', 3)
  await expect(banner.reject).toHaveCSS('outline-style', 'solid')
  await page.keyboard.press('Enter')
  await expect(banner.region).toBeHidden()
  await beacons.expect([{ path: '/v1/refusals', status: 202 }])
  expect(await readFocus(page)).toBeDefined()
  await page.keyboard.press('Tab')
  expect(await readFocus(page)).toBe('Жабу')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Таңдауыңыз сақталды.')).toHaveCount(0)
  await page.keyboard.press('Tab')
  expect(await readFocus(page), 'goes on where the banner was').toBe('+7 700 000 00 00')
})

test('AX-01 with the keyboard alone the settings hold the focus, Space switches, and saving gives it back', async ({
  page,
  hostPages,
  beacons,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/school-kk.html`)
  const banner = findBanner(page)
  await expect(banner.region).toBeVisible()
  await tabTo(page, 'Баптау', 5)
  await page.keyboard.press('Enter')
  await expect(banner.dialog).toBeVisible()
  await expect(banner.dialog).toHaveAttribute('aria-modal', 'true')
  await expect(banner.dialog.getByRole('heading', { name: 'Cookie баптаулары' })).toBeFocused()
  for (let pressed = 0; pressed < 12; pressed++) {
    await page.keyboard.press('Tab')
    // Between the last and the first lies the browser's own bar, never the page.
    expect(
      await page.evaluate(() => document.activeElement?.closest('main, section') ?? null),
    ).toBeNull()
  }
  await banner.dialog.getByRole('heading').first().focus()
  await tabTo(page, 'Өшірулі', 3)
  await page.keyboard.press('Space')
  await expect(banner.switch('Аналитика және статистика')).toBeChecked()
  await expect(banner.switch('Аналитика және статистика')).toBeFocused()
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
  await tabTo(page, 'Таңдауды сақтау', 15)
  await page.keyboard.press('Enter')
  await expect(banner.dialog).toBeHidden()
  await beacons.expect([
    { path: '/v1/consents', status: 201 },
    { path: '/v1/visits', status: 202 },
  ])
  expect(await readFocus(page)).toBeDefined()

  const link = page.getByRole('link', { name: 'Cookie баптаулары' })
  await link.focus()
  await page.keyboard.press('Enter')
  await expect(banner.dialog).toBeVisible()
  await tabTo(page, 'Келісімді қайтарып алу', 20)
  await page.keyboard.press('Enter')
  await expect(banner.dialog).toBeHidden()
  await expect(link).toBeFocused()
})

test('AX-02 the banner never covers the whole of what has the focus', async ({
  page,
  hostPages,
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto(`${hostPages.crossSite}/pages/long-page.html`)
  const { region } = findBanner(page)
  await expect(region).toBeVisible()
  const links = page.getByRole('main').getByRole('link')
  await links.first().focus()
  const covered: string[] = []
  for (let pressed = 0; pressed < 39; pressed++) {
    await page.keyboard.press('Tab')
    const hidden = await page.evaluate(() => {
      const { x, y, width, height } =
        document.activeElement?.getBoundingClientRect() ?? new DOMRect()
      const top = document.elementFromPoint(x + width / 2, y + height / 2)
      return top === document.activeElement
        ? ''
        : (document.activeElement?.textContent ?? 'nothing')
    })
    if (hidden) covered.push(hidden)
  }
  await expect(links.last()).toBeFocused()
  expect(covered).toEqual([])
})
