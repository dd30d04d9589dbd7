import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defaultSite } from '../../server/config/site/default-site.ts'
import type { MeResult, MessagesExport, WrittenResult } from '../../server/contract/index.ts'
import { disclosure } from '../support/app/register-app.ts'
import { consent, message, newId, USER_AGENT, visits } from '../support/app/test-app.ts'
import { openDatabase } from '../support/database/database-file.ts'
import { makeFolder, newSecret, serve } from '../support/server/live-school.ts'
import { runOperatorCommand } from '../support/server/run-command.ts'
import { type SmtpSink, startSmtpSink } from '../support/server/smtp-sink.ts'
import type { RunningServer } from '../support/server/start-server.ts'
import { becomeReady, HEAD } from '../support/staff/first-administrator.ts'

// One person from the first click to the last trace: a real server, a real mail server, a real backup, the real commands.

const PERSON = {
  name: 'Planted Aigul',
  email: 'aigul@planted.example.kz',
  phone: '+7 701 234 56 78',
  message: 'Planted question about admission',
}
const CORRECTED = 'Corrected Aigul'
const PASSWORD = 'a long pass phrase of the school'

/** What a process writes down that leaves it. */
const RECORDER = pathToFileURL(
  join(import.meta.dirname, '../support/server/record-connections.ts'),
).href
const connectionsFile = () => join(place.folder, 'connections.txt')
/** Of the server and of every command: whatever connects is written down. */
const recorded = () => ({
  NODE_OPTIONS: `--import=${RECORDER}`,
  CONNECTIONS_FILE: connectionsFile(),
})

const secret = newSecret()
let place: Awaited<ReturnType<typeof makeFolder>>
let sink: SmtpSink
let server: RunningServer
let cookie = ''
beforeEach(async () => {
  place = await makeFolder()
  sink = await startSmtpSink()
  server = await serve(
    place.folder,
    { KELISIM_SECRET: secret, SMTP_URL: sink.url, ...recorded() },
    { ...defaultSite, mail: { from: 'school@school.example', staff: 'office@school.example' } },
  )
})
afterEach(async () => {
  await server.stop()
  await sink.close()
  await place.remove()
})

interface Asking {
  readonly method?: string
  readonly body?: unknown
  readonly who?: string
}
/** Asks the server as a page of its own does; `who` is a credential of the person. */
async function ask<T>(
  path: string,
  wanted: number,
  { method, body, who }: Asking = {},
): Promise<T> {
  const response = await fetch(`${server.url}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      origin: server.url,
      'user-agent': USER_AGENT,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(who && { authorization: `Bearer ${who}` }),
      ...(path.startsWith('/v1/admin') && { cookie }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  expect(response.status, `${path}: ${text}`).toBe(wanted)
  const set = response.headers.get('set-cookie')?.split(';')[0]
  if (set?.startsWith('__Host-kelisim_admin')) cookie = set
  return (text === '' ? undefined : JSON.parse(text)) as T
}
const staff = <T>(path: string, wanted: number, body?: unknown) =>
  ask<T>(`/v1/admin${path}`, wanted, { body })

const run = (name: string, ...args: string[]) =>
  runOperatorCommand(name, args, {
    ...recorded(),
    KELISIM_SECRET: secret,
    DATABASE_URL: `file:${place.databaseFile}`,
    KELISIM_CONFIG: join(place.folder, 'kelisim.config.json'),
  })

/** Deletes what a credential opens, in its two steps. Answers the number in the register. */
async function erase(who: string): Promise<string> {
  const plan = await ask<{ confirm: string }>('/v1/me', 200, { method: 'DELETE', who })
  const path = `/v1/me?confirm=${encodeURIComponent(plan.confirm)}`
  return (await ask<{ number: string }>(path, 200, { method: 'DELETE', who })).number
}

const OF_THE_TEST = ['kelisim.config.json', 'connections.txt']
/** Names of the files below the folder in which a text occurs byte by byte. */
async function search(needle: string): Promise<string[]> {
  const names = await readdir(place.folder, { recursive: true, withFileTypes: true })
  const found: string[] = []
  for (const entry of names) {
    if (!entry.isFile() || OF_THE_TEST.includes(entry.name)) continue
    const bytes = await readFile(join(entry.parentPath, entry.name))
    if (bytes.includes(needle)) found.push(entry.name)
  }
  return found
}

test('DS-05, LO-01: the life of a person: consents, visits, writes, asks, corrects, blocks, is disclosed, withdraws, is deleted, and leaves only the pseudonymous proof; nobody but the mail server is ever asked for anything', async () => {
  const token = /setup=([\w-]+)/.exec(server.output())?.[1]
  await staff('/setup', 200, { ...HEAD, token, password: PASSWORD })
  await becomeReady((method, path, body) =>
    staff(
      path,
      method === 'POST' && path === '/undertaking' ? 204 : 200,
      body ?? (method === 'POST' ? {} : undefined),
    ),
  )

  // Consents and visits.
  const database = openDatabase(place.databaseFile)
  const notice = database.prepare("select sha256 from notices where language = 'kk'").pluck().get()
  database.close()
  const given = consent({ id: newId(Date.now()), notice: String(notice).slice(0, 16) })
  await ask('/v1/consents', 201, { body: given })
  const visitor = `${given.id}.${given.secret}`
  const visit = () => visits(given.id, { id: newId(Date.now()) })
  await ask('/v1/visits', 202, { body: visit() })

  // Writes; the message stands in a backup from here on.
  const sent = await ask<{ reference: string; code: string }>('/v1/messages', 201, {
    body: message({ ...PERSON, id: newId(Date.now()) }),
  })
  const writer = `${sent.reference}.${sent.code}`
  const backup = await run('backup', '--to', join(place.folder, 'before.backup'))
  expect(backup, backup.output).toMatchObject({ code: 0 })

  // Asks, by a code that comes by mail.
  const { challenge } = await ask<{ challenge: string }>('/v1/me/codes', 202, {
    body: { email: PERSON.email, language: 'kk' },
  })
  const mailed = () => sink.mails.find(({ text }) => /\b\d{6}\b/.test(text))
  await vi.waitFor(() => expect(mailed()).toBeDefined(), { timeout: 15_000, interval: 100 })
  const code = /\b(\d{6})\b/.exec(mailed()?.text ?? '')?.[1]
  const session = await ask<{ token: string }>(`/v1/me/codes/${challenge}`, 201, { body: { code } })
  const seen = await ask<MeResult>('/v1/me', 200, { who: `code.${session.token}` })
  expect(seen.messages.map(({ reference }) => reference)).toEqual([sent.reference])

  // Corrects.
  const asked = await ask<{ number: string }>('/v1/me/requests', 201, {
    body: { kind: 'correction', scope: 'site', text: `My name is ${CORRECTED}` },
    who: writer,
  })
  await staff(`/requests/${asked.number}/correction`, 200, { name: CORRECTED })
  await staff(`/requests/${asked.number}/answer`, 200, { text: 'Done' })
  expect(await staff(`/messages/${sent.reference}`, 200)).toMatchObject({ name: 'C••• A•••' })
  expect(await staff(`/messages/${sent.reference}/reveal`, 200, { field: 'name' })).toEqual({
    field: 'name',
    value: CORRECTED,
  })

  // Blocks, and takes the block away.
  await ask('/v1/me/restrictions', 201, { body: {}, who: visitor })
  await ask('/v1/visits', 403, { body: visit() })
  await ask('/v1/me/restrictions/lift', 200, { body: { reason: 'person_agrees' }, who: visitor })
  await ask('/v1/visits', 202, { body: visit() })

  // Is disclosed to an authority, and sees it.
  const today = new Date().toISOString().slice(0, 10)
  const { thread } = await staff<WrittenResult>(
    '/registers/disclosures',
    201,
    disclosure([sent.reference], { date: today, documentDate: today }),
  )
  const exported = await staff<MessagesExport>('/exports', 200, { disclosureId: thread })
  expect(exported.messages[0]).toMatchObject({ name: CORRECTED })
  expect((await ask<MeResult>('/v1/me', 200, { who: writer })).disclosures).toHaveLength(1)

  // Withdraws: nothing is taken any more.
  await ask('/v1/me/withdrawal', 201, { body: { id: newId(Date.now()) }, who: visitor })
  await ask('/v1/visits', 403, { body: visit() })

  // Is deleted.
  const numbers = [await erase(visitor), await erase(writer)]
  const { lines } = await staff<{ lines: { thread: string }[] }>('/registers/destructions', 200)
  for (const number of numbers) expect(lines.map((line) => line.thread)).toContain(number)
  await ask('/v1/me', 404, { who: writer })

  await server.stop()
  for (const needle of [...Object.values(PERSON), CORRECTED, given.secret, sent.code]) {
    expect(await search(needle), needle).toEqual([])
    expect(server.output()).not.toContain(needle)
  }
  expect(await search('127.0.0.1')).toEqual([])
  // Mail knows the address that it went to, and nothing else of the person.
  for (const { raw, text, to } of sink.mails) {
    for (const needle of [PERSON.name, PERSON.phone, PERSON.message, CORRECTED, sent.code]) {
      expect(raw + text).not.toContain(needle)
    }
    if (to[0] !== PERSON.email) expect(raw + text).not.toContain(PERSON.email)
  }

  // What is left is the proof: pseudonymous, and whole.
  const left = openDatabase(place.databaseFile)
  const count = (sql: string) => left.prepare(sql).pluck().get()
  expect(count('select count(*) from visits')).toBe(0)
  expect(count('select count(*) from messages')).toBe(0)
  expect(
    count(
      'select count(*) from consent_records where secret_hash is not null or subject_salt is not null or subject_name is not null',
    ),
  ).toBe(0)
  expect(count('select count(*) from consent_events')).toBe(4)
  left.close()
  const verified = await run('verify')
  expect(verified.output).toContain('Verified with the secret')
  expect(verified.code).toBe(0)

  // Nor does a restore of the older backup bring the person back.
  const into = join(place.folder, 'restored')
  const restored = await run('restore', join(place.folder, 'before.backup'), '--into', into)
  expect(restored, restored.output).toMatchObject({ code: 0 })
  const again = openDatabase(join(into, 'kelisim.db'))
  expect(again.prepare('select count(*) from messages').pluck().get()).toBe(0)
  again.close()
  for (const needle of Object.values(PERSON)) expect(await search(needle), needle).toEqual([])

  const connections = (await readFile(connectionsFile(), 'utf8')).trimEnd().split('\n')
  const { host, hostname } = new URL(sink.url)
  // The address that it listens on is looked up, too: that asks nobody.
  const reached = connections.filter((line) => line !== `name ${hostname}`)
  expect(new Set(reached)).toEqual(new Set([`connect ${host}`]))
  expect(reached.length).toBeGreaterThan(2)
}, 120_000)
