import type { Page } from '@playwright/test'
import { realSite } from '../../support/app/real-site.ts'
import { expect, type TestServer, test } from '../../support/browser/fixtures.ts'
import type { Beacons } from '../../support/choice/beacons.ts'
import { EMPTY_DEVICE, readDevice } from '../../support/choice/read-device.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { WRITTEN } from '../../support/page/host-pages.ts'
import { findBanner } from '../../support/widget/banner.ts'

// The counter mode: pages of visitors who have not chosen, counted without anything that tells who it was.

const FIRST = '/pages/first-page.html'
const SECOND = '/pages/second-page.html'

const visitsOf = (server: TestServer): Record<string, number> =>
  Object.fromEntries(
    readRows(server, 'daily_counts')
      .filter(({ measure, dimension }) => measure === 'visit' && dimension === 'page')
      .map(({ value, count }) => [String(value), Number(count)]),
  )

/** Waits until the counter part is at work: brought, and started. */
const counterCame = (page: Page) =>
  page.waitForResponse((response) => /\/assets\/counter-/.test(response.url()))

const sent = (beacons: Beacons) => beacons.list().filter(({ path }) => path === '/v1/visits')

test.describe('with the mode on', () => {
  test.use({ site: { ...realSite, visits: { counterMode: true }, neverTrack: ['/secret/*'] } })

  test('TR-11: each page view is counted once, single-page ones too; no id goes along, no row is made, and the device stays empty', async ({
    page,
    hostPages,
    beacons,
    server,
  }) => {
    const came = counterCame(page)
    await page.goto(hostPages.crossSite + FIRST)
    await came
    await beacons.expectNone()
    await page.evaluate(() => {
      history.pushState(null, '', '/lessons/7?name=planted#planted')
      history.replaceState(null, '', '/lessons/7?page=2')
    })
    await expect.poll(() => sent(beacons).length).toBe(1)
    const again = counterCame(page)
    await page.goto(hostPages.crossSite + SECOND)
    await again
    await beacons.settle()
    expect(sent(beacons).map(({ body }) => body)).toEqual([
      { visits: [{ path: FIRST }] },
      { visits: [{ path: '/lessons/7' }] },
    ])
    for (const { headers } of sent(beacons)) {
      expect(headers.cookie).toBeUndefined()
      expect(headers.authorization).toBeUndefined()
      expect(headers.referer ?? '').not.toContain('planted')
    }
    expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
    await page.goto('about:blank')
    await expect.poll(() => visitsOf(server)).toEqual({ [FIRST]: 1, '/lessons/7': 1, [SECOND]: 1 })
    expect(readRows(server, 'visits')).toEqual([])
    expect(readRows(server, 'consent_records')).toEqual([])
  })

  test('TR-11: who allows visits on the page is counted by the visit alone; who refuses, by nothing then and later', async ({
    page,
    hostPages,
    beacons,
    server,
    context,
    requestedUrls,
  }) => {
    let came = counterCame(page)
    await page.goto(hostPages.crossSite + FIRST)
    await came
    await findBanner(page).accept.click()
    await beacons.waitFor('/v1/visits')
    await page.goto(hostPages.crossSite + SECOND)
    await expect.poll(() => readRows(server, 'visits').length).toBe(2)
    await beacons.settle()
    expect(visitsOf(server)).toEqual({ [FIRST]: 1, [SECOND]: 1 })
    for (const { body } of sent(beacons)) expect(body).toHaveProperty('consentId')

    await page.evaluate(() => {
      localStorage.clear()
    })
    await context.clearCookies()
    await page.goto('about:blank')
    await beacons.settle()
    beacons.clear()
    came = counterCame(page)
    await page.goto(hostPages.crossSite + FIRST)
    await came
    await findBanner(page).reject.click()
    await beacons.waitFor('/v1/refusals')
    const before = requestedUrls.length
    await page.goto(hostPages.crossSite + SECOND)
    await beacons.settle()
    await page.goto('about:blank')
    await beacons.settle()
    expect(sent(beacons)).toEqual([])
    expect(requestedUrls.slice(before).filter((url) => /counter-/.test(url))).toEqual([])
    expect(visitsOf(server)).toEqual({ [FIRST]: 1, [SECOND]: 1 })
  })

  test('TR-11, TR-12: not on a page that is never tracked, by its tag, its address or the list, nor twice where the tag stands twice', async ({
    page,
    hostPages,
    beacons,
    server,
  }) => {
    await page.goto(`${hostPages.crossSite}/pages/untracked.html`)
    await beacons.settle()
    let came = counterCame(page)
    await page.goto(`${hostPages.crossSite}${FIRST}?preview=1`)
    await came
    await beacons.settle()
    came = counterCame(page)
    await page.goto(`${hostPages.crossSite}/pages/two-tags.html`)
    await came
    await beacons.expectNone()
    await page.evaluate(() => history.pushState(null, '', '/secret/plans'))
    await expect.poll(() => sent(beacons).length).toBe(1)
    await page.evaluate(() => history.pushState(null, '', '/open'))
    await beacons.settle()
    await page.goto('about:blank')
    await expect.poll(() => visitsOf(server)).toEqual({ '/pages/two-tags.html': 1, '/open': 1 })
    expect(sent(beacons)).toHaveLength(2)
  })

  test('TR-11, TR-12: a tag whose `data-visits` is neither absent nor `on` counts nothing, however it is written', async ({
    page,
    hostPages,
    beacons,
    server,
  }) => {
    const open = async (value: string) => {
      hostPages.write(
        `<!doctype html><html lang="kk"><meta charset="utf-8"><title>Бет</title><link rel="icon" href="data:,">
<script src="{{server}}/widget.js" data-visits="${value}" async></script><h1>Бет</h1></html>`,
      )
      const came = counterCame(page)
      await page.goto(hostPages.crossSite + WRITTEN)
      await came
      await beacons.settle()
      await page.evaluate(() => history.pushState(null, '', '/open'))
      await beacons.settle()
    }
    for (const value of ['off', 'OFF', 'false', 'no', '0', ' off ', '']) await open(value)
    await page.goto('about:blank')
    await beacons.expectNone()
    expect(visitsOf(server)).toEqual({})
    await open('on')
    await expect.poll(() => sent(beacons).length).toBe(1)
  })

  for (const [signal, value] of [
    ['globalPrivacyControl', true],
    ['doNotTrack', '1'],
  ] as const) {
    test(`TR-11: a browser that says ${signal} is not counted`, async ({
      page,
      hostPages,
      beacons,
      server,
    }) => {
      await page.addInitScript(
        ([name, said]) => Object.defineProperty(navigator, name, { get: () => said }),
        [signal, value] as const,
      )
      const came = counterCame(page)
      await page.goto(hostPages.crossSite + FIRST)
      await came
      await beacons.settle()
      await page.goto(hostPages.crossSite + SECOND)
      await beacons.expectNone()
      expect(visitsOf(server)).toEqual({})
    })
  }

  test('TR-11: a browser that says Global Privacy Control in its requests is not even sent the counter', async ({
    page,
    hostPages,
    beacons,
    requestedUrls,
  }) => {
    await page.setExtraHTTPHeaders({ 'sec-gpc': '1' })
    await page.goto(hostPages.crossSite + FIRST)
    await beacons.settle()
    await page.goto(hostPages.crossSite + SECOND)
    await beacons.expectNone()
    expect(requestedUrls.filter((url) => /counter-/.test(url))).toEqual([])
  })
})

test('TR-11: off by default: the loader says nothing of it, and nothing is asked for or sent', async ({
  page,
  hostPages,
  beacons,
  server,
  requestedUrls,
}) => {
  await page.goto(hostPages.crossSite + FIRST)
  await beacons.settle()
  await page.goto(hostPages.crossSite + SECOND)
  await beacons.expectNone()
  expect(requestedUrls.filter((url) => /counter-/.test(url))).toEqual([])
  expect(await (await fetch(`${server.url}/widget.js`)).text()).not.toContain('counter')
  expect(readRows(server, 'daily_counts').filter(({ measure }) => measure === 'visit')).toEqual([])
})
