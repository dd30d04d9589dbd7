import type { RequestRow } from '../../store/store.ts'
import type { SendMail } from '../mail/send-mail.ts'
import { sayOutcome } from '../mail/write-mail.ts'
import { audit } from '../registers/audit.ts'
import type { SubjectDeps } from '../subject/subject.ts'
import { openField } from './present.ts'

type CloseDeps = Omit<SubjectDeps, 'consents'> & { readonly sendMail: SendMail | undefined }

/** What the school says: an answer, or a refusal with its reason (DS-10). */
export interface Closing {
  readonly state: 'answered' | 'refused'
  readonly text: string
}

/** Closes an open request, dated and audited. @returns the row as it is now, or `undefined` where it was closed already. */
export async function closeRequest(
  row: RequestRow,
  { state, text }: Closing,
  deps: CloseDeps,
): Promise<RequestRow | undefined> {
  const { store, cryptography, clock } = deps
  const closing = {
    state,
    answer: await cryptography.seal('requests.answer', row.id, text),
    closedAtMs: clock(),
  }
  if ((await store.closeRequest(row.number, closing)) === 'absent') return undefined
  const action = state === 'answered' ? 'request.answer' : 'request.refuse'
  await audit(deps, { action, subject: row.number, actor: 'administrator' })
  return { ...row, ...closing }
}

/** Where an answer goes: the address that was given with the request, else the one that the message was sent with. */
async function addressOf(row: RequestRow, deps: CloseDeps): Promise<string | null> {
  const given = await openField(row, 'email', deps)
  if (given !== null || row.subjectKind !== 'message') return given
  const message = await deps.store.findMessage({ id: row.subjectRef })
  return message?.email ? deps.cryptography.open('messages.email', message.id, message.email) : null
}

/** Mails what the school said. @returns whether it is on its way; without an address its author reads it at `/v1/me`. */
export async function mailAnswer(
  row: RequestRow,
  { state, text }: Closing,
  deps: CloseDeps,
): Promise<boolean> {
  const to = deps.sendMail ? await addressOf(row, deps) : null
  if (!deps.sendMail || to === null) return false
  const { language } = row
  const outcome = sayOutcome(state, language)
  // Whoever is not content must know where to turn (9.1).
  const values = {
    ...{ number: row.number, outcome, answer: text },
    complaint: deps.site.complaint[language],
  }
  await deps.sendMail({ kind: 'request_answer', to, language, values })
  return true
}
