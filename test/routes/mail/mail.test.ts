import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runJob } from '../../../server/domain/jobs/run-job.ts'
import { sealLedger } from '../../../server/domain/ledger/sealer.ts'
import { deliverMail } from '../../../server/domain/mail/deliver-mail.ts'
import { mailCheckpoint } from '../../../server/domain/mail/mail-checkpoint.ts'
import type { Mail } from '../../../server/domain/mail/send-mail.ts'
import type { MailKind } from '../../../server/domain/mail/text/mail-text.ts'
import { writeMail } from '../../../server/domain/mail/write-mail.ts'
import { createSmtpTransport } from '../../../server/mail/smtp.ts'
import { queueMail } from '../../support/app/recorded-mails.ts'
import { consent, message, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { type SmtpSink, startSmtpSink } from '../../support/server/smtp-sink.ts'

let server: TestApp
let sink: SmtpSink
beforeEach(async () => {
  sink = await startSmtpSink()
  server = await openTestApp({
    site: { mail: { from: 'school@school.example', staff: 'office@school.example' } },
  })
})
afterEach(async () => {
  await server.close()
  await sink.close().catch(() => {})
})

const send = (mail: Mail) => queueMail(server, mail)
const deliver = (holder = 'one') =>
  runJob(server.deps, { name: 'mail', holder }, (run) =>
    deliverMail(
      {
        ...server.deps,
        transport: createSmtpTransport(sink.url, 'school@school.example', { mustEncrypt: false }),
      },
      run,
    ),
  )
const code = { kind: 'one_time_code', language: 'kk', values: { code: '123456' } } as const
const waiting = () => server.deps.store.readDueMail(Number.MAX_SAFE_INTEGER, 100)
const MINUTE_MS = 60_000

describe('the queue', () => {
  it('delivers over SMTP, plain text without anything to load, and keeps nothing of it', async () => {
    await send({ ...code, to: 'planted@example.kz' })
    expect(await server.searchBytes('planted@example.kz')).toEqual([])
    expect(await server.searchBytes('123456')).toEqual([])
    expect(await deliver()).toBe(1)
    const [mail] = sink.mails
    expect(mail?.to).toEqual(['planted@example.kz'])
    expect(mail?.text).toContain('123456')
    expect(mail?.text).toContain('Шоқан Уәлиханов')
    expect(mail?.raw).toMatch(/^content-type: text\/plain/im)
    expect(mail?.raw).not.toMatch(/text\/html|http:|https:/i)
    expect(await waiting()).toEqual([])
    expect(await deliver()).toBe(0)
    expect(sink.mails).toHaveLength(1)
  })

  it('survives a mail server that is down, and one that comes back', async () => {
    const port = Number(new URL(sink.url).port)
    await sink.close()
    await send({ ...code, to: 'planted@example.kz' })
    expect(await deliver()).toBe(0)
    expect(await deliver()).toBe(0)
    expect((await waiting())[0]?.attempts).toBe(1)
    sink = await startSmtpSink(port)
    server.nowMs += MINUTE_MS
    expect(await deliver()).toBe(1)
    expect(sink.mails).toHaveLength(1)
  })

  it.each(['greylist', 'fail-after-data', 'hang-up-after-data', 'reject-sender'] as const)(
    'tries again later where the mail server does "%s", and loses nothing',
    async (behaviour) => {
      sink.behave(behaviour)
      await send({ ...code, to: 'planted@example.kz' })
      expect(await deliver()).toBe(0)
      expect(sink.mails).toEqual([])
      expect(await waiting()).toHaveLength(1)
      sink.behave('accept')
      server.nowMs += MINUTE_MS
      expect(await deliver()).toBe(1)
      expect(sink.mails).toHaveLength(1)
      expect(await waiting()).toEqual([])
    },
  )

  it('gives up a recipient that is refused for good, and goes on with the others; the log has an id and nothing more', async () => {
    sink.behave('reject')
    await send({ ...code, to: 'planted@example.kz' })
    expect(await deliver()).toBe(0)
    expect(await waiting()).toEqual([])
    const logged = server.logged.join('\n')
    expect(logged).toContain('mail_given_up')
    expect(logged).not.toMatch(/planted|123456|school/)
  })

  it('gives up after three days, and waits longer each time', async () => {
    sink.behave('greylist')
    await send({ ...code, to: 'planted@example.kz' })
    const gaps: number[] = []
    for (let round = 0; round < 40 && (await waiting()).length > 0; round += 1) {
      await deliver()
      const next = (await waiting())[0]?.nextAttemptAtMs ?? server.nowMs
      gaps.push(next - server.nowMs)
      server.nowMs = next
    }
    expect(await waiting()).toEqual([])
    expect(gaps.slice(0, 4)).toEqual([1, 2, 4, 8].map((minutes) => minutes * MINUTE_MS))
    expect(Math.max(...gaps)).toBe(360 * MINUTE_MS)
    expect(server.logged.join('\n')).toContain('mail_given_up')
  })

  it('two processes send a mail once', async () => {
    for (let count = 0; count < 5; count += 1) await send({ ...code, to: `p${count}@example.kz` })
    await Promise.all([deliver('one'), deliver('two')])
    await deliver('one')
    expect(sink.mails.map(({ to }) => to[0]).sort()).toEqual(
      [0, 1, 2, 3, 4].map((count) => `p${count}@example.kz`),
    )
  })

  it('a mail that does not open keeps the others from nothing', async () => {
    await server.deps.store.enqueueMail({
      ...{ id: 'broken', attempts: 0, createdAtMs: server.nowMs, nextAttemptAtMs: 0 },
      recipient: new Uint8Array(40),
      content: new Uint8Array(40),
    })
    await send({ ...code, to: 'planted@example.kz' })
    expect(await deliver()).toBe(1)
    expect(server.logged.join('\n')).toContain('mail_failed')
  })
})

describe('texts', () => {
  const kinds: readonly MailKind[] = [
    ...(['one_time_code', 'message_received', 'message_answer', 'request_received'] as const),
    ...([
      'request_code',
      'request_answer',
      'request_closed',
      'request_other',
      'checkpoint',
    ] as const),
    ...(['staff_message', 'staff_request', 'staff_requests_due'] as const),
    ...(['staff_breach', 'breach_due', 'breach_overdue'] as const),
  ]
  const values = {
    ...{ code: '123456', reference: 'K-AAAA', number: 'R-BBBB', dueOn: '2026-03-05' },
    ...{ outcome: 'answered', answer: 'Planted answer', statement: '{}' },
    ...{ complaint: 'Planted complaint', where: 'Planted where' },
    ...{ lines: 'R-BBBB: 2026-03-05', dueCount: '1', overdueCount: '0' },
  }

  it('every kind has its text in three languages, with no value left out and none unknown', () => {
    for (const kind of kinds) {
      for (const language of ['kk', 'ru', 'en'] as const) {
        const mail = writeMail({ kind, to: 'a@example.kz', language, values }, 'Мектеп')
        expect(mail.subject + mail.text).not.toMatch(/\{\w+\}/)
        expect(mail.subject).not.toContain('Planted')
        expect(mail.text).toContain('Мектеп')
      }
    }
  })

  it('a value with line breaks makes no header of a subject', () => {
    const number = 'R-1\r\nBcc: all@example.kz'
    const mail = writeMail(
      {
        kind: 'request_received',
        to: 'a@example.kz',
        language: 'en',
        values: { ...values, number },
      },
      'School',
    )
    expect(mail.subject).not.toMatch(/[\r\n]/)
  })
})

describe('what mails say', () => {
  it('CF-10 staff get the reference alone, the sender a receipt without the code; neither name nor text is in any mail or log', async () => {
    const sent = await server.post('/v1/messages', message({ name: 'Planted Name' }))
    const { reference, code: secret } = (await sent.json()) as { reference: string; code: string }
    expect(server.sent).toHaveLength(2)
    expect(await deliver()).toBe(2)
    const staff = sink.mails.find(({ to }) => to[0] === 'office@school.example')
    const receipt = sink.mails.find(({ to }) => to[0] === 'planted@example.kz')
    expect(staff?.text).toContain(reference)
    expect(staff?.raw).not.toMatch(/planted/i)
    expect(receipt?.text).toContain(reference)
    for (const mail of sink.mails) {
      expect(mail.raw + mail.text).not.toMatch(/Planted Name|Planted question/)
      expect(mail.raw + mail.text).not.toContain(secret)
    }
    expect(server.logged.join('\n')).not.toMatch(/planted/i)
  })

  it('a message is kept where its mails cannot be', async () => {
    const broken = await openTestApp({
      prepareMail: () => Promise.reject(new Error('planted failure')),
      site: { mail: { staff: 'office@school.example' } },
    })
    expect((await broken.post('/v1/messages', message())).status).toBe(201)
    expect(broken.logged.join('\n')).toContain('mail_failed')
    expect(broken.logged.join('\n')).not.toContain('planted')
    await broken.close()
  })

  it('CR-03 the latest checkpoint goes to a second person once a day, and only where there is a new one', async () => {
    const app = await openTestApp({ site: { ledger: { publishTo: 'second@school.example' } } })
    const mail = () =>
      runJob(app.deps, { name: 'checkpoint-mail', holder: 'test' }, (run) =>
        mailCheckpoint(app.deps, run),
      )
    expect(await mail()).toBe(false)
    await app.post('/v1/consents', consent())
    await sealLedger(app.deps)
    expect(await mail()).toBe(true)
    await app.post('/v1/consents', consent())
    await sealLedger(app.deps)
    expect(await mail()).toBe(false)
    app.nowMs += 24 * 60 * MINUTE_MS
    expect(await mail()).toBe(true)
    app.nowMs += 24 * 60 * MINUTE_MS
    expect(await mail()).toBe(false)
    expect(app.sent.map(({ values }) => values.number)).toEqual(['1', '2'])
    expect(app.sent[0]?.values.statement).toContain('"hash"')
    await app.close()
  })
})
