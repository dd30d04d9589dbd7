import type { RequestRow } from '../../store/store.ts'
import { buildNumber } from '../identifiers/uuid-v7.ts'
import { say } from '../mail/write-mail.ts'
import type { ByActor } from '../registers/acting.ts'
import { type PreparedDeferral, prepareDeferral } from '../rights/defer.ts'
import { findHeldUntil, idOf, type SubjectDeps, type Thing } from '../subject/subject.ts'
import { findThingsOf } from './request-things.ts'

/** A thing under a legal hold, and the last day of the hold in the site's time zone. */
interface HeldThing {
  readonly thing: Thing
  readonly untilOn: string
}

/** Returns those things that a legal hold keeps now (RT-06). */
export async function findHeld(
  things: readonly Thing[],
  deps: Pick<SubjectDeps, 'store' | 'clockGuard' | 'site'>,
): Promise<readonly HeldThing[]> {
  const found = things.map(async (thing) => ({
    ...{ thing, untilOn: await findHeldUntil(deps, idOf(thing)) },
  }))
  return (await Promise.all(found)).flatMap(({ thing, untilOn }) =>
    untilOn === null ? [] : [{ thing, untilOn }],
  )
}

/** Returns the last day on which anything is held; `null` where nothing is. */
export const lastDayOf = (held: readonly HeldThing[]): string | null =>
  held
    .map(({ untilOn }) => untilOn)
    .toSorted()
    .at(-1) ?? null

/** The text of an answer or refusal, and the deletions that it puts off. */
interface HeldClosing {
  readonly text: string
  readonly deferrals: readonly PreparedDeferral[]
}

/**
 * For a refusal to delete data under a legal hold: adds until when, and defers the deletion of each held thing to the end of its
 * hold, under one number.
 */
export async function addHold(
  row: RequestRow,
  { state, text }: { readonly state: 'answered' | 'refused'; readonly text: string },
  deps: SubjectDeps & ByActor,
): Promise<HeldClosing> {
  if (row.kind !== 'deletion' || state !== 'refused') return { text, deferrals: [] }
  const held = await findHeld(await findThingsOf(row, deps), deps)
  const untilOn = lastDayOf(held)
  if (untilOn === null) return { text, deferrals: [] }
  const number = buildNumber('D', deps.cryptography.randomBytes(8))
  const deferral = { number, ground: 'subject_request', actor: deps.actor } as const
  const deferrals: PreparedDeferral[] = []
  for (const { thing } of held) deferrals.push(await prepareDeferral(thing, deferral, deps))
  return { text: `${text}\n\n${say('heldUntil', row.language, { untilOn })}`, deferrals }
}
