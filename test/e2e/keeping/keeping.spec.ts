import type { Kelisim } from '../../../widget/api.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { untilKeeperCame } from '../../support/choice/keeper.ts'
import { holdBack } from '../../support/page/hold-back.ts'
import { findBanner } from '../../support/widget/banner.ts'

// When a choice is written down, for a visitor who clicks and leaves.

test('a refusal is kept within the click, and the banner goes no sooner than there is what keeps choices', async ({
  page,
  hostPages,
}) => {
  const { region, reject } = findBanner(page)
  const letCome = await holdBack(page, '**/assets/consent-*.js')
  await page.goto(`${hostPages.crossSite}/pages/plain.html`)
  const kept = () => page.evaluate(() => [document.cookie, Object.keys(localStorage).length])
  expect(await kept()).toEqual(['', 0])
  await reject.click()
  // Nothing else is: who refuses is told from nobody.
  expect(await kept()).toEqual([expect.stringMatching(/^kelisim-[\da-f]{8}=refused~[\d~-]+$/), 1])
  await expect(region).toBeVisible()
  letCome()
  await expect(region).toBeHidden()
  expect(await page.evaluate(() => document.cookie)).toMatch(/^kelisim-[\da-f]{8}=refused~/)
  await page.reload()
  await page.waitForLoadState('networkidle')
  await expect(region).toBeHidden()
})

test('where what keeps a choice never comes, the banner goes after a second, and nothing is kept or told', async ({
  page,
  hostPages,
  beacons,
}) => {
  const { region, accept } = findBanner(page)
  await page.route('**/assets/consent-*.js', () => {})
  await page.goto(`${hostPages.crossSite}/pages/plain.html`)
  await accept.click()
  await expect(region).toBeHidden()
  await beacons.expectNone()
  expect(await page.evaluate(() => `${document.cookie}${localStorage.length}`)).toBe('0')
  expect(await page.evaluate(() => (window.kelisim as Kelisim).can('analytics'))).toBe(false)
})

/** Runs in the page: whether the first look into the outbox after the last click came within the click itself. */
const watchOutbox = () => {
  const seen = { isInClick: false, told: [] as boolean[] }
  Object.assign(window, { seen })
  const { transaction } = IDBDatabase.prototype
  IDBDatabase.prototype.transaction = function (...given) {
    seen.told.push(seen.isInClick)
    return transaction.apply(this, given)
  }
  const begin = () => {
    seen.told.length = 0
    seen.isInClick = true
    // A task of its own, set before any that the click's answer sets.
    setTimeout(() => {
      seen.isInClick = false
    })
  }
  addEventListener('click', begin, true)
}

test('a withdrawal is written down within the click, before the page can be left; after a first choice the answer is painted first', async ({
  page,
  hostPages,
  beacons,
}) => {
  await page.addInitScript(watchOutbox)
  const keeper = untilKeeperCame(page)
  await page.goto(`${hostPages.crossSite}/pages/plain.html`)
  const { region, accept, dialog, withdraw } = findBanner(page)
  await expect(region).toBeVisible()
  await keeper
  const firstLook = () =>
    page.evaluate(() => (window as unknown as { seen: { told: boolean[] } }).seen.told[0])
  await accept.click()
  await beacons.waitFor('/v1/consents')
  expect(await firstLook()).toBe(false)
  await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await expect(dialog).toBeVisible()
  await withdraw.click()
  await expect.poll(firstLook).toBe(true)
})

test('CB-09 a part taken back in the settings is kept within the click: what keeps choices comes with them, and their opening tells nobody', async ({
  page,
  hostPages,
  beacons,
}) => {
  const banner = findBanner(page)
  const can = (purpose: string) => page.evaluate(`kelisim.can('${purpose}')`)
  await page.goto(`${hostPages.crossSite}/pages/plain.html`)
  await banner.accept.click()
  await beacons.waitFor('/v1/visits')
  await page.reload()
  await beacons.waitFor('/v1/visits')
  await beacons.settle()
  beacons.clear()
  const keeper = untilKeeperCame(page)
  await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await expect(banner.dialog).toBeVisible()
  await keeper
  await beacons.expectNone()
  await banner.switch('Аналитика және статистика').click()
  const kept = await banner.save.evaluate(async (button: HTMLElement) => {
    button.click()
    await new Promise((resolve) => setTimeout(resolve))
    return Object.values(localStorage).join()
  })
  expect(kept).toMatch(/granted~.*~external~/)
  expect(kept).not.toContain('analytics')
  await page.goto('about:blank')
  await page.goto(`${hostPages.crossSite}/pages/plain.html`)
  // What stays granted was on its way to the server as the page was left: it holds, or is asked for again; nothing else does.
  const isSettled = async () => (await can('external')) || (await banner.region.isVisible())
  await expect.poll(isSettled).toBe(true)
  expect(await can('analytics')).toBe(false)
  await beacons.settle()
  expect(beacons.list().filter(({ path }) => path === '/v1/visits')).toEqual([])
})

test('CB-18 a refusal that cannot be counted now keeps no later consent waiting, and is counted once it can be', async ({
  page,
  hostPages,
  beacons,
}) => {
  await page.route('**/v1/refusals', (route) =>
    route.fulfill({ status: 429, headers: { 'access-control-allow-origin': '*' } }),
  )
  await page.goto(`${hostPages.crossSite}/pages/plain.html`)
  const { region, reject, dialog, save, ...banner } = findBanner(page)
  await reject.click()
  await expect(region).toBeHidden()
  await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await expect(dialog).toBeVisible()
  await banner.switch('Аналитика және статистика').click()
  await save.click()
  expect(await beacons.waitFor('/v1/consents')).toMatchObject({ status: 201 })
  const can = () => page.evaluate(() => (window.kelisim as Kelisim).can('analytics'))
  await expect.poll(can).toBe(true)
  expect(beacons.list().map(({ path }) => path)).not.toContain('/v1/refusals')
  await page.unroute('**/v1/refusals')
  await page.reload()
  expect(await beacons.waitFor('/v1/refusals')).toMatchObject({ status: 202 })
  expect(await can()).toBe(true)
  await beacons.settle()
  expect(beacons.list().filter(({ path }) => path === '/v1/consents')).toHaveLength(1)
})
