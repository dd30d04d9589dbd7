import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { can } from '../../support/choice/saved-choice.ts'
import { logPage } from '../../support/page/page-log.ts'
import { openWritten } from '../../support/page/write-page.ts'
import { findBanner } from '../../support/widget/banner.ts'

// A page offers a way back to the settings where one can be seen and reached; everywhere else there is the button.

const reopen = (page: Page) => page.locator('.kelisim-reopen')

const ICON = '<svg width="32" height="32"><use href="#icon"/></svg>'
const LINKS = {
  'an icon in a link': `<a id="way" href="#kelisim-settings">${ICON}</a>`,
  'an icon with xlink:href': `<a id="way" href="/written#kelisim-settings">${ICON.replace('href', 'xlink:href')}</a>`,
  'an icon in a button': `<button id="way" data-kelisim="settings">${ICON}</button>`,
  'a link in an open shadow root':
    '<x-foot><template shadowrootmode="open"><a id="way" href="#kelisim-settings">Cookie</a></template></x-foot>',
  'a web component in a link':
    '<a id="way" href="#kelisim-settings"><x-icon><template shadowrootmode="open"><b>Cookie</b></template></x-icon></a>',
} as const

test('CB-08 a link or button to the settings opens them wherever the page has it, and no listener of a menu meets a fragment without a place', async ({
  page,
  hostPages,
}) => {
  const log = logPage(page)
  for (const [name, html] of Object.entries(LINKS)) {
    await openWritten(page, hostPages, {
      css: 'body{font-size:30px}',
      body: `<svg hidden><symbol id="icon" viewBox="0 0 9 9"><circle r="9"/></symbol></svg><p>${html}</p><p><a href="#other">Басқа</a></p>
          <script>document.addEventListener('click', (event) => {
            const link = event.composedPath().find((node) => node.localName === 'a')
            if (link?.hash) document.querySelector(link.hash).scrollIntoView()
          })</script><div id="other"></div>`,
    })
    const { region, dialog } = findBanner(page)
    await expect(region).toBeVisible()
    const box = await page.locator('#way').boundingBox()
    await page.mouse.click((box?.x ?? 0) + 10, (box?.y ?? 0) + 10)
    await expect(dialog, name).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    expect(page.url()).toBe(`${hostPages.crossSite}/written`)
    // Every other link is the page's own.
    await page.getByRole('link', { name: 'Басқа' }).click()
    await expect(dialog).toBeHidden()
  }
  expect(log).toEqual({ lines: [], uncaught: [] })
})

test('CB-08 an address that gets the fragment later opens the settings each time; it alone withdraws nothing', async ({
  page,
  hostPages,
  beacons,
}) => {
  const body = `<button onclick="location.hash = 'kelisim-settings'">Cookie</button>`
  await openWritten(page, hostPages, { body })
  const { accept, dialog } = findBanner(page)
  await accept.click()
  await beacons.waitFor('/v1/consents')
  for (const _ of [1, 2]) {
    await page.getByRole('button', { name: 'Cookie', exact: true }).click()
    await expect(dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    expect(page.url()).toBe(`${hostPages.crossSite}/written`)
  }
  await page.goto(`${hostPages.crossSite}/written#kelisim-settings`)
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  // As a link from elsewhere does it: into the page that is open, and into one that loads.
  for (const before of [`${hostPages.crossSite}/written`, 'about:blank']) {
    await page.goto(before)
    await page.goto(`${hostPages.crossSite}/written#kelisim-withdraw`)
    await expect(dialog).toBeVisible()
    expect(await can(page, 'analytics')).toBe(true)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
  expect(beacons.list().filter(({ path }) => /withdrawal/.test(path))).toEqual([])
})

test('CB-08 the settings open again in the moment in which they are closed, once', async ({
  page,
  hostPages,
}) => {
  await openWritten(page, hostPages, { body: LINK })
  const { accept, dialog } = findBanner(page)
  await accept.click()
  await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await expect(dialog).toBeVisible()
  // A browser tells that a dialog was closed in a task of its own; this comes before it.
  await page.evaluate(() => {
    document.querySelector<HTMLDialogElement>('#kelisim dialog')?.close()
    location.hash = 'kelisim-settings'
    dispatchEvent(new Event('hashchange'))
  })
  await expect(page.locator('#kelisim dialog')).toHaveCount(1)
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.locator('#kelisim dialog')).toHaveCount(0)
})

const LINK = '<a href="#kelisim-settings">Cookie баптаулары</a>'
const UNSEEN: Readonly<Record<string, string>> = {
  'display: none': `<footer style="display:none">${LINK}</footer>`,
  'the hidden attribute': `<footer hidden>${LINK}</footer>`,
  'a closed dialog': `<dialog>${LINK}</dialog>`,
  'a footer for desks alone': `<footer class="desk">${LINK}</footer>`,
}
const SEEN: Readonly<Record<string, string>> = {
  'a footer below': `<div style="height:3000px"></div><footer>${LINK}</footer>`,
  'a second link, where the first is hidden': `<nav hidden>${LINK}</nav><footer>${LINK}</footer>`,
  'an open shadow root': `<x-foot><template shadowrootmode="open"><footer>${LINK}</footer></template></x-foot>`,
  'a box that scrolls': `<main style="height:200px;overflow:auto"><div style="height:900px"></div>${LINK}</main>`,
}

test('CB-08 on a phone where no link to the settings can be seen and reached there is the button, and where one can there is none', async ({
  page,
  hostPages,
}) => {
  await page.setViewportSize({ width: 390, height: 700 })
  const show = (html: string) =>
    openWritten(page, hostPages, {
      css: '@media(max-width:600px){.desk{display:none}}',
      body: `<h1>Мектеп</h1>${html}`,
    })
  await show('')
  await findBanner(page).reject.click()
  await expect(reopen(page)).toBeVisible()
  for (const [name, html] of Object.entries(UNSEEN)) {
    await show(html)
    await expect(reopen(page), name).toBeVisible()
  }
  for (const [name, html] of Object.entries(SEEN)) {
    await show(html)
    // The page has been looked through once the button could have come.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)))
    await page.waitForLoadState('networkidle')
    await expect(reopen(page), name).toHaveCount(0)
  }
})

test('CB-08 a link that comes later, by an address of its own or in a web component, takes the button’s place, and gives it back', async ({
  page,
  hostPages,
}) => {
  await openWritten(page, hostPages, {
    body: '<h1>Мектеп</h1><p><a id="bare">Cookie баптаулары</a></p><x-foot></x-foot><div id="host"></div>',
  })
  await findBanner(page).reject.click()
  await expect(reopen(page)).toBeVisible()
  const set = (href: string) =>
    page.evaluate((href) => document.getElementById('bare')?.setAttribute('href', href), href)
  await set('#kelisim-settings')
  await expect(reopen(page)).toHaveCount(0)
  await set('#other')
  await expect(reopen(page)).toBeVisible()
  // A component that is defined later, and draws itself later still.
  await page.evaluate((link) => {
    customElements.define(
      'x-foot',
      class extends HTMLElement {
        connectedCallback() {
          const root = this.attachShadow({ mode: 'open' })
          setTimeout(() => {
            root.innerHTML = link
          }, 300)
        }
      },
    )
  }, LINK)
  await expect(reopen(page)).toHaveCount(0)
  await page.evaluate(() => document.querySelector('x-foot')?.shadowRoot?.replaceChildren())
  await expect(reopen(page)).toBeVisible()
  // Told by nothing but that the visitor goes on.
  await page.evaluate((link) => {
    const host = document.getElementById('host') as HTMLElement
    host.attachShadow({ mode: 'open' }).innerHTML = link
    dispatchEvent(new Event('scroll'))
  }, LINK)
  await expect(reopen(page)).toHaveCount(0)
})

test('CB-08 the button lies over nothing that can be clicked, at the page’s end neither', async ({
  page,
  hostPages,
}) => {
  await page.setViewportSize({ width: 390, height: 700 })
  await openWritten(page, hostPages, {
    css: '.bar{position:fixed;bottom:0;left:0;right:0;height:50px;display:flex}.bar a{flex:1}',
    body: `<div style="height:1500px">Бет</div><form onsubmit="document.title = 'sent'; return false"><button>Жіберу</button></form>
      <div style="height:60px"></div><nav class="bar"><a href="#a">Басты бет</a><a href="#b">Байланыс</a></nav>`,
  })
  await findBanner(page).reject.click()
  await expect(reopen(page)).toBeVisible()
  await page.evaluate(() => scrollTo({ top: 1e6, behavior: 'instant' }))
  await page.getByRole('button', { name: 'Жіберу' }).click()
  await expect(page).toHaveTitle('sent')
  await page.getByRole('link', { name: 'Басты бет' }).click()
  expect(page.url()).toMatch(/#a$/)
  await reopen(page).click()
  await expect(findBanner(page).dialog).toBeVisible()
})
