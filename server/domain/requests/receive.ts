import type { RequestBody } from '../../contract/index.ts'
import type { RequestRow } from '../../store/store.ts'
import type { SendMail } from '../mail/send-mail.ts'
import { idOf, type SubjectDeps, type Thing } from '../subject/subject.ts'
import { buildNumber, buildUuidV7 } from '../uuid-v7.ts'
import { dueFor } from './due.ts'

type ReceiveDeps = Omit<SubjectDeps, 'consents'> & { readonly sendMail: SendMail | undefined }

/** Takes a request of a person about what they hold a key to. @returns `id_reused` where the id is another's request. */
export async function receiveRequest(
  thing: Thing,
  body: RequestBody,
  deps: ReceiveDeps,
): Promise<RequestRow | 'id_reused'> {
  const { store, cryptography, clock, site } = deps
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
  const result = await store.addRequest(row)
  if (result === 'stored') return row
  const earlier = await store.readRequestsOf(idOf(thing))
  return earlier.find((one) => one.id === id) ?? 'id_reused'
}

/** The responsible person's address, where the configuration names one. */
const responsibleEmail = (operator: object): string | undefined => {
  const { responsible } = operator as { readonly responsible?: { readonly email?: unknown } }
  return typeof responsible?.email === 'string' ? responsible.email : undefined
}

/**
 * Tells who must know of a request: its author at the address on file, never at one that was only typed; of what is about
 * data outside the website the responsible person, by number and day alone (DS-12, CF-10).
 */
export async function mailReceipt(
  thing: Thing,
  row: RequestRow,
  { cryptography, site, sendMail }: ReceiveDeps,
): Promise<void> {
  if (!sendMail) return
  const values = { number: row.number, dueOn: row.dueOn }
  const onFile = thing.kind === 'message' ? thing.message.email : null
  if (onFile) {
    const to = await cryptography.open('messages.email', idOf(thing), onFile)
    await sendMail({ kind: 'request_received', to, language: row.language, values })
  }
  const responsible = row.scope === 'other' ? responsibleEmail(site.operator) : undefined
  if (responsible) {
    await sendMail({ kind: 'request_other', to: responsible, language: 'kk', values })
  }
}
