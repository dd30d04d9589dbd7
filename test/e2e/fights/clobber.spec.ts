import { createServer } from 'node:http'
import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { can } from '../../support/choice/saved-choice.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { logPage } from '../../support/page/page-log.ts'
import { listen } from '../../support/server/listen.ts'
import { findBanner } from '../../support/widget/banner.ts'
import { findForm, type } from '../../support/widget/contact-form.ts'

// What people may write into a page, where its filter leaves names and `data-` attributes: nothing that the page's
// markup names passes for the browser's own, and nothing but a web address is loaded in a frame.

/** What the widget reads or calls of the document, and what a widget might. */
const NAMES = [
  ...['currentScript', 'documentElement', 'readyState', 'cookie', 'querySelector', 'body', 'head'],
  ...['querySelectorAll', 'createElement', 'addEventListener', 'adoptedStyleSheets', 'scripts'],
  ...[
    'activeElement',
    'baseURI',
    'referrer',
    'visibilityState',
    'prerendering',
    'contains',
    'closest',
  ],
  ...['createTextNode', 'createElementNS', 'getElementById', 'forms', 'images', 'defaultView'],
]

/** Ways in which markup names something into the document, or the window. */
const WAYS: Readonly<Record<string, (name: string) => string>> = {
  img: (name) => `<img name="${name}" id="${name}" src="{{other}}/x.png" alt="">`,
  form: (name) =>
    `<form name="${name}" id="${name}"><input name="src" value="{{other}}/x.js"></form>`,
  iframe: (name) => `<iframe name="${name}" title="x"></iframe>`,
}

/** Serves nothing but scripts that tell of themselves, on an origin of its own, and notes what is asked of it. */
async function startOther() {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(200, {
      'content-type': 'text/javascript',
      'access-control-allow-origin': '*',
    })
    response.end(
      'window.taken = true; export const create = () => () => {}; export const showBanner = () => {}',
    )
  })
  return { asked, ...(await listen(server)) }
}

interface Markup {
  readonly before: string
  readonly page: Page
  readonly origin: string
  readonly other?: string
}

/** Opens a page that has this before the tag. */
async function openPage({ before, page, origin, other = '' }: Markup): Promise<void> {
  const query = new URLSearchParams({ before: before.replaceAll('{{other}}', other) })
  await page.goto(`${origin}/pages/clobber.html?${query}`)
}

for (const [way, write] of Object.entries(WAYS)) {
  test(`whatever the page names into the document by ${way}, the visitor is asked, the choice is kept, and no other origin's code runs`, async ({
    page,
    hostPages,
    beacons,
  }) => {
    const other = await startOther()
    const log = logPage(page)
    await openPage({
      before: NAMES.map(write).join(''),
      page,
      origin: hostPages.crossSite,
      other: other.url,
    })
    await expect(findBanner(page).region).toBeVisible()
    await beacons.expectNone()
    await findBanner(page).accept.click()
    await beacons.waitFor('/v1/visits')
    await expect(findBanner(page).region).toBeHidden()
    await page.reload()
    await beacons.settle()
    await expect(findBanner(page).region).toHaveCount(0)
    expect(await can(page, 'analytics')).toBe(true)
    expect(await page.evaluate(() => 'taken' in window)).toBe(false)
    expect(other.asked.filter((path) => !path.endsWith('.png'))).toEqual([])
    expect(log).toEqual({ lines: [], uncaught: [] })
    await other.close()
  })
}

const KELISIMS: Readonly<Record<string, string>> = {
  'a link': '<a id="kelisim" href="/">x</a>',
  'two of that name': '<a id="kelisim"></a><a id="kelisim" name="ready"></a>',
  'a form with controls of the names that are looked for':
    '<form id="kelisim"><input name="can"><input name="ready"><input name="forEach"><input name="push"></form>',
  'a frame of another site': '<iframe name="kelisim" src="{{other}}/frame" title="x"></iframe>',
}

for (const [what, before] of Object.entries(KELISIMS)) {
  test(`where kelisim is ${what}, the interface stands in its place, and consent works`, async ({
    page,
    hostPages,
    beacons,
  }) => {
    const other = await startOther()
    const log = logPage(page)
    await openPage({ before, page, origin: hostPages.crossSite, other: other.url })
    await expectAskedThere(page)
    await findBanner(page).accept.click()
    await beacons.waitFor('/v1/consents')
    await expect.poll(() => can(page, 'analytics')).toBe(true)
    expect(log).toEqual({ lines: [], uncaught: [] })
    await other.close()
  })
}

async function expectAskedThere(page: Page): Promise<void> {
  await expect(findBanner(page).region).toBeVisible()
  expect(await page.evaluate(() => typeof (window.kelisim as { can?: unknown }).can)).toBe(
    'function',
  )
  expect(await can(page, 'analytics')).toBe(false)
}

test('a queue that stood there before is still called back', async ({ page, hostPages }) => {
  const before =
    '<script>(window.kelisim ||= []).push((kelisim) => { window.called = kelisim.can("necessary") })</script>'
  await openPage({ before, page, origin: hostPages.crossSite })
  await expect.poll(() => page.evaluate(() => (window as { called?: unknown }).called)).toBe(true)
})

test('CF-01 a contact form whose controls are called what a form’s methods are is sent by the widget, once, and emptied', async ({
  page,
  beacons,
  server,
}) => {
  const log = logPage(page)
  // Not those that Playwright itself asks of a form whose fields it fills in.
  const names = [
    ...['can', 'reset', 'submit', 'action', 'method', 'elements', 'children', 'dataset'],
    ...['addEventListener', 'setAttribute', 'insertBefore', 'prepend', 'noValidate', 'remove'],
  ]
  // Before it is taken over, which waits for the page.
  await page.addInitScript((all) => {
    addEventListener('DOMContentLoaded', () => {
      for (const name of all)
        document.forms[0]?.insertAdjacentHTML('beforeend', `<input type="hidden" name="${name}">`)
    })
  }, names)
  await page.goto(`${server.url}/demo/contact.html`)
  const form = findForm(page)
  await type(form)
  await form.adult.check()
  // A tick given before the words in force stand there would not count.
  await expect(form.form).toContainText('Келісім мерзімі: 365 күн')
  await form.consent.check()
  await form.send.click()
  await expect(form.status).toContainText(/K-[A-Z0-9]{8}/)
  await beacons.settle()
  expect(readRows(server, 'messages')).toHaveLength(1)
  expect(await form.field('Хабарлама').inputValue()).toBe('')
  // A click beside its controls is the form's own.
  await page.locator('form').first().dispatchEvent('click')
  expect(page.url()).toMatch(/contact\.html$/)
  expect(log).toEqual({ lines: [], uncaught: [] })
})

test.describe('a gated frame', () => {
  const frames = ['javascript:top.taken=1', ' JaVaScRiPt:top.taken=1', 'java\nscript:top.taken=1']
  const others = [
    'data:text/html,<script>top.taken=1</script>',
    'blob:x',
    'vbscript:x',
    'file:///etc/passwd',
  ]

  test('takes no address but one of the web, not when it is allowed either, and offers nothing in its place', async ({
    page,
    hostPages,
  }) => {
    const before = [...frames, ...others]
      .map(
        (address) =>
          `<iframe class="bad" data-category="external" data-src="${address}" width="400" height="300" title="x"></iframe>`,
      )
      .join('')
    const good = `<iframe id="good" data-category="external" data-src="/pages/plain.html" width="400" height="300" title="x"></iframe>`
    await openPage({ before: before + good, page, origin: hostPages.crossSite })
    await expect(page.getByRole('group')).toHaveCount(1)
    await findBanner(page).accept.click()
    await expect(page.locator('#good')).toHaveAttribute('src', '/pages/plain.html')
    expect(await page.locator('.bad[src]').count()).toBe(0)
    expect(await page.evaluate(() => 'taken' in window)).toBe(false)
  })

  test('nor one that it is given later', async ({ page, hostPages }) => {
    const before = `<iframe id="later" data-category="external" data-src="/pages/plain.html" width="400" height="300" title="x"></iframe>`
    await openPage({ before, page, origin: hostPages.crossSite })
    await findBanner(page).accept.click()
    const frame = page.locator('#later')
    await expect(frame).toHaveAttribute('src', '/pages/plain.html')
    await frame.evaluate((element) => element.setAttribute('src', 'data:text/html,x'))
    await expect(frame).toHaveAttribute('src', '/pages/plain.html')
    await frame.evaluate((element) => element.setAttribute('data-src', 'data:text/html,x'))
    await expect(frame).not.toHaveAttribute('src', /./)
    await frame.evaluate((element) => element.setAttribute('data-src', '/pages/plain.html'))
    await expect(frame).toHaveAttribute('src', '/pages/plain.html')
  })
})
