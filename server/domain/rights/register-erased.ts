import type { DeferredErasure, ErasedAgain } from '../../store/store.ts'
import { dayOf } from '../calendar/day.ts'
import { buildNumber, buildUuidV7 } from '../identifiers/uuid-v7.ts'
import { buildAudit } from '../registers/audit.ts'
import { buildRegisterEntry } from '../registers/register-entry.ts'
import { findThing, type SubjectDeps } from '../subject/subject.ts'
import { withdrawWholly } from './erase-thing.ts'
import { type ErasureAct, openAct } from './erasure-act.ts'

/** The ground where only the list of deletions is left. */
const BY_LIST = 'list_of_deletions'
/** Maximum unfinished erasures searched for a number. */
const BEGUN_AT_MOST = 10_000

/** Ends the requests about an erased thing, with an audit entry each. After an interruption it writes no entry twice. */
async function endRequests(
  ref: string,
  erasure: string,
  { act, deps }: { readonly act?: ErasureAct | undefined; readonly deps: SubjectDeps },
): Promise<void> {
  const { store, cryptography, clock } = deps
  for (const { number, state, receivedAtMs } of await store.readRequestsOf(ref)) {
    // The regular work answers the request that the erasure carries out.
    if (state !== 'open' || number === act?.requestNumber) continue
    const hash = await cryptography.sha256(`request.end\n${number}\n${erasure}`)
    const facts = { erasure }
    const entry = await buildAudit(
      { action: 'request.end', subject: number, actor: 'system', facts },
      deps,
    )
    const { register, thread, actor } = entry
    const id = buildUuidV7(receivedAtMs, hash)
    const given = { id, register, thread, actor, content: JSON.parse(entry.content) as unknown }
    await store.addRegisterEntry(await buildRegisterEntry(given, deps))
  }
  await store.clearRequests(ref, clock())
}

async function settle(
  { kind, ref, tally }: ErasedAgain,
  begun: DeferredErasure | undefined,
  deps: SubjectDeps,
): Promise<void> {
  const { store, cryptography, clock, site } = deps
  if (kind === 'requests') {
    await endRequests(ref, BY_LIST, { deps })
    await store.closeTally(tally)
    return
  }
  const thing = kind === 'consent' ? await findThing(deps, ref) : undefined
  // A database that was reset to an earlier day does not contain the withdrawal; without it visits would be accepted.
  if (thing) await withdrawWholly(thing, deps)
  // The file alone cannot show whose these are; with the keys they are found now.
  const hidden = kind === 'consent' ? await store.eraseHiddenVisits(ref) : 0
  const hash = await cryptography.sha256(`kelisim-erased-again-1\n${ref}`)
  const number = begun?.number ?? buildNumber('D', hash)
  const act = begun && (await openAct(begun, deps))
  await endRequests(ref, number, { act, deps })
  const content = {
    ...{ number, date: dayOf(clock(), site.timeZone) },
    category: kind === 'consent' ? 'visits' : 'messages',
    ...{ count: tally.count + hidden, ground: begun?.ground ?? BY_LIST },
    ...{ method: 'deletion', refs: [ref], carriedOut: 'at_start' },
  }
  const given = { register: 'destructions', thread: number, content, actor: 'system' } as const
  await store.closeTally(tally, { entries: [await buildRegisterEntry(given, deps)] })
  // The rest of an act of staff is carried out by the regular work, which can send mail.
  if (!act) await store.forgetDeferredErasure(ref)
}

/**
 * Completes what only the list of deletions has erased, at a start or by a restore: withdraws the consent, ends requests, and
 * writes a line in the register of destructions (RT-05) under the number that the person was or will be told. After an
 * interruption the next start continues.
 */
export async function registerErasedAgain(deps: SubjectDeps): Promise<void> {
  const erased = await deps.store.readErasedAgain()
  if (erased.length === 0) return
  const rows = await deps.store.readDueErasures(Number.MAX_SAFE_INTEGER, BEGUN_AT_MOST)
  const begun = new Map(rows.map((row) => [row.ref, row]))
  for (const one of erased) await settle(one, begun.get(one.ref), deps)
}
