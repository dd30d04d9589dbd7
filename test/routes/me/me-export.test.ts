import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../../server/app.ts'
import type { ExportResult, MeResult } from '../../../server/contract/index.ts'
import { exportResult } from '../../../server/contract/visitor/subject.ts'
import type { Store } from '../../../server/store/store.ts'
import { askAsStaff, giveConsent, writeMessage } from '../../support/app/my-data.ts'
import { newId, openTestApp, PLANTED_ADDRESS, type TestApp } from '../../support/app/test-app.ts'
import { damageValue } from '../../support/database/damage-value.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const readExport = async (who: Record<string, string>) => {
  const response = await server.get('/v1/me/export', who)
  expect(response.status).toBe(200)
  const exported = (await response.json()) as ExportResult
  expect(v.is(v.strictObject(exportResult.entries), exported)).toBe(true)
  return exported
}
const readPage = async (who: Record<string, string>) =>
  (await server.get('/v1/me/export?format=page&lang=en', who)).text()

const damage = (table: string, column: string, id: string) =>
  damageValue(server.databaseFile, table, column, id)

describe('one damaged value', () => {
  test.each(['name', 'email', 'phone', 'message'] as const)(
    'the %s of a message is named and left out, and the rest is there',
    async (field) => {
      const given = { phone: '+7 700 000 00 00' }
      const { who, id, reference, body } = await writeMessage(server, given)
      damage('messages', field, id)
      const exported = await readExport(who)
      expect(exported.messages).toMatchObject([
        {
          ...{ reference, name: body.name, email: body.email, phone: given.phone },
          ...{ message: body.message, [field]: null },
        },
      ])
      expect(exported.unreadable).toEqual([{ category: 'messages', ref: reference, field }])
      expect(exported.consents).toHaveLength(1)
      expect(exported.overview.isHeld).toBe(true)
      const page = await readPage(who)
      expect(page).toContain('What could not be read')
      expect(page).toContain(reference)
      expect((await server.get('/v1/me', who)).status).toBe(200)
      expect(server.logged.join()).toContain('sealed_value_unreadable')
      expect(server.logged.join()).not.toContain(body.name)
    },
  )

  test('the address of one visit leaves the other visits as they are', async () => {
    const { who, id } = await giveConsent(server, 3)
    const [first] = await server.deps.store.readVisits(id, '2026-03-03', '2026-03-03')
    damage('visits', 'address', first?.id ?? '')
    const exported = await readExport(who)
    expect(exported.visits.map(({ address }) => address).sort()).toEqual([
      PLANTED_ADDRESS,
      PLANTED_ADDRESS,
      null,
    ])
    expect(exported.unreadable).toEqual([{ category: 'visits', ref: first?.id, field: 'address' }])
  })

  test.each(['text', 'answer'] as const)(
    'the %s of a request spoils neither export nor overview',
    async (field) => {
      const { who } = await writeMessage(server)
      const asked = { kind: 'information', scope: 'site', text: 'What do you have?' }
      const made = await server.post('/v1/me/requests', asked, who)
      const { number } = (await made.json()) as { number: string }
      await askAsStaff(server, `/requests/${number}/answer`, {
        method: 'POST',
        body: { text: 'This.' },
      })
      const row = await server.deps.store.findRequest(number)
      damage('requests', field, row?.id ?? '')
      const exported = await readExport(who)
      const whole = { number, text: asked.text, answer: 'This.' }
      expect(exported.requests).toMatchObject([{ ...whole, [field]: null }])
      expect(exported.unreadable).toEqual([{ category: 'requests', ref: number, field }])
      const me = (await (await server.get('/v1/me', who)).json()) as MeResult
      expect(me.requests).toMatchObject([{ number, answer: field === 'answer' ? null : 'This.' }])
    },
  )

  test('where all can be read nothing is listed, and the page says nothing of it', async () => {
    const { who } = await writeMessage(server)
    expect((await readExport(who)).unreadable).toEqual([])
    expect(await readPage(who)).not.toContain('What could not be read')
  })
})

describe('a great many visits', () => {
  const COUNT = 1300
  /** Visits of two consents, one beside the other, as the store may hold them. */
  async function fill() {
    server.nowMs -= 86_400_000
    const [mine, other] = [await giveConsent(server), await giveConsent(server)]
    server.nowMs += 86_400_000
    const row = {
      ...{ seenAtMs: null, durationMs: null, address: null },
      ...{ browser: 'Firefox 140', os: null, device: null },
    }
    const writes = Array.from({ length: COUNT * 2 }, (_, index) => ({
      row: {
        ...row,
        id: newId(server.nowMs - (index % 7) * 600_000),
        consentId: index % 2 ? mine.id : other.id,
        day: index % 3 ? '2026-03-03' : '2026-03-02',
      },
      mayExist: false,
      counts: [],
    }))
    await server.deps.store.addVisits(writes)
    server.nowMs += 1000
    return { mine, ids: writes.flatMap(({ row }) => (row.consentId === mine.id ? [row.id] : [])) }
  }

  /** The app on a store that notes the largest piece it was asked for, and how often. */
  function watched() {
    const asked = { times: 0, most: 0 }
    const store: Store = {
      ...server.deps.store,
      async readVisits(...given) {
        asked.times += 1
        const rows = await server.deps.store.readVisits(...given)
        asked.most = Math.max(asked.most, rows.length)
        return rows
      },
    }
    return { asked, app: createApp({ ...server.deps, store }) }
  }

  test('are exported each once, newest day first, and never read at once', async () => {
    const { mine, ids } = await fill()
    const { asked, app } = watched()
    const response = await app.request('/v1/me/export', { headers: mine.who })
    const exported = (await response.json()) as ExportResult
    expect(exported.visits.map(({ id }) => id).sort()).toEqual(ids.sort())
    expect(exported.visits.map(({ day }) => day)).toEqual(
      exported.visits
        .map(({ day }) => day)
        .sort()
        .reverse(),
    )
    expect(exported.overview.data[1]).toEqual({
      ...{ category: 'visits', count: COUNT },
      fields: ['day', 'browser'],
    })
    expect(asked.most).toBeLessThanOrEqual(500)
    const page = await (
      await app.request('/v1/me/export?format=page', { headers: mine.who })
    ).text()
    for (const id of ids) expect(page).toContain(id)
  })

  test.each(['identity', 'gzip'])(
    'are read no further once nobody takes the answer, %s',
    async (encoding) => {
      const { mine } = await fill()
      const { asked, app } = watched()
      const headers = { ...mine.who, 'accept-encoding': encoding }
      const response = await app.request('/v1/me/export', { headers })
      const before = asked.times
      const reader = response.body?.getReader()
      await reader?.read()
      await reader?.cancel()
      expect(asked.times - before).toBeLessThanOrEqual(2)
    },
  )

  test('let others have their turn between', async () => {
    const { mine } = await fill()
    const { app } = watched()
    const readText = async ({ request }: typeof app) =>
      (await request('/v1/me/export', { headers: mine.who })).text()
    let isDone = false
    let answered = 0
    const reading = readText(app).finally(() => {
      isDone = true
    })
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve))
      answered += 1
    }
    await reading
    // Three pages for the overview, three for the export, and chunks of some length.
    expect(answered).toBeGreaterThan(6)
  })
})
