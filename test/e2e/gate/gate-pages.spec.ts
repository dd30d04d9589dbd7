import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { startForeignHost } from '../../support/page/foreign-host.ts'
import { ran } from '../../support/page/gated-page.ts'
import { logPage } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// Gated markup on pages as they are: made by a framework, written long ago, full of words of their own.

interface Made {
  made: HTMLElement[]
  leave(): void
}
const leave = (page: Page) => page.evaluate(() => (window as unknown as Made).leave())
const groups = (page: Page) => page.getByRole('group')

test('a framework takes away what it has made, whatever the gate did with it, and no placeholder stays behind', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logPage(page)
  const asked = await startForeignHost(page)
  const url = `${hostPages.crossSite}/pages/gate/framework.html`
  const banner = findBanner(page)
  await page.goto(url)
  // The picture has room for words; a counting pixel has none and is simply not there.
  await expect(groups(page)).toHaveCount(2)
  await expect(page.getByRole('group', { name: 'Карта' })).toBeVisible()
  await leave(page)
  await expect(groups(page)).toHaveCount(0)
  await beacons.expectNone()
  expect(asked).toEqual([])

  await page.goto(url)
  await banner.accept.click()
  await expect.poll(() => ran(page)).toEqual(['inline'])
  await expect.poll(() => [...asked].sort()).toEqual(['/map.svg', '/one', '/pixel.svg'])
  await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await banner.withdraw.click()
  await expect(groups(page)).toHaveCount(2)
  const isSame = () =>
    page.evaluate(() => (window as unknown as Made).made.every(({ isConnected }) => isConnected))
  expect(await isSame()).toBe(true)
  // Taken back: what has been loaded is gone.
  expect(page.frames()).toHaveLength(2)
  expect(page.frames().map((frame) => frame.url())).not.toContain('https://video.example/one')
  await leave(page)
  await expect(groups(page)).toHaveCount(0)
  expect(await ran(page)).toEqual(['inline'])
  expect(log).toEqual({ lines: [], uncaught: [] })
})

test('a framework that names another address gets that one loaded, once its purpose is granted and not before', async ({
  page,
  hostPages,
  beacons,
}) => {
  const asked = await startForeignHost(page)
  const name = (address: string) =>
    page.evaluate((address) => {
      const [, frame] = (window as unknown as Made).made
      if (frame) frame.dataset.src = address
    }, address)
  await page.goto(`${hostPages.crossSite}/pages/gate/framework.html`)
  await expect(groups(page)).toHaveCount(2)
  await name('https://video.example/two')
  await beacons.expectNone()
  expect(asked).toEqual([])
  await findBanner(page).accept.click()
  await expect.poll(() => [...asked].sort()).toEqual(['/map.svg', '/pixel.svg', '/two'])
  await name('https://video.example/three')
  await expect.poll(() => asked).toContain('/three')
  expect(asked).not.toContain('/one')
})

test('a placeholder of a picture is left by its own button, and the keyboard goes on from the picture', async ({
  page,
  hostPages,
}) => {
  const asked = await startForeignHost(page)
  await page.goto(`${hostPages.crossSite}/pages/gate/framework.html`)
  const place = page.getByRole('group', { name: 'Карта' })
  // As large as the picture will be: nothing moves when it comes.
  expect(await place.boundingBox()).toMatchObject({ width: 400, height: 300 })
  await place.getByRole('button', { name: 'Бір рет жүктеу' }).press('Enter')
  const picture = page.getByRole('img', { name: 'Карта' })
  await expect(picture).toBeFocused()
  await expect.poll(() => asked).toEqual(['/map.svg'])
  expect(await picture.boundingBox()).toMatchObject({ width: 400, height: 300 })
})

test("TP-01 'always' on a frame of two purposes grants both of them, and no more", async ({
  page,
  hostPages,
  beacons,
}) => {
  const asked = await startForeignHost(page)
  await page.goto(`${hostPages.crossSite}/pages/gate/framework.html`)
  await expect(groups(page)).toHaveCount(2)
  await page.evaluate(() => {
    const frame = document.createElement('iframe')
    frame.dataset.category = 'analytics, external'
    frame.dataset.src = 'https://video.example/both'
    frame.title = 'Екеуі де'
    document.body.append(frame)
  })
  const place = page.getByRole('group', { name: 'Екеуі де' })
  await place.getByRole('button', { name: 'Әрқашан рұқсат беру' }).click()
  const { body } = await beacons.waitFor('/v1/consents')
  expect(body).toMatchObject({
    purposes: { analytics: true, external: true },
    dataKinds: { ip: false, browser: false, visit_time: false, visitor_cookie: false },
  })
  await expect.poll(() => asked).toContain('/both')
  expect(beacons.list().map(({ path }) => path)).not.toContain('/v1/refusals')
})

test('an old counter writes where it stands and not over the page; words of the page’s own are left as they are', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logPage(page)
  await page.goto(`${hostPages.crossSite}/pages/gate/old.html`)
  await expect(findBanner(page).region).toBeVisible()
  await beacons.expectNone()
  await expect(page.locator('#counter')).toHaveCount(0)
  await findBanner(page).accept.click()
  await expect(page.locator('#before + script + #counter, #before + #counter')).toBeVisible()
  const order = () =>
    page.evaluate(() => [...document.querySelectorAll('p[id],#counter')].map(({ id }) => id))
  expect(await order()).toEqual(['before', 'counter', 'after'])
  await page.reload()
  await expect(page.locator('#counter')).toHaveCount(1)
  expect(await order()).toEqual(['before', 'counter', 'after'])
  await beacons.settle()
  await expect(page.locator('#nature')).toHaveAttribute('data-category', 'Nature')
  await expect(page.locator('#number')).toHaveAttribute('data-category', '4')
  await expect(page.locator('#list')).toHaveAttribute('src', '/pages/preview.svg')
  for (const id of ['list', 'logo'])
    await expect(page.locator(`#${id}`)).not.toHaveAttribute('data-category', /./)
  expect(log).toEqual({ lines: [], uncaught: [] })
})

test('markup that loads before consent is named once; what a lazy loader starts is taken back', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logPage(page)
  await startForeignHost(page)
  await page.goto(`${hostPages.crossSite}/pages/gate/leaks.html`)
  await expect(groups(page)).toHaveCount(2)
  await page.evaluate(() => {
    const frame = document.querySelector<HTMLIFrameElement>('#lazy')
    if (frame) frame.src = frame.dataset.src ?? ''
  })
  await beacons.expectNone()
  await expect(page.locator('iframe[src]')).toHaveCount(0)
  expect(page.frames()).toHaveLength(3)
  expect(page.frames().filter((frame) => frame.url().startsWith('https:'))).toEqual([])
  await page.evaluate(() => document.body.append(document.createElement('p')))
  await beacons.settle()
  expect(log.lines.sort()).toEqual([
    '[kelisim] <iframe data-category="external"> has loaded without consent: write data-src alone.',
    '[kelisim] <video data-category="external"> is not held back: write data-src instead of src.',
  ])
  expect(log.uncaught).toEqual([])
})

test('where Trusted Types forbid a gated script, one line each says so and everything else goes on', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logPage(page)
  const asked = await startForeignHost(page)
  await page.goto(`${hostPages.crossSite}/pages/fights/trusted-types.html`)
  await findBanner(page).accept.click()
  await beacons.waitFor('/v1/visits')
  await expect.poll(() => log.lines).toHaveLength(2)
  await expect.poll(() => asked).toEqual(['/one'])
  await beacons.settle()
  const cannot = (purpose: string) =>
    expect.stringContaining(
      `[kelisim] <script data-category="${purpose}"> cannot run here: TypeError`,
    )
  expect(log.lines).toEqual([cannot('analytics'), cannot('external')])
  expect(log.uncaught).toEqual([])
  expect(await page.evaluate(() => 'first' in window)).toBe(false)
})
