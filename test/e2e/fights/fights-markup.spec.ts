import { expect, test } from '../../support/browser/fixtures.ts'
import {
  expectAsked,
  expectOwnDataAndWithdrawal,
  expectWholeVisit,
  forgetVisit,
  ran,
} from '../../support/page/gated-page.ts'
import { logWhole, SILENT } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'
import { readStyles } from '../../support/widget/computed-style.ts'

// Where and how the tag stands in a page, and what the page is written in.

const pages = {
  'end-of-body.html': 'a tag at the end of the body',
  'no-head.html': 'a page without html, head and body tags',
  'changing/written.html': 'a tag that document.write has written',
  'two-tags.html': 'two tags',
}

test('wherever the tag stands, and however it came there, there is one banner, and the choice is stored once', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  for (const [name, what] of Object.entries(pages)) {
    await test.step(what, async () => {
      await expectWholeVisit(page, `${hostPages.crossSite}/pages/fights/${name}`, beacons)
      expect(log).toEqual(SILENT)
      await forgetVisit(page, beacons)
    })
  }
})

test('in a page served as XHTML every panel opens, and the choice is stored', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  await expectWholeVisit(page, `${hostPages.crossSite}/pages/fights/plain.xhtml`, beacons)
  expect(await page.evaluate(() => document.contentType)).toBe('application/xhtml+xml')
  await expect(page.getByRole('table')).toBeVisible()
  await expect(page.locator('form')).toBeVisible()
  await expectOwnDataAndWithdrawal(page, beacons)
  expect(log).toEqual(SILENT)
})

test('a page of frames has no place for a banner: the page in the frame asks, and its answer holds for both', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  await page.goto(`${hostPages.crossSite}/pages/fights/frameset.html`)
  const inner = page.frameLocator('frame')
  await expect(inner.getByRole('button', { name: 'Барлығын қабылдау' })).toBeVisible()
  await beacons.expectNone()
  await expect(findBanner(page).region).toBeHidden()
  const inBoth = () =>
    Promise.all(
      page.frames().map((frame) => frame.evaluate(() => (window as { ran?: string[] }).ran)),
    )
  expect(await inBoth()).toEqual([[], []])
  await inner.getByRole('button', { name: 'Барлығынан бас тарту' }).click()
  await beacons.expect([{ path: '/v1/refusals', status: 202 }])
  expect(await inBoth()).toEqual([[], []])
  await inner.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await inner.getByRole('button', { name: 'Барлығын қабылдау' }).click()
  await expect.poll(inBoth).toEqual([['analytics'], ['analytics']])
  await beacons.settle()
  const paths = beacons.list().map(({ path }) => path)
  expect(paths.slice(0, 2)).toEqual(['/v1/refusals', '/v1/consents'])
  expect(log).toEqual(SILENT)
})

test('a page that is written anew after it has loaded, with a tag or without, has its banner and its links again', async ({
  page,
  hostPages,
  beacons,
  server,
}) => {
  const log = logWhole(page)
  const banner = findBanner(page)
  for (const tag of ['', `<script src="${server.url}/widget.js" async></script>`]) {
    await page.goto(`${hostPages.crossSite}/pages/fights/changing/written-anew.html`)
    await expect(banner.region).toBeVisible()
    await page.evaluate(
      (tag) => (window as unknown as { writeAnew(tag: string): void }).writeAnew(tag),
      tag,
    )
    await expect(page.getByRole('heading', { name: 'Жаңа бет' })).toBeVisible()
    await expectAsked(page, beacons)
    await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
    await banner.switch('Аналитика және статистика').click()
    await banner.save.click()
    await beacons.waitFor('/v1/visits')
    await expect.poll(() => ran(page)).toEqual(['analytics'])
    await expect(banner.region).toBeHidden()
    await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
    await banner.withdraw.click()
    await expect.poll(() => beacons.list().at(-1)?.path).toMatch(/withdrawal$/)
    expect(log).toEqual(SILENT)
    await forgetVisit(page, beacons)
  }
})

test('a page with an element of the same name keeps it as it was, and the banner works beside it', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  const banner = findBanner(page)
  const section = page.locator('section#kelisim, section#kelisim *')
  const url = `${hostPages.crossSite}/pages/fights/own-name.html`
  await page.route('**/widget.js', (route) => route.abort())
  await page.goto(url)
  const before = await readStyles(section)
  await page.unroute('**/widget.js')
  log.console.length = 0
  await page.goto(url)
  await expect(banner.region).toBeVisible()
  expect(await readStyles(section)).toEqual(before)
  await beacons.expectNone()
  await banner.settings.click()
  await banner.switch('Аналитика және статистика').click()
  await banner.save.click()
  await beacons.waitFor('/v1/visits')
  await expect.poll(() => ran(page)).toEqual(['analytics'])
  await expect(banner.region).toBeHidden()
  expect(await readStyles(section)).toEqual(before)
  expect(log).toEqual(SILENT)
})
