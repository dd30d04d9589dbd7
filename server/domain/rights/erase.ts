import type { DataCategory, DeletionResult } from '../../contract/index.ts'
import { toHex } from '../identifiers/hex.ts'
import { buildNumber } from '../identifiers/uuid-v7.ts'
import { doForEach } from '../subject/do-for-each.ts'
import {
  findHeldUntil,
  idOf,
  type Subject,
  type SubjectDeps,
  type Thing,
} from '../subject/subject.ts'
import { deferErasure } from './defer.ts'
import { type EraseDeps, type Erasure, eraseThing } from './erase-thing.ts'
import { summarizeVisits } from './own-visits.ts'

/** What is kept of an erased person: the pseudonymous proof that there was a consent (DS-05). */
const PROOF = { what: 'consents', reason: 'proof_of_consent' } as const

/** What a deletion would delete and keep. */
interface DeletionPlan {
  readonly confirm: string
  readonly erasable: readonly Thing[]
  /** Things under a legal hold. */
  readonly held: readonly Thing[]
  readonly deletes: DeletionResult['deletes']
  readonly keeps: DeletionResult['keeps']
}

/**
 * Returns a confirmation that identifies a person and the list that was shown: after additions, it must be listed again. A
 * hash of the credential, so it gives no access.
 */
async function confirmationOf(subject: Subject, { cryptography }: SubjectDeps): Promise<string> {
  const ids = subject.things.map(idOf).sort()
  return toHex(
    await cryptography.sha256(['kelisim-deletion-1', subject.credential, ...ids].join('\n')),
  )
}

/**
 * The number is derived from the confirmation, so it can be repeated when the response was lost and the credential was
 * deleted with the data.
 */
const numberOf = async (confirm: string, { cryptography }: SubjectDeps): Promise<string> =>
  buildNumber('D', await cryptography.sha256(`kelisim-deletion-number-1\n${confirm}`))

/** Returns the things of one kind under a legal hold, and the end of the longest hold. */
function keepOf(
  kind: Thing['kind'],
  held: readonly (readonly [Thing, string | null])[],
): DeletionResult['keeps'] {
  const days = held.flatMap(([thing, day]) => (thing.kind === kind && day !== null ? [day] : []))
  const untilOn = days.toSorted().at(-1)
  const what = kind === 'consent' ? 'visits' : 'messages'
  return untilOn === undefined ? [] : [{ what, reason: 'legal_hold', untilOn }]
}

async function planDeletion(subject: Subject, deps: SubjectDeps): Promise<DeletionPlan> {
  const days = await Promise.all(subject.things.map((thing) => findHeldUntil(deps, idOf(thing))))
  const all = subject.things.map((thing, index) => [thing, days[index] ?? null] as const)
  const erasable = all.filter(([, day]) => day === null).map(([thing]) => thing)
  const visits = await summarizeVisits(erasable, deps)
  const messages = erasable.filter(({ kind }) => kind === 'message')
  const counts: readonly (readonly [DataCategory, number])[] = [
    ['visits', visits.count],
    ['messages', messages.length],
  ]
  return {
    confirm: await confirmationOf(subject, deps),
    erasable,
    held: all.filter(([, day]) => day !== null).map(([thing]) => thing),
    deletes: counts
      .filter(([, count]) => count > 0)
      .map(([category, count]) => ({ category, count })),
    keeps: [
      ...(subject.things.length > 0 ? [PROOF] : []),
      ...keepOf('consent', all),
      ...keepOf('message', all),
    ],
  }
}

/** Dependencies of a deletion. */
export interface DeletionDeps extends EraseDeps {
  /** Who carries it out: an account of staff. Default: the person. */
  readonly actor?: string
}

/** Builds an erasure at its person's request. */
const byPerson = (number: string, { actor = 'subject' }: Pick<DeletionDeps, 'actor'>): Erasure => ({
  number,
  ground: 'subject_request',
  actor,
})

/** Returns when a thing was created, in milliseconds since 1970 UTC. */
const beganAtMs = (thing: Thing): number =>
  thing.kind === 'consent' ? thing.consent.givenAtMs : thing.message.receivedAtMs

/** Continues a deletion that was begun under this confirmation, and returns the same number again. */
async function resume(
  subject: Subject | undefined,
  number: string,
  deps: DeletionDeps,
): Promise<DeletionResult | undefined> {
  const [begun] = await deps.store.readRegisterThread('destructions', number)
  if (!begun) return undefined
  const left = subject ? (await planDeletion(subject, deps)).erasable : []
  await doForEach(
    left.filter((thing) => beganAtMs(thing) <= begun.atMs),
    (thing) => eraseThing(thing, byPerson(number, deps), deps),
  )
  // Things under a legal hold can still be accessed, and are listed again.
  const all = subject ? (await planDeletion(subject, deps)).keeps : []
  const held = all.filter(({ reason }) => reason === 'legal_hold')
  return { state: 'deleted', confirm: null, number, deletes: [], keeps: [PROOF, ...held] }
}

/** @returns what was not erased because a legal hold was set meanwhile. */
async function carryOutPlan(
  { held, erasable }: DeletionPlan,
  number: string,
  deps: DeletionDeps,
): Promise<readonly Thing[]> {
  const stopped: Thing[] = []
  await doForEach([...held, ...erasable], async (thing) => {
    if (held.includes(thing)) await deferErasure(thing, byPerson(number, deps), deps)
    else if ((await eraseThing(thing, byPerson(number, deps), deps)) === 'held') stopped.push(thing)
  })
  return stopped
}

/** Returns the result of a deletion of which a legal hold has stopped a part. */
async function tellStopped(
  subject: Subject,
  { deletes }: DeletionPlan,
  { stopped, deps }: { readonly stopped: readonly Thing[]; readonly deps: SubjectDeps },
): Promise<Pick<DeletionPlan, 'deletes' | 'keeps'>> {
  const { keeps } = await planDeletion(subject, deps)
  const messages = stopped.filter(({ kind }) => kind === 'message').length
  const left = { messages, visits: (await summarizeVisits(stopped, deps)).count }
  const gone = deletes.map(({ category, count }) => ({
    category,
    count: count - (category === 'messages' ? left.messages : left.visits),
  }))
  return { keeps, deletes: gone.filter(({ count }) => count > 0) }
}

/**
 * Deletes a person's data on this site, in two steps (DS-13): without the right confirmation it only returns what would be
 * deleted and kept. Sent again, it deletes nothing twice and returns the same number.
 *
 * @param subject `undefined` where the credential is invalid, as it is after the deletion.
 * @returns `undefined` where there is neither a person nor a deletion.
 */
export async function deleteOwnData(
  subject: Subject | undefined,
  confirm: string | undefined,
  deps: DeletionDeps,
): Promise<DeletionResult | undefined> {
  const number = confirm && (await numberOf(confirm, deps))
  const resumed = number && (await resume(subject, number, deps))
  if (resumed) return resumed
  if (!subject) return undefined
  const plan = await planDeletion(subject, deps)
  if (!number || confirm !== plan.confirm) {
    const { deletes, keeps } = plan
    return { state: 'confirmation_needed', confirm: plan.confirm, number: null, deletes, keeps }
  }
  const stopped = await carryOutPlan(plan, number, deps)
  const { deletes, keeps } =
    stopped.length > 0 ? await tellStopped(subject, plan, { stopped, deps }) : plan
  const isKept = stopped.length === plan.erasable.length
  if (isKept) return { state: 'kept', confirm: null, number: null, deletes, keeps }
  return { state: 'deleted', confirm: null, number, deletes, keeps }
}
