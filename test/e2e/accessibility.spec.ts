import type { Page } from '@playwright/test'
import { findBanner } from '../support/banner.ts'
import { expectNoBarriers, expectNoBarriersAnywhere } from '../support/barriers.ts'
import { expect, test } from '../support/fixtures.ts'
import { logPage } from '../support/page-log.ts'
import { languages, openPanels, panelSite } from '../support/panels.ts'
import { EMPTY_DEVICE, readDevice } from '../support/read-device.ts'

// Everyone can choose: without a mouse, without sight, with large letters.

const PHONE = { width: 360, height: 740 }
const DESK = { width: 1280, height: 800 }

/** The first on a phone in light, the second on a desk in dark, then the other way round. */
const drawAs = async (page: Page, index: number) => {
  const isCrossed = index % 4 > 1
  await page.emulateMedia({ colorScheme: (index % 2 === 0) === isCrossed ? 'dark' : 'light' })
  await page.setViewportSize(index % 2 === 0 ? PHONE : DESK)
}

test.describe('on a page with everything', () => {
  test.use({ site: panelSite, actionTimeout: 10_000 })
  test.describe.configure({ timeout: 90_000 })

  for (const language of languages) {
    test(`AX-03 AX-04 AX-05 AX-08 axe finds no barrier at any layer in ${language}, in either theme, from 320 to 1440 px`, async ({
      page,
      server,
      hostPages,
    }) => {
      const log = logPage(page)
      const panels = await openPanels(page, hostPages, language)
      const { banner, my, form } = panels
      const whole = page.locator('body')
      await expectNoBarriersAnywhere(whole, 'banner, placeholder, empty form, list of cookies')
      await form.locator('[type=submit]').click()
      const wrong = form.locator('[aria-invalid=true]')
      await expect(wrong).toHaveCount(5)
      for (const one of await wrong.all()) await expect(one).toHaveAccessibleDescription(/\S/)
      await expect(form.getByRole('alert').getByRole('link')).toHaveCount(5)
      for (const name of ['name', 'email'])
        await expect(form.locator(`[name=${name}]`)).toHaveAttribute('autocomplete', name)
      await expect(form.locator('[name=phone]')).toHaveAttribute('autocomplete', 'tel')
      await expectNoBarriersAnywhere(form, 'form with errors')

      await panels.openSettings()
      await expectNoBarriersAnywhere(banner.dialog, 'settings, everything open')
      await page.keyboard.press('Escape')

      await panels.openMyData()
      const { words } = my
      await my.button(words.myShow).first().click()
      await expect(my.status).toHaveText(words.myErrors.replace('{n}', '2'))
      await expect(my.field(words.myReference)).toHaveAccessibleDescription(words.myRequired)
      await expect(my.field(words.myEmail)).toHaveAttribute('autocomplete', 'email')
      await expectNoBarriersAnywhere(my.dialog, 'my data, wrong fields')
      await panels.showMessage(server)
      await my.button(words.requestSend).click()
      await my.button(words.actBlock).click()
      await expect(my.status).toHaveText(words.saidBlocked)
      await expectNoBarriersAnywhere(my.dialog, 'my data, with question, wrong request and block')
      await my.button(words.actDeleteYes).click()
      await expect(my.status).toHaveText(/D-[A-Z0-9]{8}/)
      await expectNoBarriersAnywhere(my.dialog, 'my data, deleted')
      await page.keyboard.press('Escape')

      // A failure stays until it is dismissed; the other messages look the same.
      server.goOffline()
      await banner.accept.click()
      await expect(page.locator('#kelisim').getByRole('status')).toHaveText(/\S/)
      await expectNoBarriersAnywhere(page.locator('#kelisim'), 'message')
      server.goOnline()
      await page.goto(`${hostPages.crossSite}/pages/panels.html?lang=${language}&unlinked`)
      const reopen = page.locator('body > [data-kelisim=settings]')
      await expect(reopen).toBeVisible()
      await expectNoBarriersAnywhere(whole, 'way back to the settings')
      expect(log).toEqual({ lines: [], uncaught: [] })
    })
  }
})

test('axe finds no barrier on the demo school', async ({ page, server }) => {
  const paths = ['news.html', '', 'contact.html', 'admissions.html', 'ru/', 'en/']
  for (const [index, path] of paths.entries()) {
    await drawAs(page, index)
    await page.goto(`${server.url}/demo/${path}`)
    await expect(page.locator('#kelisim').getByRole('region')).toBeVisible()
    await expectNoBarriers(page, `/demo/${path}`)
  }
})

for (const paths of [['/policy?lang=kk', '/policy?lang=ru', '/policy?lang=en'], ['/docs']]) {
  test(`PO-01 ${paths.join(', ')} can be read without JavaScript and have no barrier`, async ({
    browser,
    page,
    server,
  }) => {
    const plain = await browser.newContext({ javaScriptEnabled: false })
    const withoutScript = await plain.newPage()
    for (const [index, path] of paths.entries()) {
      await withoutScript.goto(server.url + path)
      const words = await withoutScript.locator('main').innerText()
      expect(words.length, path).toBeGreaterThan(1_000)
      await drawAs(page, index)
      await page.goto(server.url + path)
      expect(await page.locator('script').count(), 'a script on a page that needs none').toBe(0)
      await expectNoBarriers(page, path)
    }
    expect(await plain.cookies()).toEqual([])
    await plain.close()
  })
}

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
