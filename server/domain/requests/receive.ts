import type { RequestBody } from '../../contract/index.ts'
import type { RequestRow } from '../../store/store.ts'
import { buildNumber, buildUuidV7 } from '../identifiers/uuid-v7.ts'
import { openSealed } from '../keys/open-sealed.ts'
import { type MailDeps, prepareMails } from '../mail/queue-mail.ts'
import type { Mail } from '../mail/send-mail.ts'
import { idOf, type SubjectDeps, type Thing } from '../subject/subject.ts'
import { dueFor } from './due.ts'
import { mailsToSchool } from './tell-school.ts'

type ReceiveDeps = Omit<SubjectDeps, 'consents'> & MailDeps

/** Open requests about one thing at once: more are no use to a person, and a flood keeps the school from the others. */
const OPEN_AT_MOST = 10

/**
 * Takes a request of a person about what they hold a key to, and tells who must know of it. Sent again, it is the same request,
 * and nobody is told twice.
 *
 * @returns `id_reused` where the id is another's request; `too_many` while ten wait for an answer; `gone` where the person
 *   was deleted meanwhile.
 */
export async function receiveRequest(
  thing: Thing,
  body: RequestBody,
  deps: ReceiveDeps,
): Promise<RequestRow | 'id_reused' | 'too_many' | 'gone'> {
  const { store, cryptography, clock, site } = deps
  const earlier = await store.readRequestsOf(idOf(thing))
  const same = earlier.find((one) => one.id === body.id)
  if (same) return same
  const receivedAtMs = clock()
  const id = body.id ?? buildUuidV7(receivedAtMs, cryptography.randomBytes(10))
  const row: RequestRow = {
    id,
    number: buildNumber('R', cryptography.randomBytes(8)),
    kind: body.kind,
    scope: body.scope,
    subjectKind: thing.kind,
    subjectRef: idOf(thing),
    email: body.email ? await cryptography.seal('requests.email', id, body.email) : null,
    text: body.text ? await cryptography.seal('requests.text', id, body.text) : null,
    language: thing.kind === 'message' ? thing.message.language : thing.consent.language,
    receivedAtMs,
    dueOn: dueFor(body.kind, receivedAtMs, site).dueOn,
    state: 'open',
    answer: null,
    closedAtMs: null,
  }
  const mails = await prepareMails(deps, () => mailsOfRequest(thing, row, deps))
  const added = await store.addRequest(row, OPEN_AT_MOST, { mails })
  if (added === 'too_many') return added
  if (added === 'stored') {
    if (await isStillThere(thing, deps)) return row
    // Its person was deleted meanwhile: nothing of what they wrote may stay (DS-05).
    await store.clearRequests(idOf(thing))
    for (const { mail } of mails) await store.deleteMail(mail.id)
    return 'gone'
  }
  // Sent twice at the same moment, or an id of another's.
  const stored = await store.readRequestsOf(idOf(thing))
  const twin = stored.find((one) => one.id === id)
  return twin ?? 'id_reused'
}

/** Whether what a request is about has not been erased. */
async function isStillThere(thing: Thing, { store }: Pick<ReceiveDeps, 'store'>): Promise<boolean> {
  if (thing.kind === 'message') return !!(await store.findMessage({ id: thing.message.id }))
  return !!(await store.findConsent(thing.consent.id))?.secretHash
}

/**
 * What tells who must know of a request: its author at the address on file, never at one that was only typed; and the school.
 */
async function mailsOfRequest(
  thing: Thing,
  row: RequestRow,
  { cryptography, site, log }: ReceiveDeps,
): Promise<readonly Mail[]> {
  const values = { number: row.number, dueOn: row.dueOn }
  const mails: Mail[] = []
  const onFile = thing.kind === 'message' ? thing.message.email : null
  const to = await openSealed({ cryptography, log }, 'messages.email', idOf(thing), onFile)
  if (to) {
    mails.push({ kind: 'request_received', to, language: row.language, values })
  }
  return [...mails, ...mailsToSchool(row, site)]
}
