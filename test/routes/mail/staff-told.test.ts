import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { remindOfBreaches } from '../../../server/domain/breaches/remind.ts'
import { runJob } from '../../../server/domain/jobs/run-job.ts'
import { deliverMail } from '../../../server/domain/mail/deliver-mail.ts'
import { remindOfRequests } from '../../../server/domain/requests/remind.ts'
import { createSmtpTransport } from '../../../server/mail/smtp.ts'
import { askAsStaff, giveConsent, rowsOf, writeMessage } from '../../support/app/my-data.ts'
import { realSite } from '../../support/app/real-site.ts'
import { breach, openRegisterApp, type RegisterApp } from '../../support/app/register-app.ts'
import { newId, openTestApp, type TestAppOptions } from '../../support/app/test-app.ts'
import { startSmtpSink } from '../../support/server/smtp-sink.ts'

const STAFF = 'office@school.example'
const mail = { from: 'school@school.example', staff: STAFF, staffLanguage: 'ru' } as const
const open = (options: TestAppOptions = {}) =>
  openRegisterApp({ site: { mail, operator: realSite.operator }, ...options })

let server: RegisterApp
beforeEach(async () => {
  server = await open()
})
afterEach(() => server.close())

const at = (iso: string) => Date.parse(iso)
const toStaff = () => server.sent.filter(({ to }) => to === STAFF)
const remind = (name: 'requests' | 'breaches', iso: string, holder = 'one') => {
  server.nowMs = at(iso)
  return runJob(server.deps, { name, holder }, (run) =>
    name === 'requests' ? remindOfRequests(server.deps, run) : remindOfBreaches(server.deps, run),
  )
}
/** Asks for something as its person. @returns the request's number. */
async function ask(who: Record<string, string>, body: object): Promise<string> {
  const answer = await server.post(
    '/v1/me/requests',
    { id: newId(), kind: 'deletion', scope: 'site', text: 'Planted wish', ...body },
    who,
  )
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { number: string }).number
}
/** The mails to staff since the last look. */
function createNews() {
  let seen = 0
  return () => {
    const news = toStaff().slice(seen)
    seen += news.length
    return news
  }
}

describe('DS-09: staff are mailed of a request by its number', () => {
  test('when it comes: in their language, in the commit that stores it', async () => {
    const { who } = await giveConsent(server)
    const number = await ask(who, {})
    expect(toStaff()).toEqual([
      {
        ...{ kind: 'staff_request', to: STAFF, language: 'ru' },
        values: { number, dueOn: '2026-03-04' },
      },
    ])
    expect(rowsOf(server, 'mail_queue')).toHaveLength(1)
  })

  test('about data outside the website: staff and the responsible person; one mailbox gets one mail', async () => {
    const { who } = await giveConsent(server)
    await ask(who, { scope: 'other' })
    expect(server.sent.map(({ kind, to }) => [kind, to])).toEqual([
      ['request_other', 'dpo@mektep.kz'],
      ['staff_request', STAFF],
    ])
    Object.assign(server.deps.site.mail, { staff: 'DPO@mektep.kz' })
    await ask(who, { scope: 'other' })
    expect(server.sent.map(({ kind }) => kind).slice(2)).toEqual(['request_other'])
  })

  test('a working day before it is due and when it is overdue: in one mail each, once, over a weekend', async () => {
    const { who } = await giveConsent(server)
    // Thursday: information is due on Tuesday, what is deleted on Friday.
    server.nowMs = at('2026-03-05T05:00:00Z')
    const information = await ask(who, { kind: 'information' })
    const deletions = [await ask(who, {}), await ask(who, {})]
    const news = createNews()
    news()
    await remind('requests', '2026-03-06T00:30:00Z')
    const [told, ...more] = news()
    expect(more).toEqual([])
    expect(told).toMatchObject({
      ...{ kind: 'staff_requests_due', to: STAFF, language: 'ru' },
      values: { dueCount: '2', overdueCount: '0' },
    })
    expect(told?.values.lines?.split('\n').toSorted()).toEqual(
      deletions.map((number) => `${number}: 2026-03-06`).toSorted(),
    )
    await remind('requests', '2026-03-06T09:30:00Z')
    expect(news()).toEqual([])
    await remind('requests', '2026-03-07T03:30:00Z')
    expect(news()).toMatchObject([{ values: { dueCount: '0', overdueCount: '2' } }])
    await remind('requests', '2026-03-08T03:30:00Z')
    expect(news()).toEqual([])
    await askAsStaff(server, `/requests/${deletions[0]}/refusal`, {
      ...{ method: 'POST', body: { reason: 'Planted reason' } },
    })
    // On Monday what is due on Tuesday; what was answered is said of no more.
    await remind('requests', '2026-03-09T03:30:00Z')
    expect(news()).toMatchObject([
      {
        values: { dueCount: '1', overdueCount: '0', lines: `${information}: 2026-03-10` },
      },
    ])
    await remind('requests', '2026-03-10T03:30:00Z')
    expect(news()).toEqual([])
    await remind('requests', '2026-03-11T03:30:00Z')
    expect(news()).toMatchObject([{ values: { dueCount: '0', overdueCount: '1' } }])
  })

  test('late: a server that was off says what is overdue by then, and nothing of it as due soon', async () => {
    const { who } = await giveConsent(server)
    const number = await ask(who, {})
    await remind('requests', '2026-03-20T05:00:00Z')
    expect(toStaff().slice(1)).toMatchObject([
      { values: { dueCount: '0', overdueCount: '1', lines: `${number}: 2026-03-04` } },
    ])
  })

  test('cut off before or after the commit, run by two at once: mailed once', async () => {
    const { who } = await giveConsent(server)
    await ask(who, {})
    const news = createNews()
    news()
    const { store } = server.deps
    const { noteJob, releaseJob } = store
    const fail = () => Promise.reject(new Error('planted failure'))
    Object.assign(store, { noteJob: fail })
    await expect(remind('requests', '2026-03-04T05:00:00Z')).rejects.toThrow('planted failure')
    expect(news()).toEqual([])
    Object.assign(store, { noteJob, releaseJob: fail })
    await expect(remind('requests', '2026-03-04T05:01:00Z')).rejects.toThrow('planted failure')
    expect(news()).toHaveLength(1)
    Object.assign(store, { releaseJob })
    await Promise.all([
      remind('requests', '2026-03-04T05:03:00Z', 'one'),
      remind('requests', '2026-03-04T05:03:00Z', 'two'),
    ])
    expect(news()).toEqual([])
    // Whoever has lost the job queues nothing.
    await store.takeJob('requests', 'two', { nowMs: server.nowMs, untilMs: server.nowMs + 60_000 })
    const [left] = await store.readDueMail(Number.MAX_SAFE_INTEGER, 1)
    if (!left) throw new Error('no mail waits')
    const another = { mail: { ...left, id: newId() }, limits: [] }
    expect(
      await store.noteJob('requests', 'one', { lastRunAtMs: null, position: null }, [another]),
    ).toBe(false)
    expect(news()).toEqual([])
    expect(rowsOf(server, 'mail_queue').map(({ id }) => id)).not.toContain(another.mail.id)
  })

  test('a database whose job has noted the day alone goes on from it', async () => {
    const { who } = await giveConsent(server)
    await ask(who, {})
    await runJob(server.deps, { name: 'requests', holder: 'old' }, (run) =>
      run.advance('2026-03-03'),
    )
    await remind('requests', '2026-03-03T08:00:00Z')
    expect(toStaff()).toHaveLength(1)
    await remind('requests', '2026-03-04T08:00:00Z')
    expect(toStaff()).toHaveLength(2)
  })
})

describe('BR-01: staff are mailed of a breach by its entry', () => {
  const path = '/registers/breaches'
  const write = async (changes: Parameters<typeof breach>[0] = {}, under = path) => {
    const answer = await server.ask(under, breach(changes))
    expect(answer.status).toBe(201)
    return ((await answer.json()) as { thread: string }).thread
  }

  test('at once, each hour until the day is over, then at once and each day', async () => {
    const news = createNews()
    server.nowMs = at('2026-02-27T12:05:00Z')
    const thread = await write()
    const dueOn = '2026-03-02'
    expect(news()).toEqual([
      {
        ...{ kind: 'staff_breach', to: STAFF, language: 'ru' },
        values: { number: thread, dueOn },
      },
    ])
    await remind('breaches', '2026-02-27T12:30:00Z')
    expect(news()).toEqual([])
    await remind('breaches', '2026-02-27T13:30:00Z')
    expect(news()).toMatchObject([
      { kind: 'breach_due', values: { dueOn, lines: `${thread}: ${dueOn}, 78` } },
    ])
    await remind('breaches', '2026-02-27T13:31:00Z')
    expect(news()).toEqual([])
    // What is known by then is no news, and puts nothing off.
    await write({ people: 3 }, `${path}/${thread}`)
    expect(news()).toEqual([])
    await remind('breaches', '2026-02-27T14:30:00Z')
    expect(news()).toMatchObject([{ kind: 'breach_due' }])
    await remind('breaches', '2026-03-02T18:59:00Z')
    expect(news()).toMatchObject([{ values: { lines: `${thread}: ${dueOn}, 1` } }])
    await remind('breaches', '2026-03-02T19:01:00Z')
    expect(news().at(-1)).toMatchObject({
      kind: 'breach_overdue',
      values: { dueOn, lines: `${thread}: ${dueOn}` },
    })
    await remind('breaches', '2026-03-02T20:01:00Z')
    expect(news()).toEqual([])
    await remind('breaches', '2026-03-03T19:01:00Z')
    expect(news()).toMatchObject([{ kind: 'breach_overdue' }])
    await write({ state: 'notified' }, `${path}/${thread}`)
    await remind('breaches', '2026-03-04T19:01:00Z')
    expect(news()).toEqual([])
  })

  test('one that is told of already, or refused, sets off nothing; a run that is cut off mails once', async () => {
    await write({ state: 'notified' })
    expect((await server.ask(path, breach({ nature: undefined }))).status).toBe(422)
    expect(toStaff()).toEqual([])
    await write()
    const { noteJob } = server.deps.store
    Object.assign(server.deps.store, { noteJob: () => Promise.reject(new Error('planted')) })
    await expect(remind('breaches', '2026-03-03T09:00:00Z')).rejects.toThrow('planted')
    Object.assign(server.deps.store, { noteJob })
    await remind('breaches', '2026-03-03T09:00:00Z')
    await remind('breaches', '2026-03-03T09:02:00Z')
    expect(toStaff().map(({ kind }) => kind)).toEqual(['staff_breach', 'breach_overdue'])
  })
})

describe('nobody of staff is mailed', () => {
  test.each([
    ['where no mail is set up', { prepareMail: undefined }],
    ['where the configuration names nobody', { site: { mail: {} } }],
  ])(
    '%s; the log says what is due by number alone, and the person is told as before',
    async (_, options) => {
      const other = await openTestApp(options)
      const { who } = await writeMessage(other)
      const answer = await other.post(
        '/v1/me/requests',
        { kind: 'deletion', scope: 'site', text: 'Planted wish' },
        who,
      )
      const { number } = (await answer.json()) as { number: string }
      other.nowMs = at('2026-03-05T07:00:00Z')
      await runJob(other.deps, { name: 'requests', holder: 'one' }, (run) =>
        remindOfRequests(other.deps, run),
      )
      expect(other.sent.filter(({ kind }) => /^(staff|breach)/.test(kind))).toEqual([])
      expect(other.sent.map(({ to }) => to).filter((to) => to !== 'planted@example.kz')).toEqual([])
      const logged = other.logged.join('\n')
      expect(logged).toContain('request_overdue')
      expect(logged).toContain(number)
      expect(logged).not.toMatch(/planted/i)
      await other.close()
    },
  )
})

test('CF-10: what staff are mailed, as it reaches a mail server, holds nothing of a person in headers or text', async () => {
  const sink = await startSmtpSink()
  const { who } = await writeMessage(server, { name: 'Planted Name', phone: '+7 701 000 00 99' })
  const number = await ask(who, { email: 'planted-typed@example.kz' })
  const entry = await server.ask('/registers/breaches', breach({ nature: 'Planted nature' }))
  const { thread } = (await entry.json()) as { thread: string }
  await remind('requests', '2026-03-04T05:00:00Z')
  await remind('breaches', '2026-03-04T05:00:00Z')
  const transport = createSmtpTransport(sink.url, mail.from, { mustEncrypt: false })
  await runJob(server.deps, { name: 'mail', holder: 'one' }, (run) =>
    deliverMail({ ...server.deps, transport }, run),
  )
  await sink.close()
  const mails = sink.mails.filter(({ to }) => to[0] === STAFF)
  expect(mails).toHaveLength(5)
  for (const { raw, text } of mails) {
    expect(raw + text).not.toMatch(/planted|701 ?000|example\.kz/i)
  }
  const texts = mails.map(({ text }) => text)
  expect(texts.filter((text) => text.includes(number))).toHaveLength(2)
  expect(texts.filter((text) => text.includes(thread))).toHaveLength(2)
  expect(server.logged.join('\n')).not.toMatch(/planted|701 ?000/i)
})
