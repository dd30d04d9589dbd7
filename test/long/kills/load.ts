import { consent, message, newId, USER_AGENT } from '../../support/app/test-app.ts'
import type { Acknowledged, Answer, OpenRecord, Write } from './acknowledged.ts'

/** Records kept to write more to. */
const POOL = 400
/** Fewer than this, and consents are given first. */
const SMALLEST_POOL = 8
/** Whoever waits longer has got no answer. */
const ANSWER_MS = 10_000
/** Records and messages that are asked for at the end. */
const READ_BACK = 200

const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)]
const bearer = ({ id, secret }: OpenRecord) => ({ authorization: `Bearer ${id}.${secret}` })
const fresh = () => newId(Date.now())

/** @returns `undefined` where no answer came, or one that says to send it again: the server was killed, or its object evicted. */
async function send(
  url: string,
  write: Omit<Write, 'kind' | 'consentId'>,
  isLost: (answer: Answer) => boolean,
): Promise<Answer | undefined> {
  try {
    const response = await fetch(`${url}${write.path}`, {
      method: write.method,
      headers: { 'content-type': 'application/json', 'user-agent': USER_AGENT, ...write.headers },
      ...(write.method === 'POST' && { body: JSON.stringify(write.body) }),
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    const text = await response.text()
    const answer = { status: response.status, text }
    return isLost(answer) ? undefined : answer
  } catch {
    return undefined
  }
}

const post = (
  kind: Write['kind'],
  path: string,
  body: Write['body'],
  { headers = {}, consentId = '' }: { headers?: Record<string, string>; consentId?: string } = {},
): Write => ({ kind, method: 'POST', path, body, headers, consentId })

const makeVisits = ({ id }: OpenRecord): Write => {
  const visits = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, () => ({
    id: fresh(),
    path: `/page-${Math.floor(Math.random() * 40)}`,
  }))
  return post('visits', '/v1/visits', { consentId: id, visits }, { consentId: id })
}

const makeWithdrawal = ({ id, secret }: OpenRecord): Write =>
  post(
    'withdrawal',
    `/v1/consents/${id}/withdrawal`,
    { id: fresh() },
    {
      headers: { authorization: `Bearer ${secret}` },
      consentId: id,
    },
  )

const makeRequest = (record: OpenRecord): Write => {
  const body = { id: fresh(), kind: 'information', scope: 'site', text: 'What is kept of me?' }
  return post('request', '/v1/me/requests', body, { headers: bearer(record), consentId: record.id })
}

/** A server that has just started, or an object that is being opened on a busy machine, may say 503 for a moment. */
const ANSWERED_WITHIN_MS = 20_000

/**
 * What visitors do, with a memory of which records are theirs.
 *
 * @param isLost whether an answer says no more than none. Default: each is an answer.
 */
export function createLoad(
  acknowledged: Acknowledged,
  notice: string,
  isLost: (answer: Answer) => boolean = () => false,
) {
  const pool: OpenRecord[] = []
  const unanswered: Write[] = []
  const takeRecord = (): OpenRecord | undefined =>
    pool.splice(Math.floor(Math.random() * pool.length), 1)[0]

  const deliver = async (url: string, write: Write): Promise<boolean> => {
    acknowledged.expect(write)
    const answer = await send(url, write, isLost)
    if (answer) acknowledged.note(write, answer)
    // A refusal carries nothing by which a second one could be known for the same, so it is not sent again.
    else if (write.kind === 'refusal') acknowledged.refusals.unanswered += 1
    else unanswered.push(write)
    return answer !== undefined
  }

  const giveConsent = async (url: string) => {
    const body = consent({ id: fresh(), notice })
    const write = post('consent', '/v1/consents', body, { consentId: body.id })
    const isAnswered = await deliver(url, write)
    if (!isAnswered || !acknowledged.consents.has(body.id)) return
    pool.push(body)
    if (pool.length > POOL) pool.shift()
  }

  const erase = async (url: string, record: OpenRecord) => {
    const plan = { method: 'DELETE', path: '/v1/me', headers: bearer(record), body: {} } as const
    const answer = await send(url, plan, isLost)
    const confirm = answer?.status === 200 ? JSON.parse(answer.text).confirm : undefined
    if (!confirm) return
    const path = `/v1/me?confirm=${confirm}`
    await deliver(url, { ...plan, path, kind: 'deletion', consentId: record.id })
  }

  const act = (url: string, make: (record: OpenRecord) => Write, record = pick(pool)) =>
    record ? deliver(url, make(record)) : giveConsent(url)
  const sendMessage = (url: string) => {
    const body = message({ id: fresh(), email: `sender-${fresh()}@example.kz` })
    return deliver(url, post('message', '/v1/messages', body))
  }
  const refuse = (url: string) =>
    deliver(url, post('refusal', '/v1/refusals', { policyVersion: '2025-08-01', language: 'kk' }))
  /** Of twenty things that are done, how many are which. */
  const deeds: readonly ((url: string) => Promise<unknown>)[] = [
    ...Array(5).fill(giveConsent),
    ...Array(8).fill((url: string) => act(url, makeVisits)),
    ...Array(3).fill(sendMessage),
    refuse,
    (url) => act(url, makeRequest),
    (url) => act(url, makeWithdrawal, takeRecord()),
    async (url) => {
      const record = takeRecord()
      if (record) await erase(url, record)
    },
  ]

  return {
    /** One thing that a visitor does, as often as visitors do it; first of all a few consents. */
    async sendOne(url: string): Promise<void> {
      const deed = pool.length < SMALLEST_POOL ? giveConsent : (pick(deeds) ?? giveConsent)
      await deed(url)
    },
    /** What got no answer is sent again word for word until it gets one, as the widget's outbox does. */
    async sendAgain(url: string): Promise<void> {
      const untilMs = performance.now() + ANSWERED_WITHIN_MS
      for (let again = unanswered.splice(0); again.length > 0; again = unanswered.splice(0)) {
        if (performance.now() > untilMs)
          throw new Error('The server does not answer after its start.')
        acknowledged.repeated += again.length
        await Promise.all(again.map((write) => deliver(url, write)))
      }
    },
    /** Asks for some of what was acknowledged as a person does: what is withdrawn is so, and a message's code opens it. */
    async readBack(url: string): Promise<void> {
      for (const consentId of [...acknowledged.withdrawals.values()].slice(-READ_BACK)) {
        const secret = acknowledged.consents.get(consentId) ?? ''
        const headers = { authorization: `Bearer ${secret}` }
        const response = await fetch(`${url}/v1/consents/${consentId}`, { headers })
        const text = await response.text()
        if (!text.includes('"ConsentWithdrawn"')) acknowledged.isNotInForce(text)
      }
      for (const { reference, code } of [...acknowledged.messages.values()].slice(-READ_BACK)) {
        const headers = { authorization: `Bearer ${reference}.${code}` }
        const response = await fetch(`${url}/v1/me`, { headers })
        await response.text()
        if (response.status !== 200) acknowledged.isNotOpened(response.status)
      }
    },
  }
}

export type Load = ReturnType<typeof createLoad>
