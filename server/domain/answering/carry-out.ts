import type { ErasureResult, RequestRow } from '../../store/store.ts'
import { buildNumber } from '../identifiers/uuid-v7.ts'
import type { Mail } from '../mail/send-mail.ts'
import type { ByActor } from '../registers/acting.ts'
import { type EraseDeps, eraseThing } from '../rights/erase-thing.ts'
import { EVERYTHING, restrict } from '../rights/restrict.ts'
import { idOf, type Thing } from '../subject/subject.ts'
import { findThingsOf } from './request-things.ts'

type StateDeps = Pick<EraseDeps, 'store' | 'cryptography' | 'log'>

async function isStopped(thing: Thing, { kind }: RequestRow, { store }: StateDeps) {
  const active = (await store.readRestrictions(idOf(thing))).filter(
    (one) => one.liftedAtMs === null,
  )
  // A block stops everything; an objection is carried out by stopping its purpose.
  return active.some(({ purpose }) => purpose === EVERYTHING || kind === 'objection')
}

/**
 * Returns whether a request has been carried out, as far as this server can know: answering "done" while the data exist, or are
 * used, would be untrue. For a request about data outside the website, or for an explanation, staff decide.
 */
export async function isCarriedOut(row: RequestRow, deps: StateDeps): Promise<boolean> {
  if (row.kind === 'information' || row.kind === 'correction') return true
  const things = await findThingsOf(row, deps)
  if (row.kind === 'deletion') return things.length === 0
  return (await Promise.all(things.map((thing) => isStopped(thing, row, deps)))).every(Boolean)
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
  let isHeld = false
  // One after the other: a mailbox may have sent hundreds.
  for (const thing of things) if ((await eraseThing(thing, by, deps)) === 'held') isHeld = true
  return isHeld ? 'held' : 'stopped'
}
