import type { AddressRequestBody } from '../../contract/index.ts'
import type { RequestRow } from '../../store/store.ts'
import { indexEmail } from '../addresses/index-email.ts'
import { isRequestCode } from '../codes/request-code.ts'
import { buildNumber } from '../identifiers/uuid-v7.ts'
import { type MailDeps, prepareMails } from '../mail/queue-mail.ts'
import type { SubjectDeps } from '../subject/subject.ts'
import { dueFor } from './due.ts'
import { mailsToSchool } from './tell-school.ts'

type ReceiveDeps = Omit<SubjectDeps, 'consents' | 'clockGuard'> & MailDeps

/**
 * Stores a request of a person without a credential, once the code has verified the address (DS-12). Nothing is stored before
 * that. Its confirmation and the mail to the school are queued in the same commit. A code stands for one request: sending it
 * again returns the same request.
 *
 * @returns `undefined` alike for a wrong, expired or used code, another address, and an unknown challenge.
 */
export async function receiveByAddress(
  body: AddressRequestBody,
  deps: ReceiveDeps,
): Promise<RequestRow | undefined> {
  const { store, cryptography, clock, site } = deps
  if (!(await isRequestCode(body, deps))) return undefined
  const id = body.challenge
  const seal = (field: 'name' | 'email' | 'text', text: string) =>
    cryptography.seal(`requests.${field}`, id, text)
  const receivedAtMs = clock()
  const row: RequestRow = {
    ...{ id, number: buildNumber('R', cryptography.randomBytes(8)) },
    ...{ kind: body.kind, scope: body.scope, subjectKind: 'address', subjectRef: id },
    name: await seal('name', body.name),
    email: await seal('email', body.email),
    text: body.text === undefined ? null : await seal('text', body.text),
    language: body.language,
    receivedAtMs,
    ...dueFor(body.kind, receivedAtMs, site),
    ...{ state: 'open', answer: null, closedAtMs: null },
  }
  const values = { number: row.number, dueOn: row.dueOn }
  const mails = await prepareMails(deps, () => [
    { kind: 'request_received', to: body.email, language: body.language, values },
    ...mailsToSchool(row, site),
  ])
  const emailIndexes = indexEmail('messages.email', body.email, cryptography)
  if ((await store.addRequest(row, undefined, { mails, emailIndexes })) === 'stored') return row
  const [stored] = await store.readRequestsOf(id)
  return stored
}
