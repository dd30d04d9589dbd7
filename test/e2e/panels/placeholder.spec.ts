import type { Page } from '@playwright/test'
import { PROCESSOR } from '../../support/app/processor.ts'
import { realSite } from '../../support/app/real-site.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { readDevice } from '../../support/choice/read-device.ts'
import { CHOICE_NAME, readChoiceName } from '../../support/choice/saved-choice.ts'
import { findBanner } from '../../support/widget/banner.ts'

// What stands in the place of content of others until it is allowed, and the list of what is kept.

test.use({
  site: {
    ...realSite,
    services: [
      {
        id: 'counter',
        purpose: 'analytics',
        name: 'Counter',
        provider: 'Counter LLC',
        country: 'KZ',
        processor: PROCESSOR,
        cookies: [{ name: '_cnt_*', days: 30 }, { name: 'cnt_session' }],
      },
    ],
  },
})

async function startVideoHost(page: Page): Promise<string[]> {
  const asked: string[] = []
  await page.context().route('https://video.example/**', (route) => {
    asked.push(new URL(route.request().url()).pathname)
    return route.fulfill({ contentType: 'text/html; charset=utf-8', body: '<p>Бейне' })
  })
  return asked
}

test('TP-06: a placeholder keeps the box of its frame, shows a preview of the site’s own, links to the original, and asks no foreign host', async ({
  page,
  hostPages,
  beacons,
}) => {
  const asked = await startVideoHost(page)
  await page.goto(`${hostPages.crossSite}/pages/gate/placeholders.html`)
  const place = page.getByRole('group', { name: 'Мектеп туралы бейне' })
  await expect(place).toBeVisible()
  const top = () => page.locator('#after').evaluate((after) => after.getBoundingClientRect().top)
  const before = await top()
  const preview = place.locator('img')
  await expect(preview).toHaveAttribute('src', `${hostPages.crossSite}/pages/preview.svg`)
  expect(hostPages.requested).toContain('/pages/preview.svg')
  // Another host would learn of the visit by its picture.
  await expect(page.getByRole('group', { name: 'Карта' }).locator('img')).toHaveCount(0)
  const link = place.getByRole('link')
  await expect(link).toHaveAttribute('href', 'https://video.example/one')
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer')
  await beacons.expectNone()
  expect(asked).toEqual([])

  await place.getByRole('button', { name: 'Бір рет жүктеу' }).press('Enter')
  await expect(page.frameLocator('#video').getByText('Бейне')).toBeVisible()
  await expect(page.locator('#video')).toBeFocused()
  expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1)
  expect(asked).toEqual(['/one'])
  expect((await readDevice(page)).cookies).toEqual([])
  await beacons.expectNone()
})

test('PO-07: the list of cookies names what the site and each service keep, for how long and for whom', async ({
  page,
  hostPages,
  beacons,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/gate/placeholders.html`)
  const rows = page.getByRole('table', { name: 'Cookie файлдарының тізімі' }).getByRole('row')
  await expect(rows).toHaveCount(5)
  await expect(rows.nth(1)).toContainText('kelisim')
  await expect(rows.nth(3)).toContainText('_cnt_*')
  await expect(rows.nth(3)).toContainText('30 күн')
  await expect(rows.nth(3)).toContainText('Counter LLC')
  await expect(rows.nth(4)).toContainText('браузер жабылғанша')
  await page.evaluate(() => document.body.append(document.createElement('p')))
  await beacons.expectNone()
  await expect(page.getByRole('table')).toHaveCount(1)
})

test('CB-09: cookies of a withdrawn purpose go from every path on which they can stand, and others stay', async ({
  page,
  hostPages,
  beacons,
  context,
  server,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/first-page.html`)
  await findBanner(page).accept.click()
  await beacons.waitFor('/v1/visits')
  await page.evaluate(() => {
    for (const path of ['/', '/pages', '/pages/']) {
      // biome-ignore lint/suspicious/noDocumentCookie: as a counter would
      document.cookie = `_cnt_${path.length}=1; Path=${path}`
    }
    // biome-ignore lint/suspicious/noDocumentCookie: the school's own
    document.cookie = 'school_session=1; Path=/'
    for (const storage of [localStorage, sessionStorage]) {
      storage.setItem('_cnt_data', '1')
      storage.setItem('menu', 'open')
    }
  })
  await page.evaluate(() => (window.kelisim as { withdraw(): Promise<unknown> }).withdraw())
  const names = (await context.cookies()).map(({ name }) => name)
  expect(names.toSorted()).toEqual([await readChoiceName(server), 'school_session'])
  const kept = await page.evaluate(() => [localStorage, sessionStorage].map(Object.keys))
  for (const keys of kept) {
    expect(keys).toContain('menu')
    expect(keys).not.toContain('_cnt_data')
  }
})

test('CB-11: an old copy of the choice for a folder does not bring the banner back', async ({
  page,
  hostPages,
  beacons,
  context,
  server,
}) => {
  const old = `granted~2025-08-01~${new Date(Date.now() + 864e5).toISOString().slice(0, 10)}~01900000-0000-7000-8000-000000000000~analytics~ip~1`
  await page.goto(`${hostPages.crossSite}/pages/first-page.html`)
  await page.evaluate(
    (value) => {
      // biome-ignore lint/suspicious/noDocumentCookie: as an older page would
      document.cookie = `${value}; Path=/pages; Max-Age=86400`
    },
    `${await readChoiceName(server)}=${old}`,
  )
  await page.evaluate(() =>
    (window.kelisim as { choose(grants: object): Promise<string> }).choose({
      purposes: { external: true },
    }),
  )
  await beacons.settle()
  expect((await context.cookies()).filter(({ name }) => CHOICE_NAME.test(name))).toHaveLength(1)
  await page.reload()
  await beacons.settle()
  await expect(findBanner(page).region).toHaveCount(0)
})

test('fifty waiting scripts run in slices and in order, and the page paints between them', async ({
  page,
  hostPages,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/gate/fifty.html`)
  await expect(findBanner(page).region).toBeVisible()
  await page.evaluate(() => {
    const counts: number[] = []
    const state = window as unknown as { ran: number[]; counts: number[] }
    state.counts = counts
    const look = () => {
      counts.push(state.ran.length)
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await findBanner(page).accept.click()
  const ran = () => page.evaluate(() => (window as unknown as { ran: number[] }).ran)
  await expect.poll(ran).toHaveLength(50)
  expect(await ran()).toEqual(Array.from({ length: 50 }, (_, number) => number))
  const counts = await page.evaluate(() => (window as unknown as { counts: number[] }).counts)
  const between = new Set(counts.filter((count) => count > 0 && count < 50))
  expect(between.size).toBeGreaterThanOrEqual(5)
})
