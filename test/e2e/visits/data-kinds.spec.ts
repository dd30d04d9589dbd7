import type { Page } from '@playwright/test'
import type { DataKindId } from '../../../server/contract/index.ts'
import { openConsole } from '../../support/browser/console.ts'
import { expect, type TestServer, test } from '../../support/browser/fixtures.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { findBanner } from '../../support/widget/banner.ts'

// A visitor's day with each kind of data granted alone and together: what is stored, what the visitor is told of it, and which
// figure it serves.

/** As many as it takes for a figure to be shown. */
const VISITORS = 5
const HOUR_MS = 3_600_000

interface Kind {
  readonly name: string
  /** What the settings promise. */
  readonly says: string
  /** Columns of a visit that hold something. */
  readonly columns: readonly string[]
  /** What the visitor's own copy tells of a visit. */
  readonly told: readonly string[]
  /** What is counted by, besides the page. */
  readonly counted: readonly string[]
  /** Tables of the console in which the page views stand. */
  readonly tables: readonly string[]
}

const KINDS: Readonly<Record<DataKindId, Kind>> = {
  ip: {
    name: 'IP мекенжайы',
    says: 'Елдер мен өз желіміз бойынша статистика үшін',
    columns: ['address', 'is_address_whole'],
    told: ['address'],
    counted: ['visit country', 'visit network'],
    tables: ['Елдер', 'Желілер'],
  },
  browser: {
    name: 'Браузер',
    says: 'Браузерлер, операциялық жүйелер және құрылғы түрлері статистикасы үшін',
    columns: ['browser', 'device', 'os'],
    told: ['browser', 'device', 'os'],
    counted: ['visit browser', 'visit device', 'visit os'],
    tables: ['Браузерлер', 'Операциялық жүйелер', 'Құрылғылар'],
  },
  visit_time: {
    name: 'Келу уақыты',
    says: 'Тәулік сағаттары мен беттегі уақыт статистикасы үшін',
    columns: ['duration_ms', 'seen_at_ms'],
    told: ['durationMs', 'seenAt'],
    counted: ['visit duration', 'visit hour'],
    tables: ['Тәулік сағаттары', 'Беттегі уақыт'],
  },
  visitor_cookie: {
    name: 'Келуші cookie файлы',
    says: 'Бұл болмаса, келулерді бір-бірімен байланыстыру мүмкін емес',
    columns: ['consent_id'],
    told: [],
    counted: ['joined_visit all', 'visitor all', 'visitor days_ago'],
    tables: [],
  },
}
const IDS = Object.keys(KINDS) as DataKindId[]
const ALWAYS = {
  columns: ['day', 'id'],
  told: ['day', 'id'],
  counted: ['visit all', 'visit page', 'visit referrer'],
}
/** Where the visitor comes from, and what the page's address has behind it: nothing of either but the host is kept. */
const REFERRER = 'https://portal.example/planted-path?planted=referrer'
const BEHIND = '?planted=query#planted-fragment'

/** Everything but the choice of one purpose, by the settings. */
async function grantInSettings(page: Page, granted: readonly DataKindId[]) {
  const banner = findBanner(page)
  await banner.settings.click()
  await banner.switch('Аналитика және статистика').click()
  for (const id of IDS) await expect(banner.dialog).toContainText(KINDS[id].says)
  for (const id of granted) await banner.switch(KINDS[id].name).click()
  await banner.save.click()
  await expect(banner.dialog).toBeHidden()
}

/** A visit by a further visitor, through the page's own interface; left at once. */
async function visitAsAnother(page: Page, granted: readonly DataKindId[]) {
  await page.context().clearCookies()
  await page.evaluate(() => localStorage.clear())
  await page.reload()
  await page.evaluate(async (ids) => {
    const { kelisim } = window as unknown as { kelisim: { choose(grants: unknown): Promise<void> } }
    const dataKinds = Object.fromEntries(ids.map((id) => [id, true]))
    await kelisim.choose({ purposes: { analytics: true }, dataKinds })
  }, granted)
}

const filledColumns = (row: Record<string, unknown>) =>
  Object.keys(row)
    .filter((column) => row[column] !== null && row[column] !== '')
    .sort()

const countedBy = (server: TestServer) => [
  ...new Set(
    readRows(server, 'daily_counts').flatMap(({ measure, dimension }) =>
      measure === 'consent' || measure === 'refusal' ? [] : [`${measure} ${dimension}`],
    ),
  ),
]

function expectStored(server: TestServer, granted: readonly DataKindId[]) {
  const rows = readRows(server, 'visits')
  const columns = [...ALWAYS.columns, ...granted.flatMap((id) => KINDS[id].columns)].sort()
  for (const row of rows) expect(filledColumns(row)).toEqual(columns)
  const counted = [...ALWAYS.counted, ...granted.flatMap((id) => KINDS[id].counted)].sort()
  expect(countedBy(server).sort()).toEqual(counted)
  if (granted.includes('visitor_cookie')) {
    expect(readRows(server, 'visit_places')).toEqual([])
    return
  }
  const consents = new Set(readRows(server, 'consent_records').map(({ id }) => id))
  const hidden = JSON.stringify(['visits', 'visit_places'].map((table) => readRows(server, table)))
  for (const id of consents) expect(hidden).not.toContain(id)
  expect(readRows(server, 'visit_stretches')).toEqual([])
  for (const { seen_at_ms: seenAtMs } of rows) expect(Number(seenAtMs) % HOUR_MS).toBe(0)
}

/** The visitor's own copy, by what the browser was given with the consent. */
async function readExport(server: TestServer): Promise<string> {
  const sent = server.requests.find(({ path }) => path === '/v1/consents')
  const { id, secret } = JSON.parse(sent?.text ?? '{}') as { id: string; secret: string }
  expect(await server.searchBytes(secret)).toEqual([])
  const headers = { authorization: `Bearer ${id}.${secret}` }
  const answer = await fetch(`${server.url}/v1/me/export`, { headers })
  expect(answer.status).toBe(200)
  return answer.text()
}

/** The visitor's own copy tells of the one visit what is granted and no more; nor does the database's file. */
async function expectTold(page: Page, server: TestServer, granted: readonly DataKindId[]) {
  const agent = await page.evaluate(() => navigator.userAgent)
  const copy = await readExport(server)
  const { visits } = JSON.parse(copy) as { visits: Record<string, unknown>[] }
  const told = [...ALWAYS.told, ...granted.flatMap((id) => KINDS[id].told)].sort()
  expect(visits.map(filledColumns)).toEqual([told])
  const unheard = [agent, 'planted', ...(granted.includes('browser') ? [] : ['Linux'])]
  for (const text of unheard) {
    expect(await server.searchBytes(text), text).toEqual([])
    expect(copy).not.toContain(text)
  }
  // Sealed where it is stored, be it granted or not.
  expect(await server.searchBytes('127.0.0.1')).toEqual([])
}

async function expectFigures(page: Page, granted: readonly DataKindId[]) {
  for (const id of IDS)
    for (const name of KINDS[id].tables) {
      const table = page.getByRole('table', { name, exact: true })
      if (granted.includes(id)) {
        await expect(table).toBeVisible()
        await expect(
          table.getByRole('cell', { name: String(VISITORS), exact: true }),
        ).not.toHaveCount(0)
      } else await expect(table).toHaveCount(0)
    }
  const visitors = page.locator('.visitors .figure').filter({ hasText: 'Келушілер' })
  await expect(visitors.locator('.value')).toHaveText(
    granted.includes('visitor_cookie') ? String(VISITORS) : '0',
  )
}

test.use({
  site: {
    ...(await import('../../../server/config/site/default-site.ts')).defaultSite,
    visits: { ownNetworks: ['127.0.0.0/8', '::1/128'] },
  },
})

const cases: readonly (readonly DataKindId[])[] = [[], ...IDS.map((id) => [id]), IDS]
for (const granted of cases)
  test(`TR-01 with ${granted.join(', ') || 'no kind of data'}: its figure appears, and nothing else is stored`, async ({
    page,
    server,
  }) => {
    await page.goto(`${server.url}/demo/news.html${BEHIND}`, { referer: REFERRER })
    await grantInSettings(page, granted)
    const stored = () => readRows(server, 'visits').length
    await expect.poll(stored).toBe(1)
    for (let count = 2; count <= VISITORS; count++) {
      await visitAsAnother(page, granted)
      await expect.poll(stored).toBe(count)
    }
    // Left: the time in view is told.
    await page.goto('about:blank')
    if (granted.includes('visit_time'))
      await expect
        .poll(() => readRows(server, 'visits').filter((row) => row.duration_ms === null))
        .toEqual([])
    expectStored(server, granted)
    await expectTold(page, server, granted)
    await openConsole(page, server, '/admin/statistics')
    await expectFigures(page, granted)
  })
