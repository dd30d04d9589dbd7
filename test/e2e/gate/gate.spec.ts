import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { EMPTY_DEVICE, readDevice } from '../../support/choice/read-device.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { startForeignHost } from '../../support/page/foreign-host.ts'
import { holdBack } from '../../support/page/hold-back.ts'
import { logPage } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// What a page marks with data-category neither runs nor loads before its purpose is granted and stored.

interface PageGlobals {
  ran: string[]
  late?: number
  ungated?: boolean
  unknown?: boolean
}
const ran = (page: Page) => page.evaluate(() => (window as unknown as PageGlobals).ran)

test('CB-01 gated scripts run once, those of a purpose in document order, with their attributes, and not before the server has stored the consent', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logPage(page)
  const release = await holdBack(page, '**/v1/consents')
  await page.goto(`${hostPages.crossSite}/pages/gate/scripts.html`)
  const banner = findBanner(page)
  await expect.poll(() => ran(page)).toEqual(['necessary'])
  await banner.accept.click()
  await expect(banner.region).toBeHidden()
  await beacons.expectNone()
  expect(await ran(page)).toEqual(['necessary'])
  expect(hostPages.requested).not.toContain('/pages/gate/second.js')
  release()
  await beacons.waitFor('/v1/visits')
  // What another purpose has is not waited for.
  const all = ['necessary', 'first first counter kept', 'third', 'second kept anonymous', 'fourth']
  await expect.poll(() => ran(page)).toEqual(all)
  // Another change of mind about nothing, and other content, run none of them twice.
  await page.evaluate(() => document.body.append(document.createElement('p')))
  await beacons.settle()
  expect(await ran(page)).toEqual(all)
  await page.reload()
  await expect.poll(() => ran(page)).toHaveLength(5)
  expect((await ran(page)).filter((name) => name !== 'necessary')).toEqual(all.slice(1))
  expect(log).toEqual({ lines: [], uncaught: [] })
})

test('CB-05 of gated scripts only those of the granted purpose run', async ({
  page,
  hostPages,
  beacons,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/gate/scripts.html`)
  const banner = findBanner(page)
  await banner.settings.click()
  await banner.switch('Сыртқы қызметтер').click()
  await banner.save.click()
  const given = await beacons.waitFor('/v1/consents')
  expect(given.body).toMatchObject({ purposes: { analytics: false, external: true } })
  await expect.poll(() => ran(page)).toEqual(['necessary', 'third'])
  await beacons.settle()
  expect(await ran(page)).toEqual(['necessary', 'third'])
  expect(hostPages.requested).not.toContain('/pages/gate/second.js')
  expect(beacons.list().map(({ path }) => path)).toEqual(['/v1/consents'])
})

test('CB-01 frames and images ask no foreign host before consent, load after it, and are inert again after withdrawal', async ({
  page,
  hostPages,
  beacons,
  requestedUrls,
}) => {
  const asked = await startForeignHost(page)
  await page.goto(`${hostPages.crossSite}/pages/gate/frames.html`)
  const banner = findBanner(page)
  const placeholders = page.getByRole('button', { name: 'Бір рет жүктеу' })
  await expect(placeholders).toHaveCount(2)
  await beacons.expectNone()
  const own = new Set([new URL(hostPages.crossSite).hostname, '127.0.0.1'])
  expect(requestedUrls.filter((url) => !own.has(new URL(url).hostname))).toEqual([])
  expect(asked).toEqual([])

  await banner.accept.click()
  await expect(page.frameLocator('#one').getByText('Бейне')).toBeVisible()
  await expect(page.frameLocator('#two').getByText('Бейне')).toBeVisible()
  await expect(placeholders).toHaveCount(0)
  await expect.poll(() => [...asked].sort()).toEqual(['/one', '/picture.svg', '/two'])

  await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await banner.withdraw.click()
  await expect(placeholders).toHaveCount(2)
  await expect(page.locator('iframe[src],img[src]')).toHaveCount(0)
  await beacons.settle()
  const before = asked.length
  await page.reload()
  await expect(placeholders).toHaveCount(2)
  await beacons.settle()
  await expect(page.locator('iframe[src],img[src]')).toHaveCount(0)
  expect(asked).toHaveLength(before)
})

test("a placeholder's 'load once' loads that frame alone and stores nothing; 'always' grants external content", async ({
  page,
  hostPages,
  beacons,
  server,
}) => {
  const asked = await startForeignHost(page)
  await page.goto(`${hostPages.crossSite}/pages/gate/frames.html`)
  await expect(findBanner(page).region).toBeVisible()
  await page.getByRole('button', { name: 'Бір рет жүктеу' }).first().click()
  await expect(page.frameLocator('#one').getByText('Бейне')).toBeVisible()
  await beacons.expectNone()
  expect(asked).toEqual(['/one'])
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
  for (const table of ['consent_records', 'consent_events', 'daily_counts'])
    expect(readRows(server, table), table).toEqual([])
  await expect(findBanner(page).region).toBeVisible()

  await page.reload()
  const always = page.getByRole('button', { name: 'Әрқашан рұқсат беру' })
  await expect(always).toHaveCount(2)
  expect(asked).toEqual(['/one'])
  await always.first().click()
  await beacons.expect([
    {
      path: '/v1/consents',
      status: 201,
      body: expect.objectContaining({
        purposes: { analytics: false, external: true },
        dataKinds: { ip: false, browser: false, visit_time: false, visitor_cookie: false },
        surface: 'placeholder',
      }),
    },
  ])
  await expect(page.frameLocator('#two').getByText('Бейне')).toBeVisible()
  await expect(always).toHaveCount(0)
  expect([...asked].sort()).toEqual(['/one', '/one', '/picture.svg', '/two'])
  await expect(findBanner(page).region).toBeHidden()
  expect(readRows(server, 'visits')).toEqual([])
})

test('content that a page adds later is held back, and activated by the choice', async ({
  page,
  hostPages,
  beacons,
}) => {
  const asked = await startForeignHost(page)
  const addContent = () =>
    page.evaluate(() => {
      const script = document.createElement('script')
      script.type = 'text/plain'
      script.dataset.category = 'analytics'
      script.text = 'window.late = (window.late ?? 0) + 1'
      const frame = document.createElement('iframe')
      frame.dataset.category = 'external'
      frame.dataset.src = 'https://video.example/late'
      document.body.append(script, frame)
    })
  const late = () => page.evaluate(() => (window as unknown as PageGlobals).late)

  await page.goto(`${hostPages.crossSite}/pages/first-page.html`)
  const banner = findBanner(page)
  await expect(banner.region).toBeVisible()
  await addContent()
  await expect(page.getByRole('button', { name: 'Бір рет жүктеу' })).toHaveCount(1)
  await beacons.expectNone()
  expect(await late()).toBeUndefined()
  expect(asked).toEqual([])
  await banner.accept.click()
  await expect.poll(late).toBe(1)
  await expect.poll(() => asked).toEqual(['/late'])
  await addContent()
  await expect.poll(late).toBe(2)
  await expect.poll(() => asked).toEqual(['/late', '/late'])
})

test('a misuse of data-category gives exactly one line each, with the remedy, and holds nothing else up', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logPage(page)
  await page.goto(`${hostPages.crossSite}/pages/gate/misuse.html`)
  await expect(findBanner(page).region).toBeVisible()
  await expect.poll(() => log.lines).toHaveLength(2)
  await page.evaluate(() => document.body.append(document.createElement('p')))
  await findBanner(page).accept.click()
  await beacons.waitFor('/v1/visits')
  await beacons.settle()
  expect(log.lines).toEqual([
    '[kelisim] <script data-category="analytics"> runs without consent: add type="text/plain", and data-src instead of src.',
    '[kelisim] <script data-category="marketing"> stays off: write one of necessary, analytics, external.',
  ])
  expect(log.uncaught).toEqual([])
  const { unknown } = await page.evaluate(() => window as unknown as PageGlobals)
  expect(unknown).toBeUndefined()
})
