import type { Page } from '@playwright/test'
import type { SiteConfigInput } from '../../../server/config/site/site-config.ts'
import { PROCESSOR } from '../../support/app/processor.ts'
import { realSite } from '../../support/app/real-site.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { CHOICE_NAME } from '../../support/choice/saved-choice.ts'
import { logPage } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// Counters of others, driven by the choice. Stub tags stand for Google's and Yandex's: they keep cookies and send
// whatever they were given, as the real ones do.

type Service = NonNullable<SiteConfigInput['services']>[number]

const GOOGLE = 'G-ABC1234567'
const COUNTER = 12_345_678
const google = {
  id: 'google-analytics',
  purpose: 'analytics',
  name: 'Google Analytics',
  provider: 'Google',
  country: 'US',
  processor: PROCESSOR,
  cookies: [
    { name: '_ga', days: 400 },
    { name: '_ga_*', days: 400 },
  ],
} satisfies Service
const yandex = {
  id: 'yandex-metrica',
  purpose: 'analytics',
  name: 'Metrica',
  provider: 'Yandex',
  country: 'RU',
  processor: PROCESSOR,
} satisfies Service
const site: SiteConfigInput = {
  ...realSite,
  services: [google, yandex],
  tags: { google: { id: GOOGLE }, yandex: { counter: COUNTER } },
}
test.use({ site })

const FOREIGN = /google|yandex/
const STUBS: Readonly<Record<string, string>> = {
  'www.googletagmanager.com': `document.cookie = '_ga=1; Path=/'; document.cookie = '_ga_X=1; Path=/pages';
    fetch('https://www.google-analytics.com/collect', { method: 'POST', mode: 'no-cors', body: JSON.stringify(dataLayer.map((c) => [...c])) })`,
  'mc.yandex.ru': `document.cookie = '_ym_uid=1; Path=/'; localStorage.setItem('_ym_data', '1'); window.ymCalls = ym.a;
    window.ym = (...call) => ymCalls.push(call);
    fetch('https://mc.yandex.ru/watch', { method: 'POST', mode: 'no-cors', body: JSON.stringify(ymCalls) })`,
}

/** Answers what was asked of the two, and with which bodies. */
async function startStubs(page: Page) {
  const asked: { url: string; body: string }[] = []
  await page.context().route(FOREIGN, (route) => {
    const url = route.request().url()
    const { hostname, pathname } = new URL(url)
    if (!FOREIGN.test(hostname)) return route.continue()
    asked.push({ url, body: route.request().postData() ?? '' })
    const body = pathname.endsWith('js') ? STUBS[hostname] : ''
    return route.fulfill({ contentType: 'text/javascript', body: body ?? '' })
  })
  return asked
}

const layer = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { dataLayer: ArrayLike<unknown>[] }).dataLayer.map((command) => [
      ...Array.from(command),
    ]),
  )
const global = (page: Page, name: string) =>
  page.evaluate((key) => (window as unknown as Record<string, unknown>)[key], name)
const kept = async (page: Page) => [
  ...(await page.context().cookies())
    .map(({ name }) => name)
    .filter((name) => !CHOICE_NAME.test(name)),
  ...(await page.evaluate(() => Object.keys(localStorage))).filter(
    (key) => !key.startsWith('kelisim'),
  ),
]
const withdraw = (page: Page) =>
  page.evaluate(() => (window.kelisim as { withdraw(): Promise<unknown> }).withdraw())

test('TP-04: Consent Mode says no to all seven signals first, only statistics is ever granted, and Google is not asked before', async ({
  page,
  hostPages,
  beacons,
}) => {
  const asked = await startStubs(page)
  await page.goto(`${hostPages.crossSite}/pages/gate/tags.html`)
  await expect.poll(() => global(page, 'dataLayer')).toBeDefined()
  const denied = { ad_storage: 'denied', ad_user_data: 'denied', ad_personalization: 'denied' }
  expect(await layer(page)).toEqual([
    [
      'consent',
      'default',
      {
        ...denied,
        analytics_storage: 'denied',
        functionality_storage: 'denied',
        personalization_storage: 'denied',
        security_storage: 'granted',
      },
    ],
  ])
  await beacons.expectNone()
  expect(asked).toEqual([])

  await findBanner(page).accept.click()
  await beacons.waitFor('/v1/visits')
  await expect.poll(() => kept(page)).toContain('_ga_X')
  const commands = await layer(page)
  expect(commands[0]?.[1]).toBe('default')
  expect(commands.filter(([, kind]) => kind === 'update')).toEqual([
    ['consent', 'update', { analytics_storage: 'granted' }],
  ])
  expect(await global(page, `ga-disable-${GOOGLE}`)).toBe(false)

  await withdraw(page)
  expect(await global(page, `ga-disable-${GOOGLE}`)).toBe(true)
  expect((await layer(page)).at(-1)).toEqual(['consent', 'update', { analytics_storage: 'denied' }])
  await expect.poll(() => kept(page)).toEqual([])
  asked.length = 0
  await page.reload()
  await expect.poll(() => global(page, 'dataLayer')).toBeDefined()
  await beacons.settle()
  expect(asked).toEqual([])
})

test('TP-05: Metrica loads after consent without recording, and on withdrawal is switched off and leaves nothing', async ({
  page,
  hostPages,
  beacons,
}) => {
  const asked = await startStubs(page)
  await page.goto(`${hostPages.crossSite}/pages/gate/tags.html`)
  await expect.poll(() => global(page, `disableYaCounter${COUNTER}`)).toBe(true)
  await beacons.expectNone()
  expect(asked).toEqual([])
  expect(await kept(page)).toEqual([])

  await findBanner(page).accept.click()
  await expect.poll(() => kept(page)).toEqual(expect.arrayContaining(['_ym_uid', '_ym_data']))
  expect(asked.filter(({ url }) => url.includes('/metrika/tag.js'))).toHaveLength(1)
  expect(await global(page, `disableYaCounter${COUNTER}`)).toBe(false)
  const [init] = (await global(page, 'ymCalls')) as unknown[][]
  expect(init).toEqual([
    COUNTER,
    'init',
    expect.objectContaining({ webvisor: false, clickmap: false, defer: true }),
  ])

  await withdraw(page)
  expect(await global(page, `disableYaCounter${COUNTER}`)).toBe(true)
  await expect.poll(() => kept(page)).toEqual([])
  asked.length = 0
  await page.reload()
  await expect.poll(() => global(page, `disableYaCounter${COUNTER}`)).toBe(true)
  await beacons.settle()
  expect(asked).toEqual([])
})

test('TP-09: neither address, title nor event that a tag is given holds what a visitor has typed', async ({
  page,
  hostPages,
}) => {
  const asked = await startStubs(page)
  const typed = '?email=parent@example.kz&name=Aigul#phone=+77010000000'
  await page.goto(`${hostPages.crossSite}/pages/gate/tags.html${typed}`)
  await findBanner(page).accept.click()
  const bodies = () => asked.map(({ body }) => body).filter(Boolean)
  await expect.poll(bodies).toHaveLength(2)
  expect(bodies().join()).toContain('/pages/gate/tags.html')
  for (const { url, body } of asked)
    for (const secret of ['parent', 'Aigul', 'Айгүл', '7701', 'email'])
      expect(decodeURIComponent(url) + body).not.toContain(secret)
})

test('a tag that stands before widget.js is named once with its remedy', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logPage(page)
  await startStubs(page)
  await page.goto(`${hostPages.crossSite}/pages/gate/tag-after-script.html`)
  await expect.poll(() => log.lines).toHaveLength(2)
  await page.evaluate(() => document.body.append(document.createElement('p')))
  await beacons.settle()
  expect(log.lines.join('\n')).toMatch(
    /gtag\/js\S* runs without consent: remove it.*\n.*put widget\.js before it\.$/,
  )
  expect(await layer(page)).toEqual([expect.arrayContaining(['consent', 'default']), ['js']])
})

test('TP-08: the operator is told at the start that no hash holds the scripts of tags', async ({
  server,
}) => {
  await expect
    .poll(() => server.output())
    .toMatch(/googletagmanager\.com and mc\.yandex\.ru.*integrity/)
})

test.describe('a site without tags of others', () => {
  test.use({ site: undefined })

  test('TP-07, TP-08: asks one host alone, before and after consent, ships no tag, and knows no TCF', async ({
    page,
    server,
    requestedUrls,
    beacons,
  }) => {
    await page.goto(`${server.url}/demo/`)
    await findBanner(page).accept.click()
    await beacons.waitFor('/v1/visits')
    await beacons.settle()
    // Every part of the widget, and every page of the server's own.
    await page.goto(`${server.url}/demo/contact.html#kelisim-settings`)
    await expect(findBanner(page).dialog).toBeVisible()
    await page.goto(`${server.url}/demo/contact.html?#kelisim-my-data`)
    await expect(page.getByRole('dialog')).toBeVisible()
    for (const path of ['/', '/policy', '/my-data', '/contact', '/request', '/docs', '/admin/']) {
      await page.goto(server.url + path)
      await expect(page.locator('h1')).toBeVisible()
      await page.evaluate(() => document.fonts.ready)
    }
    await beacons.settle()
    expect(
      requestedUrls.filter((url) => /\/assets\/(settings|my-data|contact)-/.test(url)).length,
    ).toBeGreaterThanOrEqual(3)
    expect(new Set(requestedUrls.map((url) => new URL(url).host))).toEqual(
      new Set([new URL(server.url).host]),
    )
    expect(requestedUrls.filter((url) => url.includes('/tags-'))).toEqual([])
    expect(await global(page, '__tcfapi')).toBeUndefined()
    expect(await global(page, 'dataLayer')).toBeUndefined()
    expect(await page.locator('iframe[name=__tcfapiLocator]').count()).toBe(0)
  })
})
