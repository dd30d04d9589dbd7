import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { deriveSiteSecret } from '../../server/crypto/derive.ts'
import { newId } from '../support/app/test-app.ts'
import { verifyFile } from '../support/database/verify-file.ts'
import { type SmtpSink, startSmtpSink } from '../support/server/smtp-sink.ts'
import { startWorkerSites, type WorkerSites } from '../support/worker/sites.ts'
import { openVisitor, school, sitesOf } from '../support/worker/visitor.ts'

const { key, cert } = vi.hoisted(() => {
  const tls = new URL('../support/tls/', import.meta.url)
  // miniflare reads it when it is loaded.
  process.env.NODE_EXTRA_CA_CERTS = new URL('certificate.pem', tls).pathname
  return { key: new URL('key.pem', tls), cert: new URL('certificate.pem', tls) }
})

const MINUTE_MS = 60_000
const STAFF = 'office@almaty.kz'
const almaty = school('almaty', { mail: { from: 'school@almaty.kz', staff: STAFF } })
const { host } = almaty

let sink: SmtpSink
let sites: WorkerSites
let folder: string
const start = (bindings: Readonly<Record<string, string>> = {}) =>
  startWorkerSites({
    folder,
    sites: sitesOf(almaty),
    bindings: { NODE_ENV: 'production', SMTP_URL: sink.url, ...bindings },
  })
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelisim-alarms-'))
  sink = await startSmtpSink()
  sites = await start()
})
afterAll(async () => {
  await sites.stop()
  await sink.close()
  await rm(folder, { recursive: true, force: true })
})
// What a test before has left to be sealed or sent is none of the next one's.
beforeEach(async () => {
  await sites.send(host, '/health/ready')
  await sites.call(host, 'runAlarms', 1)
})

const eventually = (check: () => void | Promise<void>) =>
  vi.waitFor(check, { timeout: 30_000, interval: 50 })
const write = () => openVisitor(sites, almaty).write({ email: `${newId(Date.now())}@example.kz` })
/** Mails to the staff about a message. */
const mailsAbout = (reference: string, { mails } = sink) =>
  mails.filter(({ to, text }) => to.includes(STAFF) && text.includes(reference))
const alarmInMs = async () => Number(await sites.call(host, 'readAlarm')) - Date.now()
const readWaiting = () => sites.query<{ attempts: number }>(host, 'select attempts from mail_queue')
/** Lets the platform call the object's alarm now. */
const ring = () => sites.call(host, 'setAlarm', Date.now() - MINUTE_MS)
/** As if the time had come for what was put off. */
const makeDue = async () => {
  await sites.query(host, `update mail_queue set next_attempt_at_ms = ${Date.now()}`)
  await sites.query(host, "delete from jobs where name <> 'retention'")
}
const countSealed = async (consentId: string) => {
  const [event] = await sites.query<{ seq: number }>(
    host,
    `select seq from consent_events where consent_id = '${consentId}'`,
  )
  const links = await sites.query<{ number: number }>(
    host,
    `select number from ledger_checkpoints as it where last_event_seq >= ${event?.seq} and
      (select coalesce(max(last_event_seq), 0) from ledger_checkpoints where number < it.number) < ${event?.seq}`,
  )
  return links.length
}

test('a write sets an alarm within five seconds; its mail leaves, and an idle object sleeps for an hour', async () => {
  expect(await alarmInMs()).toBeGreaterThan(55 * MINUTE_MS)
  const { reference } = await write()
  expect(await alarmInMs()).toBeLessThanOrEqual(5_000)
  await makeDue()
  await eventually(() => expect(mailsAbout(reference)).toHaveLength(1))
  await eventually(async () => expect(await alarmInMs()).toBeGreaterThan(55 * MINUTE_MS))
  expect(await alarmInMs()).toBeLessThanOrEqual(60 * MINUTE_MS)
  expect(await readWaiting()).toEqual([])
})

describe('an alarm that comes twice, late, or is cut off', () => {
  test('seals once and sends each mail once', async () => {
    const { id } = await openVisitor(sites, almaty).consent()
    const { reference } = await write()
    await makeDue()
    await Promise.all([sites.call(host, 'runAlarms', 3), ring()])
    await sites.call(host, 'runAlarms', 2)
    expect(await countSealed(id)).toBe(1)
    expect(mailsAbout(reference)).toHaveLength(1)
    expect(await readWaiting()).toEqual([])
  })

  test('destroys once what is over, and counts it once', async () => {
    const day = '2025-06-01'
    const [{ before = 0 } = {}] = await sites.query<{ before: number }>(
      host,
      'select coalesce(max(arrival), 0) as before from register_entries',
    )
    await sites.query(
      host,
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000)
       insert into visits (day, id, consent_id) select '${day}', printf('%036d', i), 'planted' from n`,
    )
    const makeRetentionDue = () => sites.query(host, "delete from jobs where name = 'retention'")
    await makeRetentionDue()
    const cut = sites.call(host, 'runAlarms', 2).catch(() => undefined)
    await sites.evict(host)
    await cut
    await makeRetentionDue()
    await sites.call(host, 'runAlarms', 3)
    await makeRetentionDue()
    await sites.call(host, 'runAlarms', 1)
    expect(await sites.query(host, `select id from visits where day = '${day}'`)).toEqual([])
    const entries = await sites.query<{ content: string }>(
      host,
      `select content from register_entries where arrival > ${before} and register = 'destructions'`,
    )
    const counted = entries
      .map(({ content }) => JSON.parse(content) as { category: string; count: number })
      .filter(({ category }) => category === 'visits')
    expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(3000)
  })

  test('goes on after an eviction in the middle of a mail', async () => {
    sink.behave('fall-silent-after-data')
    const { id } = await openVisitor(sites, almaty).consent()
    const { reference } = await write()
    await makeDue()
    await ring()
    await eventually(() => expect(sink.unanswered()).toBeGreaterThan(0))
    await sites.evict(host)
    sink.behave('accept')
    expect(await alarmInMs()).toBeLessThanOrEqual(5 * MINUTE_MS)
    await makeDue()
    await ring()
    await eventually(async () => expect(await readWaiting()).toEqual([]))
    await sites.call(host, 'runAlarms', 1)
    expect(mailsAbout(reference)).toHaveLength(1)
    expect(await countSealed(id)).toBe(1)
  })
})

describe('a mail server', () => {
  test('that is down is tried again later', async () => {
    await sink.close()
    const { reference } = await write()
    await makeDue()
    await sites.call(host, 'runAlarms', 1)
    const waiting = await readWaiting()
    expect(waiting.length).toBeGreaterThan(0)
    expect(waiting.every(({ attempts }) => attempts === 1)).toBe(true)
    expect(await alarmInMs()).toBeLessThanOrEqual(MINUTE_MS)
    expect(sites.output()).toContain('mail_waits')
    sink = await startSmtpSink(Number(new URL(sink.url).port))
    await makeDue()
    await ring()
    await eventually(() => expect(mailsAbout(reference)).toHaveLength(1))
  })

  test('that speaks TLS alone is reached by STARTTLS', async () => {
    const tls = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
    const safe = await startSmtpSink(0, tls)
    const own = await startWorkerSites({
      sites: sitesOf(almaty),
      bindings: { NODE_ENV: 'production', SMTP_URL: safe.url },
    })
    try {
      const { reference } = await openVisitor(own, almaty).write()
      await own.call(host, 'runAlarms', 1)
      await eventually(() => expect(mailsAbout(reference, safe)).toHaveLength(1))
    } finally {
      await own.stop()
      await safe.close()
    }
  })
})

describe('there is always a next alarm', () => {
  test('after one whose work throws', async () => {
    const { id } = await openVisitor(sites, almaty).consent()
    await makeDue()
    await sites.query(host, 'alter table jobs rename to taken_away')
    await ring()
    await eventually(() => expect(sites.output()).toContain('regular_work_failed'))
    const inMs = await alarmInMs()
    expect(inMs).toBeGreaterThan(0)
    expect(inMs).toBeLessThanOrEqual(5 * MINUTE_MS)
    await sites.query(host, 'alter table taken_away rename to jobs')
    await makeDue()
    await sites.call(host, 'runAlarms', 1)
    expect(await countSealed(id)).toBe(1)
  })

  test('after one whose site does not open, and nothing is changed meanwhile', async () => {
    const { secret } = sites
    const { reference } = await write()
    const dump = () => sites.query(host, 'select * from mail_queue')
    const before = await dump()
    await sites.stop()
    sites = await start({ KELISIM_SECRET: Buffer.alloc(32, 7).toString('base64') })
    await ring()
    await eventually(() => expect(sites.output()).toContain('regular_work_failed'))
    expect(sites.output()).toContain('KELISIM_SECRET is not the one')
    expect(await alarmInMs()).toBeGreaterThan(4 * MINUTE_MS)
    expect(await dump()).toEqual(before)
    await sites.stop()
    sites = await start({ KELISIM_SECRET: secret })
    await makeDue()
    await ring()
    await eventually(() => expect(mailsAbout(reference)).toHaveLength(1))
  })
})

test('the ledger verifies after all that', async () => {
  const [databaseFile = ''] = sites.listDatabases()
  const secrets = [deriveSiteSecret(Buffer.from(sites.secret, 'base64'), host)]
  expect(await verifyFile(databaseFile, { secrets })).toMatchObject({
    problems: [],
    secret: 'checked',
  })
})
