import type { Page } from '@playwright/test'
import { PROCESSOR } from '../../support/app/processor.ts'
import { realSite } from '../../support/app/real-site.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { forgetScripts } from '../../support/choice/saved-choice.ts'
import { logPage } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// A site that moves over from another product leaves its pages as they are: each page here is written as that
// product's public documentation says.

/** What runs once analytics is granted, in order; a counter and a frame of `video.example` are asked for as well. */
const PRODUCTS: readonly (readonly [
  page: string,
  ran: readonly string[],
  asked: readonly string[],
])[] = [
  ['cookiebot', ['analytics', 'counter'], ['/counter.js', '/frame', '/pixel.svg']],
  ['cookiefirst', ['analytics'], ['/frame']],
  ['klaro', ['analytics', 'counter'], ['/counter.js', '/frame']],
  ['cookieyes', ['analytics', 'performance'], ['/frame']],
  ['vanilla-cookieconsent', ['analytics', 'module', 'second version'], ['/frame']],
  ['consentmanager', ['analytics'], ['/frame']],
  ['onetrust', ['analytics'], ['/frame']],
  ['iubenda', ['analytics', 'counter'], ['/counter.js', '/frame']],
  ['complianz', ['analytics', 'counter'], ['/counter.js', '/frame']],
  ['usercentrics', ['analytics'], ['/frame']],
  ['cookiehub', ['analytics'], ['/frame']],
  ['termly', ['analytics'], ['/frame']],
  ['cookiescript', ['analytics'], ['/frame']],
]

test.use({
  site: {
    ...realSite,
    services: [
      {
        id: 'metrica',
        purpose: 'analytics',
        name: 'Metrica',
        provider: 'Counter LLC',
        country: 'KZ',
        processor: PROCESSOR,
      },
    ],
  },
})

const ran = (page: Page) => page.evaluate(() => (window as unknown as { ran: string[] }).ran)

async function startForeignHost(page: Page): Promise<string[]> {
  const asked: string[] = []
  await page.context().route('https://video.example/**', (route) => {
    const { pathname } = new URL(route.request().url())
    asked.push(pathname)
    return pathname.endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: "ran.push('counter')" })
      : route.fulfill({ contentType: 'text/html; charset=utf-8', body: '<p>Бейне' })
  })
  return asked
}

test('TP-01: the markup of thirteen other products is inert before consent, runs once after it without what is marketing, and is inert again after withdrawal', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logPage(page)
  const asked = await startForeignHost(page)
  const banner = findBanner(page)
  const placeholder = page.getByRole('button', { name: 'Бір рет жүктеу' })

  const walk = async (name: string, expected: readonly string[], hosts: readonly string[]) => {
    await page.goto(`${hostPages.crossSite}/pages/products/${name}.html`)
    await expect(placeholder).toHaveCount(1)
    await beacons.expectNone()
    expect(await ran(page)).toEqual([])
    expect(asked).toEqual([])

    await banner.accept.click()
    await beacons.waitFor('/v1/visits')
    await expect.poll(async () => (await ran(page)).toSorted()).toEqual([...expected].toSorted())
    await expect.poll(() => asked.toSorted()).toEqual(hosts)
    await page.evaluate(() => document.body.append(document.createElement('p')))
    await beacons.settle()
    expect(await ran(page)).toHaveLength(expected.length)
    expect(asked).toHaveLength(hosts.length)
    // What has no purpose of ours stays off, and is named once with the remedy.
    expect(log.lines.length).toBeGreaterThan(0)
    expect(new Set(log.lines).size).toBe(log.lines.length)
    for (const line of log.lines)
      expect(line).toMatch(/ stays off: write one of necessary, analytics, external\.$/)

    await page.evaluate(() => (window.kelisim as { withdraw(): Promise<unknown> }).withdraw())
    await page.reload()
    await expect(placeholder).toHaveCount(1)
    await beacons.settle()
    expect(await ran(page)).toEqual([])
    expect(asked).toHaveLength(hosts.length)
    expect(log.uncaught).toEqual([])
  }

  for (const [name, expected, hosts] of PRODUCTS) {
    await test.step(name, () => walk(name, expected, hosts))
    // The next is seen by a new visitor.
    await forgetScripts(page)
    await page.context().clearCookies()
    await page.goto('about:blank')
    beacons.clear()
    asked.length = 0
    log.lines.length = 0
  }
})
