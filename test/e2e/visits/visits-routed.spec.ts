import type { Page } from '@playwright/test'
import type { VisitEntry, VisitsBody } from '../../../server/contract/index.ts'
import type { Kelisim } from '../../../widget/api.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import type { Beacons } from '../../support/choice/beacons.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { findBanner } from '../../support/widget/banner.ts'

// Page views of a site whose router takes over the browser's own navigations (the Navigation API).

/** Every visit that was told to begin, in order. */
const openedVisits = (beacons: Beacons): VisitEntry[] =>
  beacons
    .list()
    .filter(({ path }) => path === '/v1/visits')
    .flatMap(({ body }) => (body as VisitsBody).visits)
    .filter(({ durationMs }) => durationMs === undefined)

/** Follows the page's own router, which takes over the browser's navigations and calls no method of `history`. */
const route = (page: Page, address: string, history: 'push' | 'replace' = 'push') =>
  page.evaluate(
    async ([address, history]) => {
      const { navigation } = window as unknown as {
        navigation: { navigate(to: string, how: object): { finished: Promise<unknown> } }
      }
      await navigation.navigate(address, { history }).finished
    },
    [address, history] as const,
  )

test('TR-01 a path that a router shows by the Navigation API is a visit; the same path, a query or a page after a withdrawal is none', async ({
  page,
  hostPages,
  beacons,
  server,
}) => {
  await page.addInitScript(() => {
    const { navigation } = window as unknown as { navigation: EventTarget }
    navigation.addEventListener('navigate', (event) => {
      const { canIntercept, intercept } = event as unknown as {
        canIntercept: boolean
        intercept(how: object): void
      }
      if (canIntercept) intercept.call(event, { handler: async () => {} })
    })
  })
  await page.goto(`${hostPages.crossSite}/pages/first-page.html`)
  await route(page, '/lessons/0')
  await beacons.expectNone()
  await page.goto(`${hostPages.crossSite}/pages/first-page.html`)
  await findBanner(page).accept.click()
  await beacons.waitFor('/v1/visits')
  await page.evaluate(() => {
    Object.assign(window, { mark: 1 })
  })
  await page.getByRole('link', { name: 'Екінші бетке' }).click()
  await expect(page).toHaveURL(/second-page/)
  await route(page, '/lessons/7')
  await route(page, '/lessons/7', 'replace')
  await route(page, '/lessons/7?page=2')
  await route(page, '/lessons/8', 'replace')
  await page.goBack()
  await beacons.settle()
  expect(await page.evaluate(() => (window as { mark?: number }).mark), 'one document').toBe(1)
  const opened = openedVisits(beacons)
  expect(opened.map(({ path }) => path)).toEqual([
    '/pages/first-page.html',
    '/pages/second-page.html',
    '/lessons/7',
    '/lessons/8',
    '/lessons/7',
  ])
  expect(new Set(opened.map(({ id }) => id)).size).toBe(5)
  expect(readRows(server, 'visits')).toHaveLength(5)

  await page.evaluate(() => (window.kelisim as Kelisim).withdraw())
  await beacons.settle()
  beacons.clear()
  await route(page, '/lessons/9')
  await beacons.expectNone()
  expect(readRows(server, 'visits')).toHaveLength(5)
})
