import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { logPage } from '../../support/page/page-log.ts'
import { openWritten } from '../../support/page/write-page.ts'
import { findBanner } from '../../support/widget/banner.ts'

// Whatever loads by an address, by several, or by what is written in it: nobody is asked before consent.

const HOST = 'https://video.example'
const MARK = 'data-category="external"'

/** Each kind of markup, by what it asks for. */
const KINDS: Readonly<Record<string, string>> = {
  '/frame': `<iframe ${MARK} data-src="${HOST}/frame"></iframe>`,
  '/written.svg': `<iframe id="written" ${MARK} data-srcdoc="<img src='${HOST}/written.svg'>"></iframe>`,
  '/image.svg': `<img ${MARK} data-src="${HOST}/image.svg" alt="">`,
  '/set.svg': `<img ${MARK} data-srcset="${HOST}/set.svg 1x" alt="">`,
  '/source.svg': `<picture><source data-srcset="${HOST}/source.svg"><img ${MARK} data-src="${HOST}/fallback.svg" alt=""></picture>`,
  '/film': `<video ${MARK} data-src="${HOST}/film" muted></video>`,
  '/poster.svg': `<video ${MARK} data-poster="${HOST}/poster.svg" muted></video>`,
  '/film-source': `<video ${MARK} muted><source data-src="${HOST}/film-source"></video>`,
  '/sound': `<audio ${MARK} controls preload="auto"><source data-src="${HOST}/sound"></audio>`,
  '/object': `<object ${MARK} data-data="${HOST}/object" type="text/html"></object>`,
  '/object-by-src': `<object ${MARK} data-src="${HOST}/object-by-src" type="text/html"></object>`,
  '/embed': `<embed ${MARK} data-src="${HOST}/embed" type="text/html">`,
  '/style.css': `<link rel="stylesheet" ${MARK} data-href="${HOST}/style.css">`,
}

/** Paths that the foreign host has been asked for. */
async function startHost(page: Page): Promise<Set<string>> {
  const asked = new Set<string>()
  await page.context().route(`${HOST}/**`, (route) => {
    const { pathname } = new URL(route.request().url())
    asked.add(pathname)
    if (pathname.endsWith('.svg'))
      return route.fulfill({
        contentType: 'image/svg+xml',
        body: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      })
    if (pathname.endsWith('.css')) return route.fulfill({ contentType: 'text/css', body: '' })
    return route.fulfill({ contentType: 'text/html; charset=utf-8', body: '<p>Бейне' })
  })
  return asked
}

const withdraw = (page: Page) =>
  page.evaluate(() => (window.kelisim as { withdraw(): Promise<unknown> }).withdraw())

/** Attributes of the page by which anything loads from the foreign host. */
const live = (page: Page) =>
  page.evaluate((host) => {
    const names = ['src', 'srcset', 'srcdoc', 'poster', 'data', 'href']
    return [...document.querySelectorAll('main *:not([id^=kelisim] *)')].flatMap((element) =>
      names
        .filter((name) => element.getAttribute(name)?.includes(host))
        .map((name) => `${element.localName} ${name}`),
    )
  }, HOST)

test('CB-01 TP-01 every kind of element that loads asks nobody before consent, loads after it, and has nothing to load after withdrawal', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logPage(page)
  const asked = await startHost(page)
  await openWritten(page, hostPages, {
    body: `<main>${Object.values(KINDS).join('')}</main>`,
  })
  const banner = findBanner(page)
  await expect(banner.region).toBeVisible()
  // One for each that has room for words.
  await expect(page.locator('[id^=kelisim-placeholder]')).toHaveCount(8)
  await beacons.expectNone()
  expect([...asked]).toEqual([])
  expect(await live(page)).toEqual([])

  await banner.accept.click()
  await expect.poll(() => [...asked].sort()).toEqual(Object.keys(KINDS).sort())
  await expect(page.locator('[id^=kelisim-placeholder]')).toHaveCount(0)
  // A picture's better source is asked for, and not what stands in for it.
  expect([...asked]).not.toContain('/fallback.svg')
  expect(log).toEqual({ lines: [], uncaught: [] })

  await withdraw(page)
  await expect(page.locator('[id^=kelisim-placeholder]')).toHaveCount(8)
  expect(await live(page)).toEqual([])
  await expect.poll(() => page.frames().filter((frame) => frame.url().startsWith(HOST))).toEqual([])
  asked.clear()
  await page.evaluate(() => document.querySelector('main')?.append(document.createElement('p')))
  await beacons.settle()
  expect([...asked]).toEqual([])
})

test('CB-01 of what a page adds later nothing is asked for, however it adds it', async ({
  page,
  hostPages,
  beacons,
}) => {
  const asked = await startHost(page)
  await openWritten(page, hostPages, {
    body: `<main></main><iframe ${MARK} data-src="${HOST}/first"></iframe>`,
  })
  // What holds back has come.
  await expect(page.locator('[id^=kelisim-placeholder]')).toHaveCount(1)
  await page.evaluate(
    ({ kinds, host }) => {
      const main = document.querySelector('main')
      for (const kind of kinds) main?.append(document.createRange().createContextualFragment(kind))
      // Named as gated only after it has come.
      const frame = document.createElement('iframe')
      frame.dataset.src = `${host}/named-later`
      main?.append(frame)
      setTimeout(() => {
        frame.dataset.category = 'external'
      }, 20)
      // A document written into a frame: taken out before it can ask.
      const written = document.createElement('iframe')
      written.dataset.category = 'external'
      written.srcdoc = `<img src="${host}/at-once.svg">`
      main?.append(written)
    },
    { kinds: Object.values(KINDS), host: HOST },
  )
  await expect(page.locator('[id^=kelisim-placeholder]')).toHaveCount(11)
  await beacons.expectNone()
  expect([...asked]).toEqual([])
  // A source that comes to a picture which is held already.
  await page.evaluate((host) => {
    const source = document.createElement('source')
    source.dataset.srcset = `${host}/new-source.svg`
    document.querySelector('picture')?.prepend(source)
  }, HOST)
  await beacons.settle()
  expect([...asked]).toEqual([])
  await findBanner(page).accept.click()
  const all = ['/first', '/named-later', '/at-once.svg', '/new-source.svg', ...Object.keys(KINDS)]
  await expect
    .poll(() => [...asked].sort())
    .toEqual(all.filter((path) => path !== '/source.svg').sort())
})

test('markup that loads before any script can hold it is named with its remedy, taken back, and given again after consent', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logPage(page)
  const asked = await startHost(page)
  await openWritten(page, hostPages, {
    body: `<iframe id="lite" ${MARK} data-src="${HOST}/film" srcdoc="<img src='${HOST}/still.svg'>"></iframe>
      <iframe id="doc" ${MARK} srcdoc="<img src='${HOST}/doc.svg'>"></iframe>
      <picture><source srcset="${HOST}/source.svg"><img ${MARK} data-src="${HOST}/image.svg" alt=""></picture>
      <picture ${MARK}></picture>`,
  })
  const banner = findBanner(page)
  await expect(banner.region).toBeVisible()
  await expect
    .poll(() => log.lines.sort())
    .toEqual([
      '[kelisim] <iframe data-category="external"> has loaded without consent: write data-srcdoc alone.',
      '[kelisim] <iframe data-category="external"> has loaded without consent: write data-srcdoc alone.',
      '[kelisim] <img data-category="external"> has loaded without consent: write data-srcset alone.',
      '[kelisim] <picture data-category="external"> is not held back: put it on the <img>, <video> or <audio>.',
    ])
  await expect(page.locator('[srcdoc],[srcset]')).toHaveCount(0)
  await beacons.expectNone()
  await banner.accept.click()
  await expect.poll(() => [...asked]).toEqual(expect.arrayContaining(['/film', '/doc.svg']))
  // What the address names is shown, and no longer the still.
  await expect(page.locator('#lite')).not.toHaveAttribute('srcdoc')
  await expect(page.locator('#doc')).toHaveAttribute('srcdoc', /doc\.svg/)
  await expect(page.locator('source')).toHaveAttribute('srcset', `${HOST}/source.svg`)
  await withdraw(page)
  await expect(page.locator('[srcdoc],[srcset],iframe[src]')).toHaveCount(0)
  expect(log.uncaught).toEqual([])
})

test('what is written into a frame under data- runs without the page’s own rights, whatever it asks for', async ({
  page,
  hostPages,
  beacons,
}) => {
  const words = `<script>try{parent.document.title='taken'}catch{}</script>`
  await openWritten(page, hostPages, {
    body: `<iframe ${MARK} data-srcdoc="${words}"></iframe><iframe ${MARK} sandbox="allow-scripts allow-same-origin" data-srcdoc="${words}"></iframe>
      <object ${MARK} data-data="javascript:document.title='taken'"></object><embed ${MARK} data-src="data:text/html,${words}">`,
  })
  await findBanner(page).accept.click()
  await beacons.waitFor('/v1/consents')
  await expect(page.locator('iframe[srcdoc]')).toHaveCount(2)
  await beacons.settle()
  expect(await page.title()).toBe('Мектеп')
  await expect(page.locator('object[data],embed[src]')).toHaveCount(0)
})

test('a sandbox that the page has given a frame is never made wider', async ({
  page,
  hostPages,
  beacons,
}) => {
  const given = ['', 'allow-same-origin', 'allow-forms ALLOW-SAME-ORIGIN allow-popups']
  await openWritten(page, hostPages, {
    body: given
      .map((own) => `<iframe ${MARK} sandbox="${own}" data-srcdoc="<p>Бейне"></iframe>`)
      .join(''),
  })
  await findBanner(page).accept.click()
  await beacons.waitFor('/v1/consents')
  await expect(page.locator('iframe[srcdoc]')).toHaveCount(3)
  const sandboxes = await page
    .locator('iframe')
    .evaluateAll((frames) => frames.map((frame) => frame.getAttribute('sandbox')))
  expect(sandboxes).toEqual(['', '', 'allow-forms allow-popups'])
})
