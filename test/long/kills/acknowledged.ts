import type { Violations } from '../part.ts'

/** A write, with what is needed to send it again and to find it later. */
export interface Write {
  readonly kind:
    | 'consent'
    | 'visits'
    | 'message'
    | 'withdrawal'
    | 'request'
    | 'deletion'
    | 'refusal'
  readonly method: 'POST' | 'DELETE'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: {
    readonly id?: string
    readonly secret?: string
    readonly [other: string]: unknown
    readonly visits?: readonly { readonly id: string }[]
  }
  /** The consent record that it belongs to. */
  readonly consentId: string
}

/** An answer. */
export interface Answer {
  readonly status: number
  readonly text: string
}

/** A record whose secret is known. */
export interface OpenRecord {
  readonly id: string
  readonly secret: string
}

const ACKNOWLEDGES: Readonly<Record<Write['kind'], number>> = {
  consent: 201,
  visits: 202,
  message: 201,
  withdrawal: 201,
  request: 201,
  deletion: 200,
  refusal: 202,
}

/** What a write may be refused with when its record was withdrawn or erased by another one on its way. */
const OVERTAKEN = ['consent_withdrawn', 'consent_unknown', 'not_found']

const parse = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

const codeOf = (text: string): unknown => (parse(text).error as { code?: unknown })?.code

/** Keeps what the server has acknowledged, and what it was asked and has not answered. */
export function createAcknowledged(violations: Violations) {
  const consents = new Map<string, string>()
  /** Consent of each visit. */
  const visits = new Map<string, string>()
  const messages = new Map<string, { readonly reference: string; readonly code: string }>()
  const withdrawals = new Map<string, string>()
  const requests = new Map<string, string>()
  const deletions = new Set<string>()
  /** Deletions that found, sent again, nobody there: the list of deletions was carried out at the start. */
  const doneUnnamed = new Set<string>()
  /** Records that a withdrawal or a deletion was sent for, whatever became of it. */
  const ending = new Set<string>()
  /** Ids sent and never acknowledged: they may be stored or not. */
  const open = {
    visits: new Set<string>(),
    consents: new Set<string>(),
    withdrawals: new Set<string>(),
  }
  const refusals = { acknowledged: 0, unanswered: 0 }
  const keep: Readonly<Record<Write['kind'], (write: Write, id: string, text: string) => void>> = {
    consent: ({ body }, id) => void consents.set(id, body.secret ?? ''),
    visits: (write) => {
      for (const { id } of write.body.visits ?? []) {
        visits.set(id, write.consentId)
        open.visits.delete(id)
      }
    },
    message: (_, id, text) => {
      const answered = parse(text) as { reference: string; code: string }
      const before = messages.get(id)
      if (before && (before.reference !== answered.reference || before.code !== answered.code))
        violations.add('a message sent again is answered with another reference or code')
      messages.set(id, answered)
    },
    withdrawal: ({ consentId }, id) => {
      withdrawals.set(id, consentId)
      open.withdrawals.delete(id)
    },
    request: ({ consentId }, id) => void requests.set(id, consentId),
    deletion: ({ consentId }, _, text) => {
      if (parse(text).state === 'deleted') deletions.add(consentId)
      else violations.add('a confirmed deletion is answered with another state', text.slice(0, 200))
    },
    refusal: () => {
      refusals.acknowledged += 1
    },
  }
  return {
    ...{
      consents,
      visits,
      messages,
      withdrawals,
      requests,
      deletions,
      doneUnnamed,
      ending,
      open,
      refusals,
    },
    /** Requests that were sent again since no answer came. */
    repeated: 0,
    /** Before a write is sent: what it may leave behind even without an answer. */
    expect({ kind, body, consentId }: Write): void {
      if (kind === 'withdrawal' || kind === 'deletion') ending.add(consentId)
      if (kind === 'withdrawal' && body.id) open.withdrawals.add(body.id)
      if (kind === 'consent' && body.id) open.consents.add(body.id)
      for (const { id } of body.visits ?? []) if (!visits.has(id)) open.visits.add(id)
    },
    /** Takes an answer down. Another one than the write's own is a violation, unless the record was ended meanwhile. */
    note(write: Write, { status, text }: Answer): void {
      if (status === ACKNOWLEDGES[write.kind]) {
        keep[write.kind](write, write.body.id ?? '', text)
        if (write.kind === 'consent') open.consents.delete(write.body.id ?? '')
        return
      }
      const code = codeOf(text)
      if (OVERTAKEN.includes(String(code)) && ending.has(write.consentId)) {
        if (write.kind === 'deletion') doneUnnamed.add(write.consentId)
        return
      }
      violations.add(`a ${write.kind} is answered ${status} ${code}`, text.slice(0, 300))
    },
    /** A record that is read back is not withdrawn, though it was acknowledged. */
    isNotInForce: (text: string) =>
      violations.add('an acknowledged withdrawal is not in force', text.slice(0, 200)),
    /** The code of an acknowledged message does not open it. */
    isNotOpened: (status: number) =>
      violations.add('an acknowledged message is not opened by its code', String(status)),
    sizes: () => ({
      consents: consents.size,
      refusals: refusals.acknowledged,
      visits: visits.size,
      messages: messages.size,
      withdrawals: withdrawals.size,
      requests: requests.size,
      deletions: deletions.size,
    }),
  }
}

export type Acknowledged = ReturnType<typeof createAcknowledged>
