import { expect, test } from '../../support/browser/fixtures.ts'
import { EMPTY_DEVICE, readDevice } from '../../support/choice/read-device.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { logPage } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'
import { findForm, REFERENCE, typed } from '../../support/widget/contact-form.ts'
import { readFocus, tabTo } from '../../support/widget/focus.ts'
import { openPanels, panelSite } from '../../support/widget/panels.ts'

// Every panel is reached, used and left with the keyboard alone. The my-data panel: my-data-access.spec.ts.

test('AX-01 with the keyboard alone the banner comes early, Enter on reject refuses, and the focus is not lost', async ({
  page,
  server,
  beacons,
}) => {
  await page.goto(`${server.url}/demo/`)
  const banner = findBanner(page)
  await expect(banner.region).toBeVisible()
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
  expect(await readFocus(page), 'goes on where the page begins').toBe('Негізгі мазмұнға өту')
})

test('AX-01 AX-07 with the keyboard alone the settings hold the focus, Space switches, and saving gives it back', async ({
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
  await expect(page.locator('#kelisim').getByRole('status')).toHaveText(
    'Келісім қайтарып алынды. Аналитика cookie файлдары жойылды.',
  )
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
  // What keeps the page clear comes once the banner is painted.
  await expect(page.locator('.kelisim-room')).toHaveCount(1)
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

test.describe('on a page with everything', () => {
  test.use({ site: panelSite, actionTimeout: 10_000 })

  test('AX-01 AX-07 CF-09 a placeholder is loaded, the form filled in, corrected and sent with the keyboard alone, and what happened is said where the focus is not', async ({
    page,
    server,
    hostPages,
  }) => {
    const log = logPage(page)
    const asked: string[] = []
    await page.context().route('https://video.example/**', (route) => {
      asked.push(new URL(route.request().url()).pathname)
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body: '<p>Бейне' })
    })
    const { banner, form, cookies } = await openPanels(page, hostPages)
    const { field, send, alert, status } = findForm(page, '[data-kelisim=contact] form')
    const press = (...keys: string[]) =>
      keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve())
    await tabTo(page, 'Барлығынан бас тарту', 4)
    await press('Enter')
    await expect(page.locator('#kelisim').getByRole('status')).toHaveText('Таңдауыңыз сақталды.')
    await expect(page.locator('#kelisim')).toBeFocused()
    await tabTo(page, 'Бір рет жүктеу', 4)
    await press('Enter')
    await expect(page.locator('main iframe')).toBeFocused()
    await expect.poll(() => asked).toEqual(['/one'])

    // Out of the frame once it is there: a page that is still being fetched takes no keys.
    await expect(page.frameLocator('main iframe').getByText('Бейне')).toBeVisible()
    const who = form.getByRole('radio').first()
    await expect(async () => {
      await press('Tab')
      await expect(who).toBeFocused({ timeout: 300 })
    }).toPass({ timeout: 5_000 })
    await press('Space', 'Tab')
    await expect(who).toBeChecked()
    await page.keyboard.type(typed['Аты-жөніңіз'])
    await press('Tab')
    await page.keyboard.type('no address')
    await press('Tab', 'Tab')
    await page.keyboard.type(typed.Хабарлама)
    await press('Tab', 'Space', 'Tab', 'Tab', 'Enter')
    await expect(alert).toContainText('Нысандағы қателер саны: 1')
    await expect(send).toBeFocused()
    expect(readRows(server, 'messages')).toEqual([])
    // The way to the field lies just before the button.
    await press('Shift+Tab', 'Enter')
    await expect(field('Электрондық пошта')).toBeFocused()
    await press('ControlOrMeta+a')
    await page.keyboard.type(typed['Электрондық пошта'])
    await press('Enter')
    await expect(status).toHaveText(REFERENCE)
    await expect(field('Электрондық пошта')).toBeFocused()
    expect(readRows(server, 'messages')).toHaveLength(1)

    // The ways to keep the code come in a file of their own.
    await expect(form.getByRole('button', { name: 'Көшіру' })).toBeVisible()
    await tabTo(page, 'Көшіру', 6)
    await tabTo(page, 'Жіберу', 2)
    await press('Tab')
    await expect(cookies.getByRole('region')).toBeFocused()
    await press('Tab')
    expect(await readFocus(page), 'nothing holds the focus').toBeUndefined()
    await expect(banner.region).toHaveCount(0)
    expect(log).toEqual({ lines: [], uncaught: [] })
  })

  test('AX-01 AX-11 the way back to the settings is the last thing on a page without one, and ten minutes take nothing away', async ({
    page,
    hostPages,
    beacons,
  }) => {
    await page.clock.install()
    await page.goto(`${hostPages.crossSite}/pages/panels/panels.html?unlinked`)
    const banner = findBanner(page)
    await expect(banner.region).toBeVisible()
    await page.clock.fastForward('10:00')
    await expect(banner.region).toBeVisible()
    await beacons.expectNone()
    expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
    // The banner has a button for the settings itself.
    const reopen = page.locator('html > [data-kelisim=settings]')
    await expect(reopen).toBeHidden()
    await banner.reject.press('Enter')
    await expect(reopen).toBeVisible()
    // Back from the page's beginning, where the banner was, over the browser's own end of the round.
    await page.keyboard.press('Shift+Tab')
    expect(await readFocus(page), 'nothing holds the focus').toBeUndefined()
    await page.keyboard.press('Shift+Tab')
    expect(await readFocus(page)).toBe('Cookie баптаулары')
    await page.keyboard.press('Enter')
    await expect(banner.dialog).toBeVisible()
    const kept = await readDevice(page)
    await page.clock.fastForward('10:00')
    await expect(banner.dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(banner.dialog).toBeHidden()
    expect(await readFocus(page)).toBe('Cookie баптаулары')
    expect(await readDevice(page)).toEqual(kept)
    await beacons.settle()
    expect(beacons.list().map(({ path }) => path)).toEqual(['/v1/refusals'])
  })
})
