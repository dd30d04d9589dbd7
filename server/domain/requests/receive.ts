import type { RequestBody } from '../../contract/index.ts'
import type { RequestRow } from '../../store/store.ts'
import { indexEmail } from '../addresses/index-email.ts'
import { buildNumber, buildUuidV7 } from '../identifiers/uuid-v7.ts'
import { type MailDeps, prepareMails } from '../mail/queue-mail.ts'
import type { Mail } from '../mail/send-mail.ts'
import { idOf, type SubjectDeps, type Thing } from '../subject/subject.ts'
import { openAddress } from './address-on-file.ts'
import { dueFor } from './due.ts'
import { mailsToSchool } from './tell-school.ts'

type ReceiveDeps = Omit<SubjectDeps, 'consents'> & MailDeps

/** Maximum open requests about one thing: more do not help a person, and a flood would keep the school from other requests. */
const OPEN_AT_MOST = 10

/**
 * Stores a request of a person who has proved access to a thing, and mails those who must know. Sent again, it returns the
 * same request and mails nobody twice.
 *
 * @returns `id_reused` where the id belongs to another request; `too_many` while ten are open; `gone` where the person was
 *   deleted meanwhile.
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
    ...dueFor(body.kind, receivedAtMs, site),
    state: 'open',
    answer: null,
    closedAtMs: null,
  }
  const onFile = await openAddress(thing, deps)
  const emailIndexes =
    onFile === undefined ? [] : indexEmail('messages.email', onFile, cryptography)
  const mails = await prepareMails(deps, () => mailsOfRequest(onFile, row, deps))
  // None of the text of a person who was deleted meanwhile may be stored (DS-05).
  const further = { mails, emailIndexes, isOfPresentThing: true }
  const added = await store.addRequest(row, OPEN_AT_MOST, further)
  if (added === 'too_many') return added
  if (added === 'absent') return 'gone'
  if (added === 'stored') return row
  // Sent twice at the same moment, or the id of another request.
  const stored = await store.readRequestsOf(idOf(thing))
  const twin = stored.find((one) => one.id === id)
  return twin ?? 'id_reused'
}

/**
 * Returns the mails about a request: to its author at the address on file, never at an address that was only typed, and to
 * the school.
 */
function mailsOfRequest(
  to: string | undefined,
  row: RequestRow,
  { site }: ReceiveDeps,
): readonly Mail[] {
  const values = { number: row.number, dueOn: row.dueOn }
  const mails: Mail[] = []
  if (to !== undefined) {
    mails.push({ kind: 'request_received', to, language: row.language, values })
  }
  return [...mails, ...mailsToSchool(row, site)]
}
