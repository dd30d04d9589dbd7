import type { Locator } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { EMPTY_DEVICE, readDevice } from '../../support/choice/read-device.ts'
import { writeTo } from '../../support/page/write-to-school.ts'
import { findBanner } from '../../support/widget/banner.ts'
import { openConsented, openMessage, typed } from '../../support/widget/open-my-data.ts'
import { openPanels, panelSite } from '../../support/widget/panels.ts'

// Whoever sets larger letters, hears the page or looks for the way: everything is there, and where it always is.

/** What a panel holds that cannot be read: cut off, or beyond the window to the side. */
const findLost = (panel: Locator) =>
  panel.evaluate((root) => {
    const isLost = (element: Element) => {
      const { left, right } = element.getBoundingClientRect()
      const { overflowX, overflowY } = getComputedStyle(element)
      const isCut =
        (overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1) ||
        (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1)
      return left < -1 || right > window.innerWidth + 1 || isCut
    }
    return [root, ...root.querySelectorAll('*')]
      .filter((element) => element.checkVisibility() && isLost(element))
      .map((element) => `${element.tagName} ${element.textContent?.slice(0, 40)}`)
  })

/** Spacing of WCAG 1.4.12, as a visitor's own style sheet sets it, stronger than any of the page's. */
const SPACING = `@layer kelisim{#kelisim#kelisim#kelisim *,.kelisim-contact.kelisim-contact.kelisim-contact *{
  line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}
  #kelisim#kelisim#kelisim p,.kelisim-contact.kelisim-contact.kelisim-contact p{margin-bottom:2em!important}}`

test.describe('on a page with everything', () => {
  test.use({ site: panelSite, actionTimeout: 10_000 })

  test('AX-05 with letters twice as large, or spaced widely, every panel can be read and used on 320 px', async ({
    page,
    hostPages,
  }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    const devtools = await page.context().newCDPSession(page)
    const setLetters = (px: number) =>
      devtools.send('Page.setFontSizes', { fontSizes: { standard: px, fixed: px } })
    const check = async (state: string) => {
      const panels = await openPanels(page, hostPages)
      const { banner, my, form, placeholder } = panels
      if (state === 'spaced')
        await page.evaluate((css) => {
          const sheet = new CSSStyleSheet()
          sheet.replaceSync(css)
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
        }, SPACING)
      for (const panel of [banner.region, form, placeholder])
        expect(await findLost(panel), state).toEqual([])
      for (const button of [banner.accept, banner.reject, banner.settings]) {
        await button.scrollIntoViewIfNeeded()
        await expect(button, state).toBeInViewport({ ratio: 0.95 })
      }
      const words = banner.region.getByText('18 жасқа')
      await words.scrollIntoViewIfNeeded()
      await expect(words, state).toBeInViewport({ ratio: 0.5 })
      await panels.openSettings()
      expect(await findLost(banner.dialog), state).toEqual([])
      await banner.save.scrollIntoViewIfNeeded()
      await expect(banner.save, state).toBeInViewport({ ratio: 0.95 })
      await banner.close.click()
      await panels.openMyData()
      expect(await findLost(my.dialog), state).toEqual([])
      for (const room of ['find', 'ask', 'complain'] as const) {
        await my.enter(room)
        expect(await findLost(my.dialog), `${state}, ${room}`).toEqual([])
        await my.back.click()
      }
      await my.close.click()
      await banner.reject.click()
      await expect(banner.region, state).toHaveCount(0)
      await page.evaluate(() => localStorage.clear())
      await page.context().clearCookies()
    }
    await check('spaced')
    await setLetters(32)
    await check('twice as large')
    expect(await page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('32px')
  })
})

test('AX-09 on a page in another language every part of the widget says in which it is, and the page keeps its own', async ({
  page,
  hostPages,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/language/of-the-tag.html`)
  const banner = findBanner(page, 'en')
  await expect(banner.region).toBeVisible()
  await expect(page.locator('main > [role=group]')).toBeVisible()
  await expect(page.getByRole('table')).toBeVisible()
  await expect(page.locator('[data-kelisim=contact] form')).toBeVisible()
  const readLanguages = () =>
    page.evaluate(() => {
      // Not the body's alone: the widget's root stands beside it.
      const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT)
      const found: Record<string, string[]> = {}
      while (walker.nextNode()) {
        const { textContent, parentElement } = walker.currentNode
        const words = textContent?.trim()
        const language = parentElement?.closest<HTMLElement>('[lang]')?.lang
        if (words && language && !parentElement.closest('head'))
          found[language] = [...(found[language] ?? []), words]
      }
      return found
    })
  await banner.settings.click()
  await expect(banner.dialog).toBeVisible()
  const { en, ...others } = await readLanguages()
  expect(en?.length).toBeGreaterThan(40)
  expect(others).toEqual({
    ru: ['The tag says English, the page Russian', 'A page of a school.'],
  })
  await page.keyboard.press('Escape')
  // What the form says comes later than the form.
  await page.locator('[data-kelisim=contact] [type=submit]').click()
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toBeVisible()
  expect(Object.keys(await readLanguages()).toSorted()).toEqual(['en', 'ru'])
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru')
  await page.goto(`${hostPages.crossSite}/pages/gate/misuse.html`)
  await expect(page.locator('html > [data-kelisim=settings]')).toHaveAttribute('lang', 'kk')
})

test('AX-09 AX-10 LG-01 on every page of the school settings, own data and contact are in the same place, Kazakh comes first, and choosing a language stores nothing', async ({
  page,
  server,
  beacons,
}) => {
  const pages = {
    kk: ['', 'news.html', 'admissions.html', 'contact.html'],
    ru: ['ru/'],
    en: ['en/'],
  }
  for (const [language, paths] of Object.entries(pages)) {
    for (const path of paths) {
      await page.goto(`${server.url}/demo/${path}`)
      await expect(page.locator('html'), path).toHaveAttribute('lang', language)
      const order = await page
        .getByRole('list', { name: /^(Тіл|Язык|Language)$/ })
        .getByRole('link')
        .evaluateAll((all) => all.map((link) => link.getAttribute('hreflang')))
      expect(order, path).toEqual(['kk', 'ru', 'en'])
      const links = await page
        .getByRole('contentinfo')
        .locator('ul a')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href')?.replace('../', '')))
      expect(links, path).toEqual([
        ...[`/policy?lang=${language}`, '#kelisim-settings'],
        ...[`/my-data?lang=${language}`, 'contact.html'],
      ])
      await expect(page.locator('html > [data-kelisim=settings]'), path).toHaveCount(0)
    }
  }
  await page.getByRole('link', { name: 'Қазақша' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'kk')
  await beacons.expectNone()
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
})

test('AX-10 who has shown once whose data they are is not asked again, and the device’s own consent asks nothing', async ({
  page,
  server,
  hostPages,
}) => {
  const message = await writeTo(server, typed)
  const my = await openMessage(page, hostPages, message)
  const { words } = my
  await my.enter('ask')
  await my.field(words.requestText).fill('Телефонымды түзетіңіз')
  await my.button(words.requestSend).click()
  await expect(my.status).toHaveText(/R-[A-Z0-9]{8}/)
  await my.back.click()
  await my.enter('stop')
  await my.button(words.actBlock).click()
  await expect(my.status).toHaveText(words.saidBlocked)
  await my.back.click()
  await my.enter('delete')
  await my.button(words.actDeleteYes).click()
  await expect(my.status).toHaveText(/D-[A-Z0-9]{8}/)
  await my.enter('find')
  await expect(my.field(words.myReference)).toHaveValue('')
  await expect(my.dialog.locator('[aria-invalid=true]')).toHaveCount(0)
  await page.goto('about:blank')
  const own = await openConsented(page, hostPages)
  await expect(own.field(words.myReference)).toHaveCount(0)
  await expect(own.fact(words.heldIs)).toHaveText(/иә/)
})
