import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import {
  external,
  gated,
  heard,
  openGated,
  serveScripts,
} from '../../support/page/gated-scripts.ts'
import { AS_BEFORE, isAsBefore, OWN, OWN_HEARD } from '../../support/page/own-functions.ts'
import { logPage } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// A gated script runs long after the page has been read. What it wants to do once that is so is done, for it alone: the page
// is told nothing twice, and its functions are what they were.

const accept = (page: Page) => findBanner(page).accept.click()

/** Ways to ask for a moment, and what is heard of each; all run in one page as well. */
const WAYS: Readonly<Record<string, readonly [code: string, ...heard: string[]]>> = {
  'document DOMContentLoaded': [
    `document.addEventListener('DOMContentLoaded', function (event) { heard.push([event.type, event.target === document, this === document, event instanceof Event].join()) })`,
    'DOMContentLoaded,true,true,true',
  ],
  'window DOMContentLoaded': [
    `window.addEventListener('DOMContentLoaded', function (event) { heard.push([event.type, event.target === document, event.currentTarget === window].join(' ')) })`,
    'DOMContentLoaded true true',
  ],
  'window load, by its bare name': [
    `addEventListener('load', function (event) { heard.push([event.type, this === window, event.target === document].join('|')) })`,
    'load|true|true',
  ],
  'an object with handleEvent': [
    `var listener = { name: 'object', handleEvent: function (event) { heard.push(this.name + ' ' + event.type) } }; window.addEventListener('load', listener, { passive: true })`,
    'object load',
  ],
  'once, and again by the page': [
    `window.addEventListener('load', function () { heard.push('once') }, { once: true })`,
    'once',
  ],
  'while it is caught': [
    `window.addEventListener('load', function () { heard.push('caught') }, true)`,
    'caught',
  ],
  'the same listener twice': [
    `var twice = function () { heard.push('twice') }; document.addEventListener('DOMContentLoaded', twice); document.addEventListener('DOMContentLoaded', twice)`,
    'twice',
  ],
  'window.onload': [
    `window.onload = function (event) { heard.push('onload ' + event.type) }`,
    'onload load',
  ],
  'window.onload that passes on to the one before': [
    `var old = window.onload; window.onload = function () { if (old) old(); heard.push('chained') }`,
    'chained',
  ],
  'window.onload, set twice': [
    `window.onload = function () { heard.push('not this one') }; window.onload = function () { heard.push('this one') }`,
    'this one',
  ],
  'document.body.onload': [`document.body.onload = function () { heard.push('body') }`, 'body'],
  'document.onreadystatechange': [
    `document.onreadystatechange = function () { if (document.readyState === 'complete') heard.push('state') }`,
    'state',
  ],
  readystatechange: [
    `document.addEventListener('readystatechange', function (event) { heard.push(event.type) })`,
    'readystatechange',
  ],
  pageshow: [
    `window.addEventListener('pageshow', function (event) { heard.push('shown ' + !!event.persisted) })`,
    'shown false',
  ],
  'whichever comes first, as old ready functions do': [
    `function ready() { document.removeEventListener('DOMContentLoaded', ready); window.removeEventListener('load', ready); heard.push('ready') } document.addEventListener('DOMContentLoaded', ready); window.addEventListener('load', ready)`,
    'ready',
  ],
  'load from within DOMContentLoaded': [
    `document.addEventListener('DOMContentLoaded', function () { window.addEventListener('load', function () { heard.push('nested') }) })`,
    'nested',
  ],
  'a listener that is removed again': [
    `var gone = function () { heard.push('removed') }; window.addEventListener('load', gone); window.removeEventListener('load', gone)`,
  ],
  'a listener whose signal has ended': [
    `var end = new AbortController(); window.addEventListener('load', function () { heard.push('ended') }, { signal: end.signal }); end.abort()`,
  ],
  'what is not of the page: an error, a click, a picture': [
    `window.addEventListener('click', function () { heard.push('click') }); document.addEventListener('load', function () { heard.push('document load') }); new Image().addEventListener('load', function () { heard.push('image') })`,
  ],
}

for (const kind of ['inline', 'external', 'external and async'] as const) {
  test(`whatever way a gated ${kind} script waits for the page, it is called once; the page is told nothing twice and is as it was`, async ({
    page,
    hostPages,
    beacons,
  }) => {
    const log = logPage(page)
    const ways = Object.entries(WAYS)
    const wrap = (code: string) => `(function () { ${code} })()`
    await serveScripts(
      page,
      Object.fromEntries(ways.map(([, [code]], index) => [`way-${index}`, wrap(code)])),
    )
    const attributes = kind === 'external and async' ? 'async' : ''
    const scripts = ways.map(([, [code]], index) =>
      kind === 'inline' ? gated(wrap(code)) : external(`way-${index}`, 'analytics', attributes),
    )
    await openGated(page, hostPages, OWN + scripts.join(''))
    await expect(findBanner(page).region).toBeVisible()
    await beacons.expectNone()
    expect((await heard(page)).sort()).toEqual([...OWN_HEARD].sort())
    const expected = [...OWN_HEARD, ...ways.flatMap(([, [, ...said]]) => said)].sort()
    for (const visit of ['of the choice', 'after it']) {
      if (visit === 'after it') await page.reload()
      else await accept(page)
      await expect.poll(async () => (await heard(page)).sort(), visit).toEqual(expected)
      await beacons.settle()
      expect((await heard(page)).sort(), visit).toEqual(expected)
      expect(await isAsBefore(page), visit).toEqual(AS_BEFORE)
    }
    expect(log).toEqual({ lines: [], uncaught: [] })
  })
}

test('what a gated script waits for is called when those after it have run, in the order of a page that is read', async ({
  page,
  hostPages,
}) => {
  await serveScripts(page, { library: `window.library = 'there'` })
  await openGated(
    page,
    hostPages,
    gated(`window.addEventListener('load', function () { heard.push('load ' + window.library) })`) +
      gated(
        `document.addEventListener('DOMContentLoaded', function () { heard.push('ready ' + window.library) })`,
      ) +
      external('library') +
      gated(`heard.push('last')`),
  )
  await accept(page)
  await expect.poll(() => heard(page)).toEqual(['last', 'ready there', 'load there'])
})

test('a page told anew by itself tells gated listeners too, those that wanted it once not', async ({
  page,
  hostPages,
  beacons,
}) => {
  await openGated(
    page,
    hostPages,
    gated(
      `addEventListener('load', function () { heard.push('each') }); addEventListener('load', function () { heard.push('once') }, { once: true })`,
    ),
  )
  await accept(page)
  await expect.poll(() => heard(page)).toEqual(['each', 'once'])
  await page.evaluate(() => dispatchEvent(new Event('load')))
  await beacons.settle()
  expect(await heard(page)).toEqual(['each', 'once', 'each'])
})

test('a listener that the page itself adds too late is not called, not while a gated script is on its way either', async ({
  page,
  hostPages,
  beacons,
}) => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.context().route('https://count.example/**', async (route) => {
    await held
    await route.fulfill({
      contentType: 'text/javascript',
      body: `addEventListener('load', function () { heard.push('gated') }); window.came = true`,
    })
  })
  await openGated(page, hostPages, external('slow'))
  const asked = page.waitForRequest('https://count.example/**')
  await accept(page)
  await asked
  await page.evaluate(() => {
    const { heard } = window as unknown as { heard: string[] }
    addEventListener('load', () => heard.push('page, too late'))
    window.onload = () => heard.push('page, too late')
    Object.assign(window, { kept: window.onload })
  })
  release()
  await expect.poll(() => heard(page)).toEqual(['gated'])
  await beacons.settle()
  expect(await heard(page)).toEqual(['gated'])
  // It is the page's, and stays.
  expect(
    await page.evaluate(() => window.onload === (window as unknown as { kept: unknown }).kept),
  ).toBe(true)
})

test('what somebody puts over a function of the page while a gated script is on its way stays', async ({
  page,
  hostPages,
  beacons,
}) => {
  await serveScripts(page, {
    wrapper: `var add = window.addEventListener; window.addEventListener = function (type) { (window.wrapped = window.wrapped || []).push(type); return add.apply(this, arguments) }; window.own = window.addEventListener`,
    second: `window.addEventListener('load', function () { heard.push('second') })`,
  })
  await openGated(page, hostPages, external('wrapper') + external('second'))
  await accept(page)
  await expect.poll(() => heard(page)).toEqual(['second'])
  await beacons.settle()
  expect(await heard(page)).toEqual(['second'])
  expect(
    await page.evaluate(() => {
      const state = window as unknown as { own: unknown; wrapped: string[] }
      return [window.addEventListener === state.own, state.wrapped.includes('load')]
    }),
  ).toEqual([true, true])
})

test('CB-09 what a purpose waits for is not called once it has been withdrawn', async ({
  page,
  hostPages,
  beacons,
}) => {
  await openGated(
    page,
    hostPages,
    gated(
      `addEventListener('load', function () { heard.push('after the withdrawal') }); heard.push('ran'); kelisim.withdraw()`,
    ),
  )
  await accept(page)
  await expect.poll(() => heard(page)).toEqual(['ran'])
  await beacons.settle()
  expect(await heard(page)).toEqual(['ran'])
})

test('a listener that the browser refuses holds up no script that comes after it, and leaves the page as it was', async ({
  page,
  hostPages,
  beacons,
}) => {
  await openGated(
    page,
    hostPages,
    OWN +
      gated(
        `try { addEventListener('load', 42) } catch (error) { heard.push(error.name) } addEventListener('load', function () { heard.push('told') })`,
      ) +
      gated(`heard.push('external')`, 'external'),
  )
  await expect.poll(() => heard(page)).toHaveLength(4)
  const choose = (purposes: object) =>
    page.evaluate(
      (purposes) =>
        (window.kelisim as { choose(grants: object): Promise<string> }).choose({ purposes }),
      purposes,
    )
  await choose({ analytics: true })
  await expect.poll(async () => (await heard(page)).slice(4)).toEqual(['TypeError', 'told'])
  await choose({ analytics: true, external: true })
  await expect
    .poll(async () => (await heard(page)).slice(4))
    .toEqual(['TypeError', 'told', 'external'])
  await beacons.settle()
  expect(await isAsBefore(page)).toEqual(AS_BEFORE)
})

test('scripts that the browser leaves alone, and a page without a body, hold up nothing and leave the page as it was', async ({
  page,
  hostPages,
  beacons,
}) => {
  const asked = await serveScripts(page, {})
  await openGated(
    page,
    hostPages,
    OWN +
      external('old', 'analytics', 'nomodule') +
      external('data', 'analytics', 'data-type="application/json"') +
      gated(
        `document.head.append(document.currentScript.parentNode.querySelector('[type][data-category=external]')); document.body.remove(); heard.push('ran')`,
      ) +
      gated(`addEventListener('load', function () { heard.push('told') })`, 'external'),
  )
  await expect(findBanner(page).region).toBeVisible()
  const startedMs = Date.now()
  await page.evaluate(() => Object.assign(window, { ownBody: document.body }))
  await accept(page)
  await expect.poll(async () => (await heard(page)).slice(4)).toEqual(['ran', 'told'])
  // Nobody has been waited for.
  expect(Date.now() - startedMs).toBeLessThan(2_900)
  await page.evaluate(() => document.documentElement.append(Reflect.get(window, 'ownBody')))
  await beacons.settle()
  expect(await isAsBefore(page)).toEqual(AS_BEFORE)
  expect(asked).toEqual([])
})
