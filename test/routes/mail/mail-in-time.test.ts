import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { mustEncryptMail } from '../../../server/config/smtp-url.ts'
import { LEASE_MS, runJob } from '../../../server/domain/jobs/run-job.ts'
import { deliverMail } from '../../../server/domain/mail/deliver-mail.ts'
import type { Mail } from '../../../server/domain/mail/send-mail.ts'
import { createSmtpTransport, EXCHANGE_MS } from '../../../server/mail/smtp.ts'
import { queueMail } from '../../support/app/recorded-mails.ts'
import { message, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { type SmtpSink, startSmtpSink } from '../../support/server/smtp-sink.ts'

const MINUTE_MS = 60_000
const SCHOOL = 'school@school.example'

let server: TestApp
let sink: SmtpSink
beforeEach(async () => {
  sink = await startSmtpSink()
  server = await openTestApp()
})
afterEach(async () => {
  await server.close()
  await sink.close().catch(() => {})
})

const deliver = (holder = 'one') =>
  runJob(server.deps, { name: 'mail', holder }, (run) =>
    deliverMail(
      { ...server.deps, transport: createSmtpTransport(sink.url, SCHOOL, { mustEncrypt: false }) },
      run,
    ),
  )
const waiting = () => server.deps.store.readDueMail(Number.MAX_SAFE_INTEGER, 100)

/** Asks for a code as a person does; its mail is due when this has come to its end. */
async function askForCode() {
  await server.post('/v1/messages', message())
  for (const { id } of await waiting()) await server.deps.store.deleteMail(id)
  const asked = await server.post('/v1/me/codes', { email: 'planted@example.kz', language: 'kk' })
  expect(asked.status).toBe(202)
  const code = server.sent.find(({ kind }) => kind === 'one_time_code')
  expect(code).toBeDefined()
  // Nobody can foretell when within the next second it is sent.
  server.nowMs += 1100
  return code?.values.code ?? ''
}

test('DS-11 a one-time code that has expired while the mail server was down is never mailed, and counts as destroyed', async () => {
  const code = await askForCode()
  sink.behave('greylist')
  expect(await deliver()).toBe(0)
  server.nowMs += 9 * MINUTE_MS
  expect(await deliver()).toBe(0)
  expect(await waiting()).toHaveLength(1)
  sink.behave('accept')
  server.nowMs += 6 * MINUTE_MS
  expect(await deliver()).toBe(0)
  expect(sink.mails).toEqual([])
  expect(await waiting()).toEqual([])
  expect(await server.deps.store.readTallies()).toEqual([{ dataClass: 'mail_queue', count: 1 }])
  const logged = server.logged.join('\n')
  expect(logged).toContain('"delivery":"expired"')
  expect(logged).not.toContain(code)
  expect(logged).not.toContain('planted')
})

test('DS-11 a one-time code that still works is mailed when the mail server is back, and counts as nothing', async () => {
  const code = await askForCode()
  sink.behave('greylist')
  await deliver()
  sink.behave('accept')
  server.nowMs += 9 * MINUTE_MS
  expect(await deliver()).toBe(1)
  expect(sink.mails.map(({ text }) => text.includes(code))).toEqual([true])
  expect(await server.deps.store.readTallies()).toEqual([])
})

test('CF-10 a mail server elsewhere that offers no encryption gets neither the mail nor its address', async () => {
  await queueMail(server, {
    ...{ kind: 'message_received', to: 'planted@example.kz', language: 'kk' },
    values: { reference: 'K-AAAA' },
  })
  // Reaches the same sink, by an address that is none of the loopback's.
  const elsewhere = sink.url.replace('127.0.0.1', '0.0.0.0')
  const reasons: string[] = []
  const transport = createSmtpTransport(elsewhere, SCHOOL, {
    mustEncrypt: mustEncryptMail(elsewhere),
    onPostponed: (reason) => reasons.push(reason),
  })
  await runJob(server.deps, { name: 'mail', holder: 'one' }, (run) =>
    deliverMail({ ...server.deps, transport }, run),
  )
  expect(sink.mails).toEqual([])
  expect(await waiting()).toHaveLength(1)
  expect(reasons).toEqual(['ETLS'])
  expect(server.logged.join('\n')).not.toContain('planted')
  server.nowMs += MINUTE_MS
  expect(await deliver()).toBe(1)
})

test('SE-12 a mail server that never stops answering is left after the limit of one mail, long before the job is lost', async () => {
  const sockets = new Set<Socket>()
  const heard: string[] = []
  // A line of the greeting every 50 ms and never the last: no silence ever ends this.
  const slow = createServer((socket) => {
    sockets.add(socket)
    const timer = setInterval(() => socket.write('220-wait\r\n'), 50)
    socket.on('data', (chunk) => heard.push(chunk.toString()))
    socket.on('error', () => {})
    socket.on('close', () => {
      clearInterval(timer)
      sockets.delete(socket)
    })
  })
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
  const { port } = slow.address() as AddressInfo
  const send = createSmtpTransport(`smtp://127.0.0.1:${port}`, SCHOOL, {
    mustEncrypt: false,
    limitMs: 400,
  })
  const startedMs = performance.now()
  expect(await send({ id: 'one', to: 'planted@example.kz', subject: 'A', text: 'B' })).toBe('later')
  expect(performance.now() - startedMs).toBeLessThan(5_000)
  expect(heard).toEqual([])
  await vi.waitFor(() => expect(sockets.size).toBe(0), 5_000)
  await new Promise((resolve) => slow.close(resolve))
  // Two thirds of the lease: the rest is for reading and noting.
  expect(EXCHANGE_MS).toBeLessThanOrEqual((LEASE_MS * 2) / 3)
})

test('SE-12 a process that slept with a mail in its hands does not send what another has sent meanwhile', async () => {
  const send = (mail: Mail) => queueMail(server, mail)
  const values = { reference: 'K-AAAA' }
  await send({ kind: 'message_received', to: 'planted@example.kz', language: 'kk', values })
  const asRead = await waiting()
  sink.behave('greylist')
  await deliver('two')
  sink.behave('accept')
  const store = { ...server.deps.store, readDueMail: async () => asRead }
  const transport = createSmtpTransport(sink.url, SCHOOL, { mustEncrypt: false })
  await runJob(server.deps, { name: 'mail', holder: 'one' }, (run) =>
    deliverMail({ ...server.deps, store, transport }, run),
  )
  expect(sink.mails).toEqual([])
  server.nowMs += MINUTE_MS
  expect(await deliver('two')).toBe(1)
  expect(sink.mails).toHaveLength(1)
})
