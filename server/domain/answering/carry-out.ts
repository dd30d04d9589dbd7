import type { ErasureResult, PreparedMail, RequestRow, Store } from '../../store/store.ts'
import { buildNumber } from '../identifiers/uuid-v7.ts'
import type { ByActor } from '../registers/acting.ts'
import { type EraseDeps, eraseThing } from '../rights/erase-thing.ts'
import { EVERYTHING, restrict } from '../rights/restrict.ts'
import { findThing } from '../subject/subject.ts'

type StateDeps = { readonly store: Pick<Store, 'findMessage' | 'findConsent' | 'readRestrictions'> }

/** Returns whether the data that a request is about are still linked to its person. */
async function isThere({ subjectKind, subjectRef }: RequestRow, { store }: StateDeps) {
  if (subjectKind === 'message') return (await store.findMessage({ id: subjectRef })) !== undefined
  return (await store.findConsent(subjectRef))?.secretHash != null
}

async function isStopped({ subjectRef, kind }: RequestRow, { store }: StateDeps) {
  const active = (await store.readRestrictions(subjectRef)).filter((one) => one.liftedAtMs === null)
  // A block stops everything; an objection is carried out by stopping its purpose.
  return active.some(({ purpose }) => purpose === EVERYTHING || kind === 'objection')
}

/**
 * Returns whether a request has been carried out, as far as this server can know: answering "done" while the data exist would
 * be untrue. For a request about data outside the website, or for an explanation, staff decide.
 */
export async function isCarriedOut(row: RequestRow, deps: StateDeps): Promise<boolean> {
  // For a person known by an address only, the server does not know which data are theirs.
  if (row.subjectKind === 'address') return true
  if (row.scope === 'other' || row.kind === 'information' || row.kind === 'correction') return true
  if (!(await isThere(row, deps))) return true
  return row.kind === 'deletion' ? false : isStopped(row, deps)
}

/**
 * Carries out a request. A deletion closes the request in the same commit, since its question and answer are deleted too.
 *
 * @param mails about a deletion, queued in its commit.
 * @returns `absent` where another process has deleted the data meanwhile, which ended the request; `held` where a legal hold
 *   was set meanwhile, and the request is still open.
 */
export async function carryOut(
  row: RequestRow,
  mails: readonly PreparedMail[],
  deps: EraseDeps & ByActor,
): Promise<ErasureResult | 'stopped'> {
  const thing = await findThing(deps, row.subjectRef)
  if (!thing) return 'absent'
  if (row.kind !== 'deletion') {
    await restrict([thing], { actor: deps.actor }, deps)
    return 'stopped'
  }
  const number = buildNumber('D', deps.cryptography.randomBytes(8))
  const ground = 'subject_request'
  const by = { actor: deps.actor, requestNumber: row.number }
  return eraseThing(thing, { number, ground, ...by, further: { mails } }, deps)
}
