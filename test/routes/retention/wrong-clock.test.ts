import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expireConsents } from '../../../server/domain/consents/consent-expiry.ts'
import { runJob } from '../../../server/domain/jobs/run-job.ts'
import {
  type Delivery,
  deliverMail,
  readDueMail,
} from '../../../server/domain/mail/deliver-mail.ts'
import { remindOfRequests } from '../../../server/domain/requests/remind.ts'
import { retainNow } from '../../../server/domain/retention/daily-retention.ts'
import {
  askAsStaff,
  bearer,
  deleteMe,
  findCode,
  giveConsent,
  rowsOf,
  writeMessage,
} from '../../support/app/my-data.ts'
import { queueMail } from '../../support/app/recorded-mails.ts'
import { errorOf, openTestApp, type TestApp, visits } from '../../support/app/test-app.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const JUMP_MS = 200 * DAY_MS

let server: TestApp
beforeEach(async () => {
  server = await openTestApp({ isClockGuarded: true })
})
afterEach(() => server.close())

/** Does something by a clock that stands two hundred days ahead, and puts the clock right again. */
async function ahead<T>(work: () => Promise<T>): Promise<T> {
  server.nowMs += JUMP_MS
  const result = await work()
  server.nowMs -= JUMP_MS
  return result
}
/** Lets the clock run on, looked at each hour, as it is while the server runs. */
async function runOn(days: number) {
  for (let hour = 0; hour < days * 24; hour++) {
    server.nowMs += HOUR_MS
    server.deps.clockGuard.now()
  }
}
const expire = () =>
  runJob(server.deps, { name: 'expiry', holder: 'one' }, (run) => expireConsents(server.deps, run))
const events = () => rowsOf(server, 'consent_events').map(({ state }) => state)

describe('a clock that stands ahead once', () => {
  test('ends no consent: nothing is taken meanwhile, and all is as before once it is right', async () => {
    const given = await giveConsent(server)
    const visit = () => server.post('/v1/visits', visits(given.id))
    await ahead(async () => {
      expect(await expire()).toBe(0)
      const refused = await visit()
      expect([refused.status, (await errorOf(refused)).code]).toEqual([403, 'consent_expired'])
    })
    expect(events()).toEqual(['ConsentGiven'])
    expect((await visit()).status).toBe(202)
  })

  test('ends them all the same when it was right and has run steadily for a day', async () => {
    await giveConsent(server)
    server.nowMs += JUMP_MS
    expect(await expire()).toBe(0)
    await runOn(1.1)
    expect(await expire()).toBe(1)
    expect(events()).toEqual(['ConsentGiven', 'ConsentExpired'])
  })

  test('is believed at once by who says which day it is', async () => {
    await giveConsent(server)
    const retain = (today?: string) =>
      retainNow(server.deps, { today, holder: 'staff', actor: 'administrator' })
    await retain()
    server.nowMs += JUMP_MS
    expect(await retain()).toMatchObject({ kind: 'clock_in_doubt' })
    expect(await expire()).toBe(0)
    const today = new Date(server.nowMs).toISOString().slice(0, 10)
    expect(await retain(today)).toMatchObject({ kind: 'done' })
    expect(await expire()).toBe(1)
  })

  test('opens no legal hold: what the law has kept is not erased', async () => {
    const { who, reference } = await writeMessage(server)
    const body = { kind: 'message', ref: reference, reason: 'Art. 55', untilOn: '2026-04-01' }
    await askAsStaff(server, '/legal-holds', { method: 'POST', body })
    await ahead(async () => {
      const plan = (await (await deleteMe(server, who)).json()) as { confirm: string }
      const kept = await deleteMe(server, who, plan.confirm)
      expect(await kept.json()).toMatchObject({ state: 'kept' })
    })
    expect(rowsOf(server, 'messages')).toHaveLength(1)
    expect((await server.get('/v1/me', who)).status).toBe(200)
  })

  test('makes a code that opens nothing afterwards, counts against nobody, and deletes no code', async () => {
    await writeMessage(server)
    const ask = () => server.post('/v1/me/codes', { email: 'planted@example.kz', language: 'kk' })
    const give = (challenge: string, code: string) =>
      server.post(`/v1/me/codes/${challenge}`, { code })
    const challengeOf = async (response: Response) =>
      ((await response.json()) as { challenge: string }).challenge
    const before = await challengeOf(await ask())
    const codeBefore = findCode(server, 'planted@example.kz')
    const [made, taken] = await ahead(async () => {
      await runJob(server.deps, { name: 'requests', holder: 'one' }, (run) =>
        remindOfRequests(server.deps, run),
      )
      expect((await give(before, codeBefore)).status).toBe(403)
      const first = await challengeOf(await ask())
      const opened = await give(first, findCode(server, 'planted@example.kz', 2))
      expect(opened.status).toBe(201)
      const { token } = (await opened.json()) as { token: string }
      return [await challengeOf(await ask()), token]
    })
    expect((await server.get('/v1/me', bearer(`code.${taken}`))).status).toBe(404)
    expect((await give(made, findCode(server, 'planted@example.kz', 3))).status).toBe(403)
    expect((await ask()).status).toBe(202)
    expect((await give(before, codeBefore)).status).toBe(201)
  })

  test('keeps no job from being done afterwards', async () => {
    const look = (holder: string) =>
      server.deps.store.takeJob('work', holder, {
        nowMs: server.nowMs,
        untilMs: server.nowMs + MINUTE_MS,
      })
    await ahead(() => look('died'))
    expect(await look('one')).toBeDefined()
    // What is held by a right clock stays held.
    expect(await look('two')).toBeUndefined()
  })
})

describe('mail that waits while a clock stands ahead', () => {
  const code = { kind: 'one_time_code', language: 'kk', to: 'planted@example.kz' } as const
  const queue = (expiresAtMs?: number) =>
    queueMail(server, {
      ...{ ...code, values: { code: '123456' } },
      ...(expiresAtMs !== undefined && { expiresAtMs }),
    })
  const deliver = (delivery: Delivery) =>
    runJob(server.deps, { name: 'mail', holder: 'one' }, (run) =>
      deliverMail({ ...server.deps, transport: async () => delivery }, run),
    )
  const waiting = () => rowsOf(server, 'mail_queue').length

  test('is not given up, and is tried again as soon as the clock is right', async () => {
    await queue()
    await ahead(() => deliver('later'))
    expect(waiting()).toBe(1)
    expect(await readDueMail(server.deps, 10)).toHaveLength(1)
    expect(await deliver('sent')).toBe(1)
    expect(waiting()).toBe(0)
    expect(server.logged.join()).not.toContain('mail_given_up')
  })

  test('is not sent where its code is over by that clock, and not lost either', async () => {
    await queue(server.nowMs + 10 * MINUTE_MS)
    await ahead(async () => expect(await deliver('sent')).toBe(0))
    expect(waiting()).toBe(1)
    expect(await deliver('sent')).toBe(1)
  })

  test('is given up after three days of a clock that runs on', async () => {
    await queue()
    await runOn(3)
    await deliver('later')
    expect(waiting()).toBe(0)
    expect(server.logged.join()).toContain('mail_given_up')
  })

  test('is not tried for ever where it bears the time of the wrong clock', async () => {
    await ahead(() => queue())
    let rounds = 0
    for (; waiting() > 0 && rounds < 100; rounds++) {
      await deliver('later')
      await runOn(0.25)
    }
    expect(rounds).toBeLessThan(40)
  })
})
