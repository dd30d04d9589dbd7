import type { Page } from '@playwright/test'
import type { Kelisim } from '../../../widget/api.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { EMPTY_DEVICE, readDevice } from '../../support/choice/read-device.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { holdBack } from '../../support/page/hold-back.ts'
import { logPage } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// window.kelisim, as a host page uses it.

type Api = Window & { kelisim: Kelisim; heard: string[] }
const heard = (page: Page) => page.evaluate(() => (window as unknown as Api).heard)
const can = (page: Page, what: string) =>
  page.evaluate((what) => (window as unknown as Api).kelisim.can(what), what)
const ALL = ['necessary', 'analytics', 'external', 'functional', 'marketing', '']
const granted = async (page: Page) => {
  const may = await Promise.all(ALL.map((what) => can(page, what)))
  return ALL.filter((_, index) => may[index])
}

test('what a page queued before the script had loaded is called once it has, with events in order', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logPage(page)
  await page.goto(`${hostPages.crossSite}/pages/panels/interface.html`)
  await expect
    .poll(async () => (await heard(page)).toSorted())
    .toEqual(['dom ready null', 'queued', 'ready undefined'])
  expect(await granted(page)).toEqual(['necessary'])
  expect(await page.evaluate(() => (window as unknown as Api).kelisim.choice)).toBeUndefined()
  await beacons.expectNone()
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)

  await findBanner(page).reject.click()
  await expect
    .poll(() => heard(page))
    .toEqual(expect.arrayContaining(['change refused', 'dom change refused']))
  const { ready, push } = await page.evaluate(async () => {
    const { kelisim } = window as unknown as Api
    const late: string[] = []
    await new Promise<void>((resolve) => kelisim.on('ready', () => resolve()))
    kelisim.push((given) => late.push(String(given === kelisim)))
    await new Promise((resolve) => setTimeout(resolve))
    return { ready: (await kelisim.ready) === kelisim, push: late }
  })
  expect({ ready, push }).toEqual({ ready: true, push: ['true'] })
  expect(log).toEqual({ lines: [], uncaught: [] })
})

test('CB-18 can() is false until the server has answered 201; choose() resolves then, off() ends a listener', async ({
  page,
  hostPages,
  beacons,
  server,
}) => {
  const release = await holdBack(page, '**/v1/consents')
  await page.goto(`${hostPages.crossSite}/pages/panels/interface.html`)
  await expect(findBanner(page).region).toBeVisible()
  await page.evaluate(() => {
    const api = window as unknown as Api & { outcome?: Promise<void> }
    const off = api.kelisim.on('change', () => api.heard.push('must not be heard'))
    off()
    api.heard.length = 0
    const purposes = { analytics: true, nonsense: true }
    const dataKinds = { ip: false, browser: true, visit_time: false, visitor_cookie: false }
    api.kelisim.choose({ purposes, dataKinds }).then((outcome) => api.heard.push(outcome))
  })
  await expect.poll(() => heard(page)).toContain('change granted')
  expect(await granted(page)).toEqual(['necessary'])
  expect(await heard(page)).not.toContain('saved')
  await beacons.expectNone()
  release()
  await expect.poll(() => heard(page)).toContain('saved')
  expect(await heard(page)).not.toContain('must not be heard')
  expect(await granted(page)).toEqual(['necessary', 'analytics'])
  await expect(findBanner(page).region).toBeHidden()
  const given = await beacons.waitFor('/v1/consents')
  expect(given.body).toMatchObject({
    purposes: { analytics: true, external: false },
    dataKinds: { ip: false, browser: true, visit_time: false, visitor_cookie: false },
    surface: 'api',
  })
  expect(given.text).not.toContain('nonsense')

  await beacons.waitFor('/v1/visits')
  beacons.clear()
  const outcome = await page.evaluate(() => (window as unknown as Api).kelisim.withdraw())
  expect(outcome).toBe('saved')
  expect(await granted(page)).toEqual(['necessary'])
  expect(readRows(server, 'consent_events').at(-1)).toMatchObject({ state: 'ConsentWithdrawn' })
  await beacons.settle()
  expect(beacons.list().map(({ path }) => path.replace(/.*\//, ''))).toEqual(['withdrawal'])
})

test('open() shows the settings and resolves when they are closed; closing changes nothing', async ({
  page,
  hostPages,
  beacons,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/panels/interface.html`)
  const { dialog, region } = findBanner(page)
  await expect(region).toBeVisible()
  await page.evaluate(() => {
    const api = window as unknown as Api
    api.kelisim.open('settings').then(() => api.heard.push('closed'))
  })
  await expect(dialog).toBeVisible()
  expect(await heard(page)).not.toContain('closed')
  await page.keyboard.press('Escape')
  await expect.poll(() => heard(page)).toContain('closed')
  await expect(dialog).toBeHidden()
  await expect(region).toBeVisible()
  await beacons.expectNone()
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
})

/** Calls everything with everything that a page might pass by mistake. Answers what threw, and what was allowed. */
async function callWithNonsense(): Promise<string[]> {
  const { kelisim } = window as unknown as {
    kelisim: Record<'can' | 'choose' | 'on' | 'push', (...args: unknown[]) => unknown>
  }
  const circular: Record<string, unknown> = {}
  circular.purposes = circular
  const found: string[] = []
  const attempt = async (method: keyof typeof kelisim, value: unknown) => {
    try {
      const answer = await kelisim[method](value, value)
      if (method === 'can' && answer !== false) found.push(`can ${value} ${answer}`)
      // The end that `on` answers may be called twice.
      if (method === 'on') for (const _ of [1, 2]) (answer as () => void)()
    } catch (error) {
      found.push(`${method} ${value}: ${error}`)
    }
  }
  for (const value of [undefined, null, 0, '', 'nonsense', [], {}, circular, () => {}, Number.NaN])
    for (const method of ['can', 'choose', 'on', 'push'] as const) await attempt(method, value)
  kelisim.on('change', undefined)
  kelisim.on('ready', 5)
  dispatchEvent(new CustomEvent('kelisim:change'))
  await new Promise((resolve) => setTimeout(resolve))
  return found
}

test('nonsense never throws into the page, grants nothing and leaves the interface in order', async ({
  page,
  hostPages,
  beacons,
  server,
}) => {
  const log = logPage(page)
  await page.addInitScript(() => {
    // Also what is queued before the script may be nonsense.
    Object.assign(window, { kelisim: [undefined, 5, 'text', {}] })
  })
  await page.goto(`${hostPages.crossSite}/pages/panels/interface.html`)
  await expect(findBanner(page).region).toBeVisible()
  const found = await page.evaluate(callWithNonsense)
  expect(found).toEqual([])
  expect(await granted(page)).toEqual(['necessary'])
  await beacons.settle()
  const paths = beacons.list().map(({ path }) => path)
  expect(paths.filter((path) => path !== '/v1/refusals')).toEqual([])
  expect(readRows(server, 'consent_records')).toEqual([])
  expect(log.uncaught).toEqual([])
})

test("a listener of the page that throws is reported as the page's own and stops nothing", async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logPage(page)
  await page.goto(`${hostPages.crossSite}/pages/panels/interface.html`)
  await page.evaluate(() => {
    const { kelisim } = window as unknown as Api
    kelisim.on('change', () => {
      throw new Error('of the page')
    })
  })
  await findBanner(page).accept.click()
  await beacons.waitFor('/v1/visits')
  expect(await granted(page)).toEqual(['necessary', 'analytics', 'external'])
  expect(new Set(log.uncaught)).toEqual(new Set(['of the page']))
})
