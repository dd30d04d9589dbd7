import type { ActBody, CorrectionBody } from '../../contract/index.ts'
import type { ActResult, MessageRow, RequestRow, StoredMessage } from '../../store/store.ts'
import { indexEmail } from '../addresses/index-email.ts'
import { MESSAGE_FIELDS } from '../keys/open-sealed.ts'
import type { ByActor } from '../registers/acting.ts'
import { buildAudit } from '../registers/audit.ts'
import type { SubjectDeps } from '../subject/subject.ts'
import { buildAct } from './work.ts'

type CorrectDeps = Pick<SubjectDeps, 'store' | 'cryptography' | 'clock'> & ByActor

/** New values of a message, the request that they were asked for with, and the act. */
export interface Correction {
  readonly values: Omit<CorrectionBody, keyof ActBody>
  readonly request: RequestRow
  readonly act: ActBody
}

/**
 * Replaces wrong values (DS-03): each is encrypted and the old one is overwritten; the audit names the fields and no value.
 * The name in the proof of consent is kept, since the proof covers it (CF-03, CR-12).
 *
 * @returns the replaced fields, none where the message was deleted meanwhile; or why nothing was replaced.
 */
export async function correctMessage(
  message: StoredMessage,
  { values: body, request, act: given }: Correction,
  deps: CorrectDeps,
): Promise<readonly string[] | Exclude<ActResult, 'stored' | 'absent'>> {
  const { store, cryptography } = deps
  const corrected = MESSAGE_FIELDS.filter((field) => body[field] !== undefined)
  const sealed = await Promise.all(
    corrected.map(async (field) => {
      const value = await cryptography.seal(`messages.${field}`, message.id, body[field] ?? '')
      return [field, value] as const
    }),
  )
  const fields: Partial<MessageRow> = Object.fromEntries(sealed)
  const emailIndex = body.email && indexEmail('messages.email', body.email, cryptography)[0]
  const facts = { request: request.number, fields: corrected.join(' ') }
  const audited = { action: 'message.correct', subject: message.reference, facts }
  const entry = await buildAudit({ ...audited, actor: deps.actor }, deps)
  const changed = { ...fields, ...(emailIndex && { emailIndex }) }
  const act = buildAct(given, { kind: 'request', ref: request.id, name: 'correct' }, deps)
  const result = await store.updateMessage(message.id, changed, { entries: [entry], act })
  if (result === 'absent') return []
  return result === 'stored' ? corrected : result
}
