import type { RequestRow, WithWrite } from '../../store/store.ts'
import { openSealed } from '../keys/open-sealed.ts'
import { type MailDeps, prepareMails } from '../mail/queue-mail.ts'
import type { Mail } from '../mail/send-mail.ts'
import { type AuditedAction, buildAudit } from '../registers/audit.ts'
import type { SubjectDeps } from '../subject/subject.ts'

/** What staff do when they order an erasure: the erasure is part of it. */
export interface ErasureAct {
  /** The id of a member of staff. */
  readonly actor: string
  /** The request that it carries out. Default: none. */
  readonly requestNumber?: string | undefined
  /** Lines of the audit. */
  readonly lines: readonly AuditedAction[]
  /** Mails about it, such as the answer to the request. */
  readonly mails: readonly Mail[]
}

type ActDeps = Pick<SubjectDeps, 'store' | 'cryptography' | 'clock' | 'log'>

/**
 * Encrypts an act, to be stored with its erasure before anything is erased: the mails contain the address and the answer, which
 * cannot be read any more once the data are gone.
 */
export const sealAct = async (
  ref: string,
  act: ErasureAct,
  { cryptography }: Pick<SubjectDeps, 'cryptography'>,
): Promise<Uint8Array> => cryptography.seal('erasure.act', ref, JSON.stringify(act))

/**
 * Decrypts the act of an erasure. One that cannot be decrypted is logged, and the erasure is carried out without it.
 *
 * @returns `undefined` where there is none.
 */
export async function openAct(
  { ref, act }: { readonly ref: string; readonly act?: Uint8Array | null },
  deps: ActDeps,
): Promise<ErasureAct | undefined> {
  const text = await openSealed(deps, 'erasure.act', ref, act ?? null)
  return text ? (JSON.parse(text) as ErasureAct) : undefined
}

/** Returns whether staff have closed a request otherwise. An erasure closes it without a stored answer. */
const isClosedOtherwise = ({ state, answer }: RequestRow) =>
  state === 'refused' || (state === 'answered' && answer !== null)

/** Returns the act of an interrupted erasure as far as it still holds: a request closed meanwhile is not answered again. */
export async function openActLeft(
  erasure: { readonly ref: string; readonly act?: Uint8Array | null },
  deps: ActDeps,
): Promise<ErasureAct | undefined> {
  const act = await openAct(erasure, deps)
  const row = act?.requestNumber && (await deps.store.findRequest(act.requestNumber))
  if (!act || !row || !isClosedOtherwise(row)) return act
  return { ...act, requestNumber: undefined, mails: [] }
}

/** Prepares the lines and mails of an act. */
export async function prepareAct(
  { lines, mails }: Pick<ErasureAct, 'lines' | 'mails'>,
  deps: ActDeps & MailDeps,
): Promise<Required<WithWrite>> {
  const entries = await Promise.all(lines.map((line) => buildAudit(line, deps)))
  return { entries, mails: await prepareMails(deps, () => mails) }
}

/** Prepares an act whose erasure was carried out without it, with the line that answers its request. */
export function prepareActAlone(
  act: ErasureAct,
  erasure: string,
  deps: ActDeps & MailDeps,
): Promise<Required<WithWrite>> {
  const { actor, requestNumber: subject } = act
  const answered = { action: 'request.answer', actor, facts: { erasure } }
  const lines = subject === undefined ? act.lines : [...act.lines, { ...answered, subject }]
  return prepareAct({ lines, mails: act.mails }, deps)
}
