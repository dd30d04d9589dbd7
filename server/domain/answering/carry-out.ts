import type { ErasureResult, RequestRow } from '../../store/store.ts'
import { buildNumber } from '../identifiers/uuid-v7.ts'
import type { Mail } from '../mail/send-mail.ts'
import type { ByActor } from '../registers/acting.ts'
import { type EraseDeps, eraseThing } from '../rights/erase-thing.ts'
import { EVERYTHING, restrict } from '../rights/restrict.ts'
import { findThingsOf } from './request-things.ts'

type StateDeps = Pick<EraseDeps, 'store' | 'cryptography' | 'log'>

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
  // Which messages were sent from a verified mailbox is known; whether all that is asked for is done, staff decide.
  if (row.subjectKind === 'address')
    return row.kind !== 'deletion' || (await findThingsOf(row, deps)).length === 0
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
  mails: readonly Mail[],
  deps: EraseDeps & ByActor,
): Promise<ErasureResult | 'stopped'> {
  const things = await findThingsOf(row, deps)
  const [first] = things
  if (!first) return 'absent'
  const { actor } = deps
  if (row.kind !== 'deletion') {
    await restrict(things, { actor }, deps)
    return 'stopped'
  }
  const number = buildNumber('D', deps.cryptography.randomBytes(8))
  const by = { number, ground: 'subject_request', actor } as const
  if (row.subjectKind !== 'address') {
    const act = { actor, requestNumber: row.number, lines: [], mails }
    return eraseThing(first, { ...by, act }, deps)
  }
  // The request is about no thing, so that its own closing follows.
  const results = await Promise.all(things.map((thing) => eraseThing(thing, by, deps)))
  return results.includes('held') ? 'held' : 'stopped'
}
