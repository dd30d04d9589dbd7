import type { Page } from '@playwright/test'
import type { Kelisim } from '../../../widget/api.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { holdBack } from '../../support/page/hold-back.ts'
import { findBanner } from '../../support/widget/banner.ts'

// What a page of the demo school, which has a link to the settings of its own and one gated script, asks the server for.

const WIDGET = /^\/(?:widget\.js|assets\/.+)$/

/** Names of the widget's files that are asked for from now on, without the build. */
function watchFiles(page: Page): string[] {
  const files: string[] = []
  page.on('request', (request) => {
    const [path] = WIDGET.exec(new URL(request.url()).pathname) ?? []
    if (path) files.push(path.replace(/-[\da-f]{8}(?=\.js$)/, ''))
  })
  return files
}

test('CB-01 on a page of another site a first visit asks for the loader alone before the banner is shown, and who comes back downloads nothing', async ({
  page,
  hostPages,
  server,
}) => {
  const files = watchFiles(page)
  await page.goto(`${hostPages.crossSite}/pages/plain.html`)
  const { region, reject } = findBanner(page)
  await expect(region).toBeVisible()
  expect(files[0]).toBe('/widget.js')
  expect(files.filter((file) => /ui-|preact|settings/.test(file))).toEqual([])
  await reject.click()
  await expect(region).toBeHidden()

  files.length = 0
  await page.reload()
  await page.waitForLoadState('networkidle')
  await expect(region).toBeHidden()
  expect(files).toEqual(['/widget.js'])
  // As after the time for which a cache does not ask.
  await page.evaluate(async () => {
    const { src = '' } = document.querySelector<HTMLScriptElement>('[src$="/widget.js"]') ?? {}
    await fetch(src, { mode: 'no-cors', credentials: 'include', cache: 'no-cache' })
  })
  const loaders = server.requests.filter(({ path }) => path === '/widget.js')
  expect(loaders.map(({ status }) => status)).toEqual([200, 304])
  expect(loaders.map(({ headers }) => headers['sec-fetch-site'])).toEqual([
    'cross-site',
    'cross-site',
  ])
})

test('CB-01 on a page of the same site a first visit asks for the loader alone before the banner is shown, and a visitor who has refused for it and the gate of its gated script', async ({
  page,
  server,
}) => {
  const files = watchFiles(page)
  await page.goto(`${server.url}/demo/`)
  const { region, reject } = findBanner(page)
  await expect(region).toBeVisible()
  expect(files[0]).toBe('/widget.js')
  expect(
    files.filter((file) => /ui-|preact|settings|placeholder|contact|reopen/.test(file)),
  ).toEqual([])
  await reject.click()
  await expect(region).toBeHidden()

  files.length = 0
  await page.reload()
  await page.waitForLoadState('networkidle')
  expect(files).toEqual(['/widget.js', '/assets/gate.js'])
})

test('AX-05 on 320 × 640 px every word of the banner is in view without scrolling, in kk, ru and en', async ({
  page,
  server,
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  for (const language of ['kk', 'ru', 'en'] as const) {
    await page.goto(`${server.url}/demo/${language === 'kk' ? '' : `${language}/`}`)
    await expect(findBanner(page, language).region).toBeVisible()
    const hiddenPx = await page
      .locator('.kelisim-words')
      .evaluate((words) => words.scrollHeight - words.clientHeight)
    // A part of a pixel counts as one.
    expect(hiddenPx, language).toBeLessThanOrEqual(1)
  }
})

test('a page with a link of its own and nothing gated asks for the loader alone once the visitor has refused', async ({
  page,
  hostPages,
}) => {
  const files = watchFiles(page)
  await page.goto(`${hostPages.crossSite}/pages/plain.html`)
  const { region, reject } = findBanner(page)
  await reject.click()
  await expect(region).toBeHidden()

  files.length = 0
  await page.reload()
  await page.waitForLoadState('networkidle')
  expect(files).toEqual(['/widget.js'])
})

test('a loader with the banner inside, kept by a cache, asks nothing of who has chosen since, and knows the choice once it has run', async ({
  page,
  request,
  server,
}) => {
  const kept = await request.get(`${server.url}/widget.js`, {
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  expect(await kept.text()).toContain('kelisim-banner')
  const { region, reject } = findBanner(page)
  await page.goto(`${server.url}/demo/`)
  await reject.click()
  await expect(region).toBeHidden()
  await page.route('**/widget.js', (route) => route.fulfill({ response: kept }))
  await page.addInitScript(() => {
    const remember = ({ target }: Event) => {
      if ((target as Element).matches?.('[src$="/widget.js"]'))
        Object.assign(window, { kindAtLoad: (window.kelisim as Kelisim).choice?.kind })
    }
    document.addEventListener('load', remember, true)
  })
  const files = watchFiles(page)
  await page.reload()
  await page.waitForLoadState('networkidle')
  expect(await page.evaluate(() => 'kindAtLoad' in window && window.kindAtLoad)).toBe('refused')
  await expect(region).toBeHidden()
  expect(files.filter((file) => /ui-|consent|settings/.test(file))).toEqual([])
})

/** Runs in the page: counts looks into cookies and storage. */
const countLooks = () => {
  const looks = { count: 0 }
  Object.assign(window, { looks })
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')
  Object.defineProperty(Document.prototype, 'cookie', {
    ...cookie,
    get() {
      looks.count++
      return cookie?.get?.call(this)
    },
  })
  const { getItem } = Storage.prototype
  Storage.prototype.getItem = function (name) {
    looks.count++
    return getItem.call(this, name)
  }
}

test('with the banner inside the loader nothing is read before the page has been painted', async ({
  page,
  server,
}) => {
  await page.addInitScript(countLooks)
  const letCome = await holdBack(page, '**/*.css')
  await page.goto(`${server.url}/demo/`, { waitUntil: 'commit' })
  // No frame comes while the page waits for its style sheet, and the widget waits for the page.
  const hasRun = () =>
    document.readyState !== 'loading' && (window.kelisim as Kelisim | undefined)?.can
  await page.waitForFunction(hasRun, undefined, { polling: 50 })
  await page.waitForTimeout(300)
  const looks = () =>
    page.evaluate(() => (window as unknown as { looks: { count: number } }).looks.count)
  expect(await looks()).toBe(0)
  expect(await page.evaluate(() => performance.getEntriesByType('paint').length)).toBe(0)
  letCome()
  await expect(findBanner(page).region).toBeVisible()
  expect(await looks()).toBeGreaterThan(0)
})
