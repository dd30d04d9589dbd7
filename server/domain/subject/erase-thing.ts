import type { ErasureGround, RegisterEntry } from '../../store/store.ts'
import { dayOf } from '../day.ts'
import type { SendMail } from '../mail/send-mail.ts'
import { buildRegisterEntry } from '../registers/register-entry.ts'
import { prepareEnd } from '../requests/end.ts'
import { buildUuidV7 } from '../uuid-v7.ts'
import { firstDayOf, summarizeVisits } from './own-visits.ts'
import { idOf, type SubjectDeps, type Thing } from './subject.ts'
import { withdrawThing } from './withdraw.ts'

/** What erasing needs: mail too, since who has an open request is told of its end. */
export type EraseDeps = SubjectDeps & { readonly sendMail?: SendMail | undefined }

/** An erasure: its number in the register of destructions, why, and by whom. */
export interface Erasure {
  readonly number: string
  readonly ground: ErasureGround
  readonly actor: 'subject' | 'administrator' | 'system'
  /** The request that it carries out, whose author is told by who closes it. */
  readonly requestNumber?: string
  /** Lines of registers that are written with it. */
  readonly further?: readonly RegisterEntry[]
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
  { ended, deps }: { readonly ended: readonly RegisterEntry[]; readonly deps: SubjectDeps },
): Promise<void> {
  const { store, consents } = deps
  if (thing.kind === 'message') {
    const entry = await buildDestruction(thing, { ...erasure, count: 1 }, deps)
    await store.eraseMessage(thing.message.id, entry, ...ended)
    return
  }
  const visits = await summarizeVisits([thing], deps)
  const count = visits.count + (await store.countErased(thing.consent.id))
  const fromDay = firstDayOf(thing, deps.site.timeZone)
  const entry = await buildDestruction(thing, { ...erasure, count }, deps)
  await store.eraseConsent(thing.consent.id, fromDay, entry, ...ended)
  consents.forget(thing.consent.id)
}

/**
 * Erases a thing with all that leads to its person. Its open requests end in the same commit, with a line of the audit each;
 * their author is told at the address on file, which is read before it is gone.
 */
export async function eraseThing(thing: Thing, erasure: Erasure, deps: EraseDeps): Promise<void> {
  const { store, clock } = deps
  await withdrawWholly(thing, deps)
  const end = await prepareEnd(thing, erasure, deps)
  // Before the data: cut off after them, nobody could ask for this any more.
  await store.clearRequests(idOf(thing))
  await eraseRows(thing, erasure, { ended: [...(erasure.further ?? []), ...end.entries], deps })
  // One that was sent in the same moment: from here on none is taken any more.
  await store.clearRequests(idOf(thing), clock())
  await store.forgetDeferredErasure(idOf(thing))
  await end.tell()
}
