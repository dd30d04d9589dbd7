import type { ErasureResult, PreparedMail, RequestRow, Store } from '../../store/store.ts'
import { buildNumber } from '../identifiers/uuid-v7.ts'
import { type EraseDeps, eraseThing } from '../rights/erase-thing.ts'
import { EVERYTHING, restrict } from '../rights/restrict.ts'
import { findThing } from '../subject/subject.ts'

type StateDeps = { readonly store: Pick<Store, 'findMessage' | 'findConsent' | 'readRestrictions'> }

/** Whether the data that a request is about still lead to its person. */
async function isThere({ subjectKind, subjectRef }: RequestRow, { store }: StateDeps) {
  if (subjectKind === 'message') return (await store.findMessage({ id: subjectRef })) !== undefined
  return (await store.findConsent(subjectRef))?.secretHash != null
}

async function isStopped({ subjectRef, kind }: RequestRow, { store }: StateDeps) {
  const active = (await store.readRestrictions(subjectRef)).filter((one) => one.liftedAtMs === null)
  // A block stops everything; an objection is met by stopping what it is about.
  return active.some(({ purpose }) => purpose === EVERYTHING || kind === 'objection')
}

/**
 * Whether what a request asks for has been done, as far as this server can know: to answer "done" while the data stand would be
 * untrue. What is outside the website, or asks for an explanation, is for who answers.
 */
export async function isCarriedOut(row: RequestRow, deps: StateDeps): Promise<boolean> {
  // Of who is known by an address alone the server does not know what is held.
  if (row.subjectKind === 'address') return true
  if (row.scope === 'other' || row.kind === 'information' || row.kind === 'correction') return true
  if (!(await isThere(row, deps))) return true
  return row.kind === 'deletion' ? false : isStopped(row, deps)
}

/**
 * Does what a request asks for. A deletion closes the request in the same commit, since nothing of what was asked and answered
 * stays.
 *
 * @param mails about a deletion, to be queued in its commit.
 * @returns `absent` where another has deleted the data meanwhile, which ended the request; `held` where a legal hold has come in
 *   between, and the request is open as it was.
 */
export async function carryOut(
  row: RequestRow,
  mails: readonly PreparedMail[],
  deps: EraseDeps,
): Promise<ErasureResult | 'stopped'> {
  const thing = await findThing(deps, row.subjectRef)
  if (!thing) return 'absent'
  if (row.kind !== 'deletion') {
    await restrict([thing], { actor: 'administrator' }, deps)
    return 'stopped'
  }
  const number = buildNumber('D', deps.cryptography.randomBytes(8))
  const ground = 'subject_request'
  const by = { actor: 'administrator', requestNumber: row.number } as const
  return eraseThing(thing, { number, ground, ...by, further: { mails } }, deps)
}
