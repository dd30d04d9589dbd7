import { createServer } from 'node:http'
import type { BrowserContext, Page } from '@playwright/test'
import type { Kelisim } from '../../../widget/api.ts'
import { realSite } from '../../support/app/real-site.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { readChoiceName } from '../../support/choice/saved-choice.ts'
import { openDatabase } from '../../support/database/database-file.ts'
import { listen } from '../../support/server/listen.ts'
import { type RunningServer, startServer } from '../../support/server/start-server.ts'
import { findBanner } from '../../support/widget/banner.ts'

// Two operators whose pages see the same cookies or storage: each choice holds for whom it was given to, and for nobody else.

const lyceum = { ...realSite, operator: { ...realSite.operator, bin: '987654321098' } }

/** A page with a tag and a script for each purpose that notes that it ran. */
const pageWith = (tag: string) => `<!doctype html><html lang="kk"><meta charset="utf-8">
<title>Мектеп</title><script src="${tag}/widget.js" async></script><h1>Мектеп</h1>
<script>window.ran = []; window.changes = 0; addEventListener('kelisim:change', () => changes++)</script>
<script type="text/plain" data-category="external">ran.push('external')</script>
<script type="text/plain" data-category="analytics">ran.push('analytics')</script>`

/** A school's pages and a lyceum's, each with the tag of a server of its own. */
interface Two {
  readonly servers: readonly [RunningServer, RunningServer]
  /** Addresses of the two pages. */
  readonly pages: readonly [string, string]
  close(): Promise<void>
}

/**
 * Starts both. Chromium finds every name below `localhost` on this machine; cookies know no ports.
 *
 * @param hosts of the two pages.
 * @param paths of the two pages.
 * @param names of the two servers.
 */
async function startTwo(
  hosts: readonly [string, string],
  paths: readonly [string, string],
  names: readonly [string, string],
): Promise<Two> {
  let tags = ['', '']
  const web = createServer(({ headers, url }, response) => {
    const isFirst = headers.host?.split(':')[0] === hosts[0] && url === paths[0]
    response.setHeader('content-type', 'text/html')
    response.end(pageWith(tags[isFirst ? 0 : 1] ?? ''))
  })
  const { port, close } = await listen(web)
  const start = (index: 0 | 1, site = realSite) =>
    startServer({ site, environment: { KELISIM_ORIGINS: `http://${hosts[index]}:${port}` } })
  const servers = await Promise.all([start(0), start(1, lyceum)])
  tags = servers.map(({ url }, index) => url.replace('127.0.0.1', names[index] ?? ''))
  return {
    servers: [servers[0], servers[1]],
    pages: [`http://${hosts[0]}:${port}${paths[0]}`, `http://${hosts[1]}:${port}${paths[1]}`],
    close: async () => {
      await Promise.all([close(), ...servers.map((server) => server.stop())])
    },
  }
}

const below = () =>
  startTwo(
    ['school.localhost', 'lyceum.school.localhost'],
    ['/', '/'],
    ['consent.school.localhost', 'consent.lyceum.school.localhost'],
  )
const beside = () =>
  startTwo(
    ['school.localhost', 'school.localhost'],
    ['/', '/staging/'],
    ['consent.school.localhost', 'staging.school.localhost'],
  )

/** Everything kept under one server's name, wherever it lies. */
const keptFor = async (context: BrowserContext, page: Page, server: RunningServer) => {
  const name = await readChoiceName(server)
  const cookies = (await context.cookies()).filter((cookie) => cookie.name === name)
  const local = await page.evaluate((key) => localStorage.getItem(key), name)
  return { cookies: cookies.map(({ domain, value }) => `${domain} ${value}`), local }
}

const ran = (page: Page) => page.evaluate(() => (window as unknown as { ran: string[] }).ran)
const ready = (page: Page) =>
  page.evaluate(async () => {
    const { ready } = window.kelisim as Kelisim
    return (await ready).choice?.kind
  })
const act = (page: Page, what: 'all' | 'withdraw') =>
  page.evaluate(
    (what) =>
      what === 'all'
        ? (window.kelisim as Kelisim).choose({ purposes: { analytics: true, external: true } })
        : (window.kelisim as Kelisim).withdraw(),
    what,
  )
/** One column of a table as it stands now. */
function column(server: RunningServer, sql: string): unknown[] {
  const database = openDatabase(server.databaseFile)
  try {
    return database.prepare(sql).pluck().all()
  } finally {
    database.close()
  }
}
const states = (server: RunningServer) => column(server, 'select state from consent_events')

for (const [name, startBoth] of [
  ['a lyceum below the school’s domain', below],
  ['two servers whose tags stand on one origin', beside],
] as const)
  test(`a choice holds for whom it was given to, and is left as it is by everybody else: ${name}`, async ({
    page,
    context,
  }) => {
    const two = await startBoth()
    const [school, other] = two.servers
    const banner = findBanner(page)
    try {
      await page.goto(two.pages[0])
      await banner.accept.click()
      await expect.poll(() => ran(page)).toEqual(['external', 'analytics'])
      await expect.poll(() => states(school)).toEqual(['ConsentGiven'])
      const given = await keptFor(context, page, school)

      // Asked anew: nothing runs, nothing is told.
      await page.goto(two.pages[1])
      await expect(banner.region).toBeVisible()
      expect(await ready(page)).toBeUndefined()
      expect(await ran(page)).toEqual([])
      // Its answer sets a cookie too: one that comes after the page was left would undo what is granted there later.
      const told = page.waitForResponse((response) => response.url().endsWith('/v1/refusals'))
      await banner.reject.click()
      await expect(banner.region).toBeHidden()
      await told
      await expect
        .poll(
          () => column(other, `select count from daily_counts where measure = 'refusal'`).length,
        )
        .toBeGreaterThan(0)
      await page.goto(two.pages[0])
      expect(await ready(page)).toBe('granted')
      await expect.poll(() => ran(page)).toEqual(['external', 'analytics'])
      expect(await keptFor(context, page, school)).toEqual(given)

      // Granted there and taken back here; and the other way round. An open page hears of its own alone.
      const tab = await context.newPage()
      await tab.goto(two.pages[1])
      expect(await ready(tab)).toBe('refused')
      expect(await act(tab, 'all')).toBe('saved')
      expect(await act(page, 'withdraw')).toBe('saved')
      expect(await page.evaluate(() => (window as unknown as { changes: number }).changes)).toBe(1)
      await tab.reload()
      expect(await ready(tab)).toBe('granted')
      await expect.poll(() => ran(tab)).toEqual(['external', 'analytics'])
      const granted = await keptFor(context, tab, other)
      await page.reload()
      expect(await ready(page)).toBe('refused')
      expect(await ran(page)).toEqual([])
      expect(await act(page, 'all')).toBe('saved')
      await tab.reload()
      expect(await keptFor(context, tab, other)).toEqual(granted)
      expect(await act(tab, 'withdraw')).toBe('saved')
      await page.reload()
      expect(await ready(page)).toBe('granted')
      expect(states(school)).toEqual(['ConsentGiven', 'ConsentWithdrawn', 'ConsentGiven'])
      expect(states(other)).toEqual(['ConsentGiven', 'ConsentWithdrawn'])
    } finally {
      await two.close()
    }
  })

test('what could not be told waits for the server that it is for, and the other one never hears of it', async ({
  page,
}) => {
  const two = await beside()
  const [school, other] = two.servers
  try {
    await page.goto(two.pages[0])
    await page.route(/consent\.school\.localhost.*\/v1\//, (route) => route.abort())
    expect(await act(page, 'all')).toBe('not_stored')
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).hostname + request.method()))
    await page.goto(two.pages[1])
    expect(await act(page, 'all')).toBe('saved')
    expect(await act(page, 'withdraw')).toBe('saved')
    expect(asked).not.toContain('consent.school.localhostPOST')
    expect(states(other)).toEqual(['ConsentGiven', 'ConsentWithdrawn'])
    await page.unroute(/consent\.school\.localhost.*\/v1\//)
    await page.goto(two.pages[0])
    await expect.poll(() => states(school)).toEqual(['ConsentGiven'])
    await expect.poll(() => ran(page)).toEqual(['external', 'analytics'])
    expect(states(other)).toHaveLength(2)
  } finally {
    await two.close()
  }
})

test('CB-09 a withdrawal that nothing could note yet waits for its own server, and the other one is told nothing of its record', async ({
  page,
}) => {
  const two = await beside()
  const [school, other] = two.servers
  const keeper = /consent\.school\.localhost.*\/assets\/consent-/
  const waiting = () => page.evaluate(() => localStorage.getItem('kelisim-waiting'))
  try {
    await page.goto(two.pages[0])
    expect(await act(page, 'all')).toBe('saved')
    await page.route(keeper, (route) => route.abort())
    await page.reload()
    expect(await act(page, 'withdraw')).toBe('not_stored')
    const secret = (await waiting())?.match(/~([\w-]{43})/)?.[1] ?? 'none'
    expect(secret).toHaveLength(43)
    const told: string[] = []
    page.on('request', (request) => {
      if (!request.url().includes('/assets/'))
        told.push(request.url() + JSON.stringify(request.headers()) + request.postData())
    })
    await page.goto(two.pages[1])
    expect(await act(page, 'all')).toBe('saved')
    expect(await act(page, 'withdraw')).toBe('saved')
    await page.reload()
    expect(await ready(page)).toBe('refused')
    expect(told.filter((text) => text.includes(secret) || text.includes('consent.school'))).toEqual(
      [],
    )
    expect(states(other)).toEqual(['ConsentGiven', 'ConsentWithdrawn'])
    expect(states(school)).toEqual(['ConsentGiven'])
    expect(await waiting()).toContain(secret)
    await page.unroute(keeper)
    await page.goto(two.pages[0])
    await expect.poll(() => states(school)).toEqual(['ConsentGiven', 'ConsentWithdrawn'])
    await expect.poll(waiting).toBeNull()
    expect(await ran(page)).toEqual([])
    expect(states(other)).toHaveLength(2)
  } finally {
    await two.close()
  }
})

test('a choice from before names said whose it is holds for the server that has its record, and starts nothing at another', async ({
  page,
  context,
}) => {
  const two = await below()
  const [school] = two.servers
  const banner = findBanner(page)
  /** What an older version has left: the same values, under a name that says nothing, for the school and all below it. */
  const makeOld = async () => {
    const { cookies, local } = await keptFor(context, page, school)
    const value = cookies[0]?.split(' ')[1] ?? ''
    const keys = (await context.cookies()).filter(({ name }) => name === 'kelisim_key')
    await context.clearCookies()
    await page.evaluate((local) => {
      localStorage.clear()
      if (local) localStorage.setItem('kelisim', local)
    }, local)
    const place = { domain: '.school.localhost', path: '/' }
    await context.addCookies([{ name: 'kelisim', value, ...place }, ...keys])
    return value
  }
  const oldCookies = async () =>
    (await context.cookies()).filter(({ name }) => name === 'kelisim').map(({ value }) => value)
  try {
    await page.goto(two.pages[0])
    await banner.accept.click()
    await expect.poll(() => ran(page)).toEqual(['external', 'analytics'])
    await expect.poll(() => states(school)).toHaveLength(1)
    const value = await makeOld()
    await page.goto(two.pages[1])
    await expect(banner.region).toBeVisible()
    expect(await ran(page)).toEqual([])
    await banner.reject.click()
    await expect(banner.region).toBeHidden()
    expect(await oldCookies()).toEqual([value])

    // With the page's own copy, and by the server's cookies alone, as where Safari has forgotten it. By then nothing is kept under the new name.
    for (const isForgotten of [false, true]) {
      if (isForgotten) {
        await page.evaluate(() => localStorage.clear())
        await context.clearCookies({ name: await readChoiceName(school) })
      }
      await page.goto(two.pages[0])
      await expect.poll(() => ran(page)).toEqual(['external', 'analytics'])
      await expect(banner.region).toHaveCount(0)
      expect((await keptFor(context, page, school)).cookies[0]).toContain(value)
    }
    // Taken back, it is gone under both names.
    expect(await act(page, 'withdraw')).toBe('saved')
    expect(states(school)).toEqual(['ConsentGiven', 'ConsentWithdrawn'])
    expect(await oldCookies()).toEqual([])
    await page.reload()
    expect(await ready(page)).toBe('refused')
    expect(await ran(page)).toEqual([])
  } finally {
    await two.close()
  }
})
