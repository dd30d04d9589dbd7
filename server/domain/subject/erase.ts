import type { DataCategory, DeletionResult } from '../../contract/index.ts'
import type { RegisterEntry } from '../../store/store.ts'
import { dayOf } from '../day.ts'
import { toHex } from '../hex.ts'
import { buildRegisterEntry } from '../registers/register-entry.ts'
import { buildNumber, buildUuidV7 } from '../uuid-v7.ts'
import { firstDayOf, summarizeVisits } from './own-visits.ts'
import { idOf, isHeld, type Subject, type SubjectDeps, type Thing } from './subject.ts'
import { withdrawThing } from './withdraw.ts'

/** What stays of an erased person: the pseudonymous proof that there was a consent (DS-05). */
const PROOF = { what: 'consents', reason: 'proof_of_consent' } as const

/** What a deletion would take and leave. */
interface DeletionPlan {
  readonly confirm: string
  readonly erasable: readonly Thing[]
  readonly deletes: DeletionResult['deletes']
  readonly keeps: DeletionResult['keeps']
}

/**
 * Stands for a person and for what was listed to them: where more has come in since, it is listed anew. A hash of the
 * credential, so it opens nothing.
 */
async function confirmationOf(subject: Subject, { cryptography }: SubjectDeps): Promise<string> {
  const ids = subject.things.map(idOf).sort()
  return toHex(
    await cryptography.sha256(['kelisim-deletion-1', subject.credential, ...ids].join('\n')),
  )
}

/** The number follows from the confirmation: said again, when the answer was lost and the credential is gone with the data. */
const numberOf = async (confirm: string, { cryptography }: SubjectDeps): Promise<string> =>
  buildNumber('D', await cryptography.sha256(`kelisim-deletion-number-1\n${confirm}`))

async function planDeletion(subject: Subject, deps: SubjectDeps): Promise<DeletionPlan> {
  const held = await Promise.all(subject.things.map((thing) => isHeld(deps, idOf(thing))))
  const erasable = subject.things.filter((_, index) => !held[index])
  const visits = await summarizeVisits(erasable, deps)
  const messages = erasable.filter(({ kind }) => kind === 'message')
  const counts: readonly (readonly [DataCategory, number])[] = [
    ['visits', visits.count],
    ['messages', messages.length],
  ]
  const heldKinds = new Set(subject.things.filter((_, index) => held[index]).map((t) => t.kind))
  return {
    confirm: await confirmationOf(subject, deps),
    erasable,
    deletes: counts
      .filter(([, count]) => count > 0)
      .map(([category, count]) => ({ category, count })),
    keeps: [
      ...(subject.things.length > 0 ? [PROOF] : []),
      ...(heldKinds.has('consent') ? ([{ what: 'visits', reason: 'legal_hold' }] as const) : []),
      ...(heldKinds.has('message') ? ([{ what: 'messages', reason: 'legal_hold' }] as const) : []),
    ],
  }
}

/** A line of the register of destructions (RT-05): what kind, how many, on what ground; ids, and nothing of a person. */
const buildDestruction = (
  thing: Thing,
  { number, count }: { readonly number: string; readonly count: number },
  deps: SubjectDeps,
): Promise<RegisterEntry> =>
  buildRegisterEntry(
    {
      register: 'destructions',
      thread: number,
      content: {
        number,
        date: dayOf(deps.clock(), deps.site.timeZone),
        category: thing.kind === 'consent' ? 'visits' : 'messages',
        count,
        ground: 'subject_request',
        method: 'deletion',
        refs: [idOf(thing)],
      },
      actor: 'subject',
    },
    deps,
  )

async function eraseThing(thing: Thing, number: string, deps: SubjectDeps): Promise<void> {
  const { store, consents, cryptography, clock } = deps
  // Withdrawn first: what comes in from now on is refused, and the proof's term begins.
  await withdrawThing(thing, { id: buildUuidV7(clock(), cryptography.randomBytes(10)) }, deps)
  // Before the data: cut off after them, nobody could ask for this any more.
  await store.clearRequests(idOf(thing))
  if (thing.kind === 'message') {
    await store.eraseMessage(
      thing.message.id,
      await buildDestruction(thing, { number, count: 1 }, deps),
    )
  } else {
    const visits = await summarizeVisits([thing], deps)
    const count = visits.count + (await store.countErased(thing.consent.id))
    const fromDay = firstDayOf(thing, deps.site.timeZone)
    const entry = await buildDestruction(thing, { number, count }, deps)
    await store.eraseConsent(thing.consent.id, fromDay, entry)
    consents.forget(thing.consent.id)
  }
  // One that was sent in the same moment: from here on none is taken any more.
  await store.clearRequests(idOf(thing))
}

/** When a thing came to be, in milliseconds since 1970 UTC. */
const beganAtMs = (thing: Thing): number =>
  thing.kind === 'consent' ? thing.consent.givenAtMs : thing.message.receivedAtMs

/** A deletion that was begun under this confirmation: goes on with what is left of it, and says the same number again. */
async function resume(
  subject: Subject | undefined,
  number: string,
  deps: SubjectDeps,
): Promise<DeletionResult | undefined> {
  const [begun] = await deps.store.readRegisterThread('destructions', number)
  if (!begun) return undefined
  const left = subject ? (await planDeletion(subject, deps)).erasable : []
  for (const thing of left) {
    if (beganAtMs(thing) <= begun.atMs) await eraseThing(thing, number, deps)
  }
  return { state: 'deleted', confirm: null, number, deletes: [], keeps: [PROOF] }
}

/**
 * Deletes what a person has on this site, in two steps (DS-13): without the right confirmation it only says what would go
 * and what would stay. Sent again, it deletes nothing twice and says the same number.
 *
 * @param subject `undefined` where the credential opens nothing, as it does after the deletion.
 * @returns `undefined` where there is neither a person nor a deletion.
 */
export async function deleteOwnData(
  subject: Subject | undefined,
  confirm: string | undefined,
  deps: SubjectDeps,
): Promise<DeletionResult | undefined> {
  const number = confirm && (await numberOf(confirm, deps))
  const resumed = number && (await resume(subject, number, deps))
  if (resumed) return resumed
  if (!subject) return undefined
  const plan = await planDeletion(subject, deps)
  const { deletes, keeps, erasable } = plan
  if (!number || confirm !== plan.confirm) {
    return { state: 'confirmation_needed', confirm: plan.confirm, number: null, deletes, keeps }
  }
  if (erasable.length === 0) return { state: 'kept', confirm: null, number: null, deletes, keeps }
  for (const thing of erasable) await eraseThing(thing, number, deps)
  return { state: 'deleted', confirm: null, number, deletes, keeps }
}
