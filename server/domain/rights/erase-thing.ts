import type { ErasureGround, ErasureResult, RegisterEntry, WithErasure } from '../../store/store.ts'
import { dayOf } from '../calendar/day.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import type { MailDeps } from '../mail/queue-mail.ts'
import { buildAudit } from '../registers/audit.ts'
import { buildRegisterEntry } from '../registers/register-entry.ts'
import { prepareEnd } from '../requests/end.ts'
import { idOf, nameOf, type SubjectDeps, type Thing } from '../subject/subject.ts'
import { type ErasureAct, prepareAct, sealAct } from './erasure-act.ts'
import { firstDayOf, summarizeVisits } from './own-visits.ts'
import { withdrawThing } from './withdraw.ts'

/** Dependencies of erasing, including mail, since the authors of open requests are informed. */
export type EraseDeps = SubjectDeps & MailDeps

/** An erasure: its number in the register of destructions, its ground, and its actor. */
export interface Erasure {
  readonly number: string
  readonly ground: ErasureGround
  /** `subject`, `system`, or the id of a member of staff. */
  readonly actor: string
  /** The act of staff that it is part of. Default: none. */
  readonly act?: ErasureAct | undefined
  /** Whether it is stored as a deferred one already, with its act. Default: false. */
  readonly isDeferred?: boolean
  /** Builds register lines that are written where a hold stops it. Default: none but that it is deferred. */
  readonly buildHeld?: () => Promise<readonly RegisterEntry[]>
}

/** Builds a line of the register of destructions (RT-05): kind, number, ground; ids, and no personal data. */
const buildDestruction = (
  thing: Thing,
  { number, ground, actor, count }: Erasure & { readonly count: number },
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
        ground,
        method: 'deletion',
        // The reference too: by it the person and staff know a message.
        refs: thing.kind === 'message' ? [idOf(thing), nameOf(thing)] : [idOf(thing)],
      },
      actor,
    },
    deps,
  )

/** Withdraws the consent of a thing: later data are rejected, and the retention period of the proof begins. */
export const withdrawWholly = (thing: Thing, deps: SubjectDeps): Promise<void> =>
  withdrawThing(thing, { id: buildUuidV7(deps.clock(), deps.cryptography.randomBytes(10)) }, deps)

async function eraseRows(
  thing: Thing,
  erasure: Erasure,
  { further, deps }: { readonly further: WithErasure; readonly deps: SubjectDeps },
): Promise<ErasureResult> {
  const { store, consents } = deps
  if (thing.kind === 'message') {
    const entry = await buildDestruction(thing, { ...erasure, count: 1 }, deps)
    return store.eraseMessage(thing.message.id, entry, further)
  }
  const visits = await summarizeVisits([thing], deps)
  const count = visits.count + (await store.countErased(thing.consent.id))
  const fromDay = firstDayOf(thing, deps.site.timeZone)
  const entry = await buildDestruction(thing, { ...erasure, count }, deps)
  const result = await store.eraseConsent(thing.consent.id, fromDay, entry, further)
  consents.forget(thing.consent.id)
  return result
}

/** Builds the audit entry of a deferred erasure. */
export function buildDeferral(
  thing: Thing,
  { number, ground, actor: by }: Pick<Erasure, 'number' | 'ground' | 'actor'>,
  deps: SubjectDeps,
): Promise<RegisterEntry> {
  const actor = ground === 'subject_request' ? 'subject' : by
  return buildAudit(
    { action: 'data.defer', subject: nameOf(thing), actor, facts: { number } },
    deps,
  )
}

/**
 * Erases a thing with everything linked to its person. Its open requests end in the same commit, with an audit entry each and
 * a mail to their author, at the address on file, which is read before it is deleted.
 *
 * @returns `absent` where another process has erased it meanwhile; then nothing is written and nobody is mailed. `held` where
 *   a legal hold was set meanwhile: it is carried out when that ends, like a deferred one.
 */
export const eraseThing = (
  thing: Thing,
  erasure: Erasure,
  deps: EraseDeps,
): Promise<ErasureResult> =>
  // The regular job continues interrupted erasures, but never beside one in progress.
  deps.consents.inTurn(`erasure ${idOf(thing)}`, () => eraseInTurn(thing, erasure, deps))

async function eraseInTurn(
  thing: Thing,
  erasure: Erasure,
  deps: EraseDeps,
): Promise<ErasureResult> {
  const { store, clock, clockGuard } = deps
  const { number, ground, act, isDeferred = false } = erasure
  const ref = idOf(thing)
  const begun = { ref, kind: thing.kind, number, ground, atMs: clock() }
  // After an interruption it is carried out under this number all the same, with its act, and its person is told the number
  // when they ask again.
  if (!isDeferred)
    await store.deferErasure({ ...begun, ...(act && { act: await sealAct(ref, act, deps) }) })
  await withdrawWholly(thing, deps)
  const { requestNumber, ...own } = act ?? { lines: [], mails: [] }
  const end = await prepareEnd(thing, { ...erasure, requestNumber }, deps)
  const { entries, mails } = await prepareAct(own, deps)
  const further = {
    ...{ entries: [...entries, ...end.entries], mails: [...mails, ...end.mails] },
    // An erasure by a wrong clock would destroy data under a legal hold for good.
    nowMs: clockGuard.now(),
  }
  const result = await eraseRows(thing, erasure, { further, deps })
  if (result === 'held') {
    const held = (await erasure.buildHeld?.()) ?? []
    const entries = [await buildDeferral(thing, erasure, deps), ...held]
    // Whoever ordered it is told of the hold, and says something else to its person.
    await store.deferErasure({ ...begun, act: null }, { entries })
    return result
  }
  if (result === 'absent' && !isDeferred) await store.forgetDeferredErasure(ref)
  return result
}
