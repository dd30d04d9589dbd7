import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { openWritten } from '../../support/page/write-page.ts'
import { findBanner } from '../../support/widget/banner.ts'

// Where the banner stands: above whatever page, seen, styled and scrollable, covering no focus and changing nothing of the page.

const LONG = '<h1>Мектеп</h1><div style="height:3000px">ұзын бет</div><p>соңы</p>'

test('the banner is in view whatever the page makes of its root and body', async ({
  page,
  hostPages,
}) => {
  for (const rule of [
    'filter:grayscale(1)',
    'transform:translateX(0)',
    'perspective:900px',
    'contain:paint',
    'container-type:inline-size',
    'opacity:.5',
  ])
    for (const element of ['body', 'html']) {
      await openWritten(page, hostPages, { css: `${element}{${rule}}`, body: LONG })
      const { region } = findBanner(page)
      await expect(region, `${element} ${rule}`).toBeInViewport({ ratio: 1 })
    }
})

test('the banner moves, counts and paints nothing of the page anew, before the choice and after', async ({
  page,
  hostPages,
}) => {
  const look = () =>
    page.evaluate(() => [
      getComputedStyle(document.documentElement, '::after').content,
      ...[...document.querySelectorAll('body, body *')].map((element) => {
        const { x, y, width } = element.getBoundingClientRect()
        return [element.localName, x, y + scrollY, width, getComputedStyle(element).backgroundColor]
      }),
    ])
  for (const css of [
    'body>section:nth-child(even){background:#ffe9b0}body>:first-child{margin-top:50px}',
    'body>*+*{margin-top:3em}',
    'html{display:flex}body{flex:1}',
    'html{display:grid;place-items:center;min-height:100%}',
    "html::after{content:'desktop';display:none}",
    'html{scroll-snap-type:y mandatory}section{scroll-snap-align:center;height:800px}',
    'html,body{height:100%;margin:0}section:last-of-type{height:2000px}',
  ]) {
    const body = '<section>1</section><section>2</section><section>3</section><p>4</p>'
    await openWritten(page, hostPages, { css, body, hasTag: false })
    const without = await look()
    await openWritten(page, hostPages, { css, body })
    const { region, reject } = findBanner(page)
    await expect(region).toBeVisible()
    await page.waitForLoadState('networkidle')
    expect(await look(), css).toEqual(without)
    await reject.click()
    await expect(region).toBeHidden()
    expect(await look(), css).toEqual(without)
    await page.context().clearCookies()
    await page.evaluate(() => localStorage.clear())
  }
})

const linkUnderBanner = (page: Page) =>
  page.evaluate(() => {
    const { left, width, top, height } = (document.activeElement as Element).getBoundingClientRect()
    return [0.05, 0.5, 0.95].every((part) =>
      document.elementFromPoint(left + width * part, top + height / 2)?.closest('#kelisim'),
    )
  })

for (const [name, css] of Object.entries({
  'a box that scrolls':
    'html,body{height:100%;margin:0}body{display:flex;flex-direction:column;overflow:hidden}main{flex:1;overflow:auto}',
  'a page as high as its window': 'html,body{height:100%;margin:0}main{padding-bottom:1px}',
  'a bar at the window’s bottom': 'main a:last-child{position:fixed;bottom:0;left:0;right:0}',
}))
  test(`AX-02 in a page with ${name} nothing that has the focus is covered, and its end can be seen above the banner`, async ({
    page,
    hostPages,
  }) => {
    await page.setViewportSize({ width: 390, height: 700 })
    const links = Array.from({ length: 30 }, (_, i) => `<a href="/p${i}">Сілтеме ${i}</a>`).join('')
    await openWritten(page, hostPages, {
      css: `a{display:block;padding:6px}${css}`,
      body: `<main>${links}</main>`,
    })
    const { region } = findBanner(page)
    await expect(region).toBeVisible()
    await page.waitForLoadState('networkidle')
    await page.locator('main a').first().focus()
    for (let count = 0; count < 30; count += 1) {
      expect(await linkUnderBanner(page), `link ${count}`).toBe(false)
      await page.keyboard.press('Tab')
    }
  })

test('the end of a page whose body is as high as the window is scrolled above the banner, and a choice there makes nothing jump', async ({
  page,
  hostPages,
}) => {
  await openWritten(page, hostPages, {
    css: 'html,body{height:100%;margin:0}',
    body: '<main style="height:2000px">Бет</main><footer>Байланыс</footer>',
  })
  const { region, reject } = findBanner(page)
  await expect(region).toBeVisible()
  await expect(page.locator('.kelisim-room')).toHaveCount(1)
  await page.evaluate(() => scrollTo({ top: 1e6, behavior: 'instant' }))
  const footer = page.locator('footer')
  const bottomOf = async () => {
    const box = await footer.boundingBox()
    return (box?.y ?? 0) + (box?.height ?? 0)
  }
  expect(await bottomOf()).toBeLessThanOrEqual((await region.boundingBox())?.y ?? 0)
  const before = await bottomOf()
  await reject.click()
  await expect(region).toBeHidden()
  expect(await bottomOf()).toBe(before)
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }))
  await expect(page.locator('.kelisim-room')).toHaveCount(0)
})

test('the settings scroll where the page takes every wheel, and banner and held frame keep their styles where it sets its own sheets', async ({
  page,
  hostPages,
}) => {
  await page.setViewportSize({ width: 800, height: 500 })
  await openWritten(page, hostPages, {
    body: `${LONG}<iframe id="f" title="Карта" width="400" height="300" data-category="external" data-src="https://maps.example/e"></iframe>
      <script>addEventListener('wheel', (event) => event.preventDefault(), { passive: false })</script>`,
  })
  const { region, settings, dialog } = findBanner(page)
  await expect(page.locator('[id^=kelisim-placeholder]')).toHaveCount(1)
  await page.evaluate(() => {
    document.adoptedStyleSheets = [new CSSStyleSheet()]
  })
  await expect(region).toHaveCSS('position', 'fixed')
  await expect(page.locator('#f')).toHaveCSS('display', 'none')
  await settings.click()
  await dialog.getByRole('switch').first().click()
  const area = dialog.locator('.kelisim-scroll')
  const box = await area.boundingBox()
  await page.mouse.move((box?.x ?? 0) + 50, (box?.y ?? 0) + 50)
  await page.mouse.wheel(0, 200)
  await expect.poll(() => area.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0)
})

test('a browser without constructed style sheets shows banner and settings, and nothing throws', async ({
  page,
  hostPages,
}) => {
  const uncaught: string[] = []
  page.on('pageerror', (error) => uncaught.push(String(error)))
  await page.addInitScript(() => {
    const { prototype } = CSSStyleSheet
    function Refusing() {
      throw new TypeError('Illegal constructor')
    }
    Refusing.prototype = prototype
    Object.assign(window, { CSSStyleSheet: Refusing })
    Reflect.deleteProperty(Document.prototype, 'adoptedStyleSheets')
  })
  await openWritten(page, hostPages, { body: LONG })
  const { region, settings, dialog } = findBanner(page)
  await expect(region).toBeInViewport({ ratio: 1 })
  await settings.click()
  await expect(dialog).toBeVisible()
  expect(uncaught).toEqual([])
})
