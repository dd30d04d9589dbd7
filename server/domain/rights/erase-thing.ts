import type {
  DeferredErasure,
  ErasureGround,
  ErasureResult,
  RegisterEntry,
  WithErasure,
} from '../../store/store.ts'
import { dayOf } from '../calendar/day.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import type { MailDeps } from '../mail/queue-mail.ts'
import { buildAudit } from '../registers/audit.ts'
import { buildRegisterEntry } from '../registers/register-entry.ts'
import { prepareEnd } from '../requests/end.ts'
import { idOf, nameOf, type SubjectDeps, type Thing } from '../subject/subject.ts'
import { firstDayOf, summarizeVisits } from './own-visits.ts'
import { withdrawThing } from './withdraw.ts'

/** What erasing needs: mail too, since who has an open request is told of its end. */
export type EraseDeps = SubjectDeps & MailDeps

/** An erasure: its number in the register of destructions, why, and by whom. */
export interface Erasure {
  readonly number: string
  readonly ground: ErasureGround
  readonly actor: 'subject' | 'administrator' | 'system'
  /** The request that it carries out, whose author is told by who closes it. */
  readonly requestNumber?: string
  /** Lines of registers and mails that are written with it. */
  readonly further?: WithErasure
}

/** A line of the register of destructions (RT-05): what kind, how many, on what ground; ids, and nothing of a person. */
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
        refs: [idOf(thing)],
      },
      actor,
    },
    deps,
  )

/** Withdraws the consent of a thing: what comes in from now on is refused, and the proof's term begins. */
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

/** What the audit says of an erasure that waits for the end of a hold. */
export function buildDeferral(
  thing: Thing,
  { number, ground }: Pick<DeferredErasure, 'number' | 'ground'>,
  deps: SubjectDeps,
): Promise<RegisterEntry> {
  const actor = ground === 'subject_request' ? 'subject' : 'administrator'
  return buildAudit(
    { action: 'data.defer', subject: nameOf(thing), actor, facts: { number } },
    deps,
  )
}

/**
 * Erases a thing with all that leads to its person. Its open requests end in the same commit, with a line of the audit each
 * and a mail to their author, at the address on file, which is read before it is gone.
 *
 * @returns `absent` where another has erased it meanwhile; then nothing is written and nobody is told. `held` where a legal hold
 *   has come in between: it is carried out when that ends, as one that was deferred is.
 */
export const eraseThing = (
  thing: Thing,
  erasure: Erasure,
  deps: EraseDeps,
): Promise<ErasureResult> =>
  // The regular work goes on with what was cut off: never beside one that is under way.
  deps.consents.inTurn(`erasure ${idOf(thing)}`, () => eraseInTurn(thing, erasure, deps))

async function eraseInTurn(
  thing: Thing,
  erasure: Erasure,
  deps: EraseDeps,
): Promise<ErasureResult> {
  const { store, clock, clockGuard } = deps
  const { entries = [], mails = [] } = erasure.further ?? {}
  const { number, ground } = erasure
  // Cut off anywhere, it is carried out under this number all the same, and its person is told so when they ask again.
  const begun = { ref: idOf(thing), kind: thing.kind, number, ground, atMs: clock() }
  await store.deferErasure(begun)
  await withdrawWholly(thing, deps)
  const end = await prepareEnd(thing, erasure, deps)
  const further = {
    ...{ entries: [...entries, ...end.entries], mails: [...mails, ...end.mails] },
    // What is erased while a clock stands wrong is gone, whatever the law wanted kept.
    nowMs: clockGuard.now(),
  }
  const result = await eraseRows(thing, erasure, { further, deps })
  if (result === 'held') {
    await store.addRegisterEntry(await buildDeferral(thing, erasure, deps))
    return result
  }
  // One that was sent in the same moment: from here on none is taken any more.
  await store.clearRequests(idOf(thing), clock())
  await store.forgetDeferredErasure(idOf(thing))
  return result
}
