import type { BrowserContext, Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { plainPage as path, startSchool } from '../../support/browser/start-school.ts'
import { readDevice } from '../../support/choice/read-device.ts'
import { can, choiceIn, savedCookies } from '../../support/choice/saved-choice.ts'
import { logPage } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// A refusal, once clicked, holds on every later page, whatever of the widget could not load; and what it ended is told later, once.

const kelisim = (page: Page, call: string) => page.evaluate(`window.kelisim.${call}`)
/** What a page may lack: everything, or what keeps choices, refused at once or never answered. */
const KEEPER = '**/assets/consent-*.js'
const lacks = {
  'nothing of the widget comes': (page: Page) => page.route('**/assets/**', (r) => r.abort()),
  'what keeps choices does not come': (page: Page) => page.route(KEEPER, (r) => r.abort()),
  'what keeps choices is never answered': (page: Page) => page.route(KEEPER, () => {}),
  'the page forbids it': (page: Page) =>
    page.evaluate(() => {
      const meta = Object.assign(document.createElement('meta'), {
        httpEquiv: 'Content-Security-Policy',
        content: "script-src 'none'; connect-src 'none'",
      })
      document.head.append(meta)
    }),
}
/** Ways to withdraw that need nothing more of the widget than the loader. */
const ways = {
  'a call': (page: Page) => page.evaluate('void kelisim.withdraw()'),
  'a link': (page: Page) =>
    page.evaluate(() => {
      const link = document.createElement('a')
      link.dataset.kelisim = 'withdraw'
      document.body.append(link)
      link.click()
    }),
}

const expectNoGrant = async (page: Page, context: BrowserContext) => {
  for (const purpose of ['analytics', 'external']) expect(await can(page, purpose)).toBe(false)
  await expect(findBanner(page).region).toBeHidden()
  const values = await savedCookies(context)
  expect(values).not.toEqual([])
  for (const value of values) expect(value).toMatch(/^refused~/)
  expect(choiceIn((await readDevice(page)).local)).not.toMatch(/^granted/)
}

for (const [lack, take] of Object.entries(lacks)) {
  for (const [way, withdraw] of Object.entries(ways)) {
    test(`CB-09 a withdrawal by ${way} holds on every page of the domain where ${lack}, and is told once`, async ({
      page,
      context,
    }) => {
      const { beacons, pages, stop } = await startSchool(page)
      const log = logPage(page)
      try {
        await page.goto(pages[0])
        await findBanner(page).accept.click()
        await beacons.waitFor('/v1/visits')
        await page.reload()
        await beacons.waitFor('/v1/visits')
        await beacons.settle()
        beacons.clear()
        await take(page)
        await withdraw(page)
        for (const purpose of ['analytics', 'external'])
          expect(await can(page, purpose)).toBe(false)
        // Once more, while nothing has noted the first: it is neither lost nor told twice.
        await withdraw(page)
        // Still without it; what a page forbids holds for that page alone, and the next one tells.
        for (const url of lack.startsWith('the page') ? [] : pages) {
          await page.goto(url)
          await expectNoGrant(page, context)
          await beacons.expectNone()
        }
        await page.unrouteAll({ behavior: 'ignoreErrors' })
        await page.goto(pages[0])
        const withdrawals = () =>
          beacons.list().filter(({ path }) => path.endsWith('/withdrawal')).length
        await expect.poll(withdrawals).toBe(1)
        // The answer has been taken note of: a page that is left before asks again.
        await expect
          .poll(async () => Object.keys((await readDevice(page)).local))
          .not.toContain('kelisim-waiting')
        for (const url of [...pages, ...pages]) {
          await page.goto(url)
          await beacons.settle()
          await expectNoGrant(page, context)
        }
        expect(withdrawals()).toBe(1)
        expect(beacons.list()).toHaveLength(1)
        expect((await readDevice(page)).local).not.toHaveProperty('kelisim-waiting')
        expect(log.uncaught).toEqual([])
      } finally {
        await stop()
      }
    })
  }
}

test('CB-10 a refusal after terms have ended, where nothing comes, keeps what opens the old record until it has been told', async ({
  page,
  hostPages,
  beacons,
}) => {
  await page.goto(hostPages.crossSite + path)
  await findBanner(page).accept.click()
  await beacons.waitFor('/v1/visits')
  const secret = choiceIn((await readDevice(page)).local)
    .split('~')
    .at(-1) as string
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage))
      localStorage[key] = localStorage[key].replace(/~[\da-f]{8}~1/, '~00000000~1')
    const [cookie = ''] = document.cookie.split('; ')
    // biome-ignore lint/suspicious/noDocumentCookie: as an older page has left it
    document.cookie = `${cookie.replace(/~[\da-f]{8}~1/, '~00000000~1')}; Path=/; Max-Age=9999`
  })
  await page.route(KEEPER, (route) => route.abort())
  await page.reload()
  beacons.clear()
  await findBanner(page).reject.click()
  await expect(findBanner(page).region).toBeHidden()
  const { local } = await readDevice(page)
  expect(choiceIn(local)).toMatch(/^refused~/)
  expect(local['kelisim-waiting']).toContain(secret)
  expect(beacons.list().map(({ path }) => path)).toEqual(['/v1/policy'])
  await page.unroute(KEEPER)
  beacons.clear()
  await page.reload()
  await expect
    .poll(() => beacons.list().map(({ path, status }) => `${path.split('/').at(-1)} ${status}`))
    .toEqual(['withdrawal 201'])
  expect(JSON.stringify(await readDevice(page))).not.toContain(secret)
  await expect(findBanner(page).region).toBeHidden()
})

test('CB-09 a grant of before names said whose it is, withdrawn where nothing comes, is told once something does', async ({
  page,
  hostPages,
  beacons,
}) => {
  await page.goto(hostPages.crossSite + path)
  await findBanner(page).accept.click()
  await beacons.waitFor('/v1/visits')
  const granted = choiceIn((await readDevice(page)).local)
  await page.evaluate((granted) => {
    const [cookie = ''] = document.cookie.split('; ')
    const [name = '', value = ''] = cookie.split('=')
    // biome-ignore lint/suspicious/noDocumentCookie: as an older page has left it
    document.cookie = `${name}=; Path=/; Max-Age=0`
    // biome-ignore lint/suspicious/noDocumentCookie: as an older page has left it
    document.cookie = `kelisim=${value}; Path=/; Max-Age=9999`
    localStorage.clear()
    localStorage.kelisim = granted
  }, granted)
  await page.route(KEEPER, (route) => route.abort())
  await page.reload()
  await beacons.settle()
  beacons.clear()
  expect(await kelisim(page, 'withdraw()')).toBe('not_stored')
  expect(choiceIn((await readDevice(page)).local)).toMatch(/^refused~/)
  await page.reload()
  await beacons.expectNone()
  await page.unroute(KEEPER)
  await page.reload()
  await expect
    .poll(() => beacons.list().map(({ path, status }) => `${path.split('/').at(-1)} ${status}`))
    .toEqual(['withdrawal 201'])
  await beacons.settle()
  beacons.clear()
  await page.reload()
  await beacons.expectNone()
  await expect(findBanner(page).region).toBeHidden()
  expect(await can(page, 'analytics')).toBe(false)
  expect((await readDevice(page)).local).not.toHaveProperty('kelisim-waiting')
})

test('a choice asked for again is kept once what keeps it has come, on the same page', async ({
  page,
  hostPages,
  beacons,
}) => {
  await page.route(KEEPER, (route) => route.abort())
  await page.goto(hostPages.crossSite + path)
  await expect(findBanner(page).region).toBeVisible()
  const choose = () => kelisim(page, 'choose({ purposes: { analytics: true } })')
  expect(await choose()).toBe('not_stored')
  expect((await readDevice(page)).local).toEqual({})
  await page.unroute(KEEPER)
  expect(await choose()).toBe('saved')
  await beacons.settle()
  expect(beacons.list().filter(({ path }) => path === '/v1/consents')).toHaveLength(1)
  expect(await can(page, 'analytics')).toBe(true)
})
