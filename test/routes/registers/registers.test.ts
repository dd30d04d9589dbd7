import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { registerNames } from '../../../server/contract/words.ts'
import { commitToEntry } from '../../../server/domain/identifiers/commitment.ts'
import { sealLedger } from '../../../server/domain/ledger/sealer.ts'
import { expectDocumented } from '../../support/app/expect-documented.ts'
import {
  breach,
  disclosure,
  openRegisterApp,
  processor,
  type RegisterApp,
} from '../../support/app/register-app.ts'
import { errorOf } from '../../support/app/test-app.ts'
import { openDatabase } from '../../support/database/database-file.ts'

let server: RegisterApp
beforeEach(async () => {
  server = await openRegisterApp()
})
afterEach(() => server.close())

const paper = (changes: object = {}) => ({
  ...{ date: '2026-03-01', number: '3/2026', keptAt: 'office, folder 2', purpose: 'photographs' },
  ...changes,
})

describe('reading and writing', () => {
  test('DI-07: every register can be read by pages and as a table, signed in alone', async () => {
    for (const name of registerNames.map((register) => register.replaceAll('_', '-'))) {
      for (const address of [`/registers/${name}`, `/registers/${name}.csv`]) {
        expect((await server.get(`/v1/admin${address}`)).status).toBe(401)
        const answer = await server.ask(address)
        expect([address, answer.status]).toEqual([address, 200])
        expect(answer.headers.get('cache-control')).toBe('no-store')
      }
    }
    expect((await server.ask('/registers/visitors')).status).toBe(404)
    expect((await server.ask('/registers/services', {})).status).toBe(405)
    expect((await server.ask('/registers/audit', {})).status).toBe(405)
  })

  test('DI-07: a correction is a further line of the same thread, and the database lets no line be changed or deleted', async () => {
    const { thread } = (await (await server.ask('/registers/processors', processor())).json()) as {
      thread: string
    }
    const path = `/registers/processors/${thread}`
    expect((await server.ask(path, processor({ name: 'Press Ltd' }))).status).toBe(201)
    const none = '/registers/processors/01993f00-0000-7000-8000-000000000000'
    expect((await server.ask(none, processor())).status).toBe(404)
    // A thread of another register is none of this one.
    expect((await server.ask(`/registers/paper-consents/${thread}`, paper())).status).toBe(404)
    const lines = await server.lines('processors')
    expect(lines.map(({ thread: of, content }) => [of, content.name])).toEqual([
      [thread, 'Print Ltd'],
      [thread, 'Press Ltd'],
    ])
    const database = new Database(server.databaseFile)
    expect(() => database.exec("update register_entries set content = '{}'")).toThrow(/append-only/)
    expect(() => database.exec('delete from register_entries')).toThrow(/append-only/)
    database.close()
    expect(await server.lines('processors')).toEqual(lines)
  })

  test('DI-07: SE-04: each line carries the commitment to what it says, and the ledger seals it', async () => {
    const reference = await server.receive()
    await server.ask('/registers/disclosures', disclosure([reference]))
    await server.ask('/registers/breaches', breach())
    await server.ask('/registers/disclosures.csv')
    await sealLedger(server.deps)
    const { store, cryptography } = server.deps
    const database = openDatabase(server.databaseFile)
    const checkpoints = database.prepare('select last_entry_seq from ledger_checkpoints').all()
    database.close()
    const entries = (
      await Promise.all(registerNames.map((name) => store.readRegister(name, 0, 100)))
    ).flat()
    expect(entries.map(({ register }) => register).toSorted()).toEqual([
      ...['audit', 'breaches', 'disclosures'],
    ])
    for (const { arrival: _, commitment, ...entry } of entries)
      expect(Buffer.from(commitment)).toEqual(Buffer.from(await commitToEntry(entry, cryptography)))
    const last = Math.max(...entries.map(({ arrival }) => arrival))
    expect(checkpoints).toEqual([{ last_entry_seq: last }])
  })
})

describe('for the auditor', () => {
  test('DI-07: SE-09: the table holds every line with its commitment, starts no formula, and its export is audited', async () => {
    await server.ask('/registers/paper-consents', paper({ purpose: '=HYPERLINK("x")' }))
    await server.ask('/registers/paper-consents', paper({ keptAt: '@sum, "safe"', number: '-4' }))
    const answer = await server.ask('/registers/paper-consents.csv')
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toContain('paper-consents.csv')
    const text = await answer.text()
    expect(text.split('\r\n')[0]).toBe(
      'seq,id,thread,at,actor,commitment,date,number,keptAt,purpose,content',
    )
    expect(text.trimEnd().split('\r\n')).toHaveLength(3)
    expect(text).toContain(`"'=HYPERLINK(""x"")"`)
    expect(text).toContain(`,'-4,"'@sum, ""safe"""`)
    expect(text).not.toMatch(/(^|,)"?[=+@-]/m)
    const entries = await server.deps.store.readRegister('paper_consents', 0, 10)
    for (const { commitment } of entries)
      expect(text).toContain(Buffer.from(commitment).toString('hex'))
    expect(await server.lines('audit')).toMatchObject([
      { content: { action: 'register.export', subject: 'paper_consents', lines: 2 } },
    ])
  })
})

describe('what may stand in a register', () => {
  test.each([
    ['an email address', 'call dina@mail.kz'],
    ['an email address without Latin letters', 'мекенжайы дина@пошта.қаз'],
    ['an international phone number', 'tel. +7 (701) 234-56-78'],
    ['a phone number of another country', '+44 20 7946 0958'],
    ['a phone number after 8', '8 701 234 56 78'],
    ['a phone number without separators', '87012345678'],
    ['a mobile number alone', '701 234 56 78'],
    ['an IIN', 'IIN 080412501234'],
    ['an IIN in groups', '080412 501234'],
    ['a phone number after another line', 'line\n+7 701 234 56 78'],
  ])(
    'DI-01: a text with %s is refused with its field, not stored and not repeated',
    async (_, text) => {
      for (const field of ['keptAt', 'purpose', 'number']) {
        const answer = await server.ask('/registers/paper-consents', paper({ [field]: text }))
        expect([text, answer.status]).toEqual([text, 422])
        const error = await errorOf(answer)
        expect(error.fields).toEqual({ [field]: 'personal' })
        expect(JSON.stringify(error)).not.toContain(text)
      }
      expect(await server.lines('paper-consents')).toEqual([])
    },
  )

  test.each([
    ['a document number with a date', '№ 2026-11-25/118-И'],
    ['a long document number', 'ЖТ-2026-01234567'],
    ['a company number', 'БСН 123456789012'],
    ['a case number', '7527-26-00-2/118'],
    ['a sum', '1 500 000 KZT'],
    ['a time', '2026-03-03 12:30'],
  ])('DI-01: %s is no personal data and is taken', async (_, purpose) => {
    const answer = await server.ask('/registers/paper-consents', paper({ purpose }))
    expect([purpose, answer.status]).toEqual([purpose, 201])
  })

  test('DI-01: nothing personal of a message reaches any register, whatever is written about it', async () => {
    const reference = await server.receive()
    const entry = (await (
      await server.ask('/registers/disclosures', disclosure([reference]))
    ).json()) as { thread: string }
    await server.ask('/exports', { disclosureId: entry.thread })
    expect(await server.searchBytes('Planted Name')).toEqual([])
    expect(await server.searchBytes('planted@example.kz')).toEqual([])
    expect(server.logged.join('\n')).not.toContain('lanted')
  })

  test('DI-01: a body of another kind, too large, or from another site is refused before anything is read', async () => {
    const path = '/registers/paper-consents'
    const own = { ...paper(), extra: 1 }
    expect((await errorOf(await server.ask(path, own))).fields).toEqual({ extra: 'unknown' })
    expect((await errorOf(await server.ask(path, '{'))).code).toBe('invalid_json')
    expect((await server.ask(path, paper({ purpose: 'x'.repeat(70_000) }))).status).toBe(413)
    expect(
      (await errorOf(await server.ask(path, paper({ purpose: 'x'.repeat(301) })))).fields,
    ).toEqual({ purpose: 'too_long' })
    const { cookie } = await server.own()
    expect((await server.post(`/v1/admin${path}`, paper(), { cookie })).status).toBe(403)
    expect(await server.lines('paper-consents')).toEqual([])
  })
})

describe('consents on paper', () => {
  test('MI-04: a paper is registered by date, number and place alone: no name, no scan, no file', async () => {
    const path = '/registers/paper-consents'
    const answer = await server.ask(path, paper())
    expect(answer.status).toBe(201)
    for (const field of ['scan', 'file', 'name', 'childName']) {
      const refused = await server.ask(path, paper({ [field]: 'x' }))
      expect((await errorOf(refused)).fields).toEqual({ [field]: 'unknown' })
    }
    for (const field of ['date', 'number', 'keptAt', 'purpose']) {
      const refused = await server.ask(path, paper({ [field]: undefined }))
      expect((await errorOf(refused)).fields).toEqual({ [field]: 'missing' })
    }
    const multipart = { ...(await server.own()), 'content-type': 'multipart/form-data; boundary=x' }
    const file = '--x\r\ncontent-disposition: form-data; name="scan"\r\n\r\nx\r\n--x--'
    expect((await server.post(`/v1/admin${path}`, file, multipart)).status).toBe(415)
    expect((await server.lines('paper-consents')).map(({ content }) => content)).toEqual([paper()])
  })
})

test('DI-01: what the registers answer is what the interface document says', async () => {
  const reference = await server.receive()
  const { thread } = (await (await server.ask('/registers/breaches', breach())).json()) as {
    thread: string
  }
  await server.ask('/registers/disclosures', disclosure([reference], { needsNotice: true }))
  await server.ask('/registers/processors', processor())
  await server.ask('/registers/paper-consents', paper())
  const headers = await server.own()
  const names = registerNames.map((register) => register.replaceAll('_', '-'))
  for (const name of names) {
    await expectDocumented(server, { path: `/v1/admin/registers/${name}`, headers }, 200)
    await expectDocumented(server, { path: `/v1/admin/registers/${name}.csv`, headers }, 200)
  }
  const under = `/v1/admin/registers/breaches/${thread}`
  await expectDocumented(server, { path: `${under}/notice?lang=ru`, headers }, 200)
  await expectDocumented(server, { path: `${under}/notice?lang=en`, headers }, 422)
  await expectDocumented(server, { path: under, headers }, 200)
  const body = { affected: [{ dataset: 'messages', from: '2026-03-03', to: '2026-03-03' }] }
  const listed = { method: 'POST', path: '/v1/admin/affected', body, headers }
  await expectDocumented(server, listed, 200)
  const written = { method: 'POST', path: '/v1/admin/registers/disclosures', headers }
  const entry = await expectDocumented(server, { ...written, body: disclosure([reference]) }, 201)
  const { thread: disclosureId } = (await entry.json()) as { thread: string }
  const exported = { method: 'POST', path: '/v1/admin/exports', body: { disclosureId }, headers }
  await expectDocumented(server, exported, 200)
  await expectDocumented(server, exported, 409)
})
