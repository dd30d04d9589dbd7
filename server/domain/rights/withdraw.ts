import { dayOf } from '../calendar/day.ts'
import { storeWithdrawal } from '../consents/withdrawal.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import { countWithdrawal } from '../statistics/choice-counts.ts'
import { doForEach } from '../subject/do-for-each.ts'
import type { SubjectDeps, Thing } from '../subject/subject.ts'
import { restrict } from './restrict.ts'

/** Hex digits of a UUIDv7 that encode its time: 8, a hyphen, 4. */
const timeOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

/** Returns a withdrawal's id on one record: one request may withdraw several, and sent again it withdraws none twice. */
async function eventIdOf(
  id: string,
  consentId: string,
  { cryptography }: Pick<SubjectDeps, 'cryptography'>,
): Promise<string> {
  return buildUuidV7(timeOf(id), await cryptography.sha256(`withdrawal\n${id}\n${consentId}`))
}

/** Withdraws the consent of one thing, wholly or for some purposes. Purposes withdrawn already are ignored. */
export async function withdrawThing(
  thing: Thing,
  given: { readonly id: string; readonly purposes?: readonly string[] | undefined },
  deps: SubjectDeps,
): Promise<void> {
  const id = await eventIdOf(given.id, thing.consent.id, deps)
  // A message's consent was not counted when it was given.
  const day = dayOf(deps.clock(), deps.site.timeZone)
  const counts = thing.kind === 'consent' ? countWithdrawal(day) : []
  await storeWithdrawal(thing.consent.id, { id, purposes: given.purposes }, counts, deps)
}

/**
 * Withdraws every consent of the person, or single purposes of them (DS-06). A message whose consent is withdrawn is not used
 * any more: it is blocked, and deleted at its person's request or after its retention period.
 */
export async function withdraw(
  things: readonly Thing[],
  given: { readonly id: string; readonly purposes?: readonly string[] | undefined },
  deps: SubjectDeps,
): Promise<'done' | 'purpose_unknown'> {
  const known = new Set(things.flatMap((thing) => Object.keys(thing.consent.latest.purposes)))
  if (given.purposes?.some((purpose) => !known.has(purpose))) return 'purpose_unknown'
  const isContact = given.purposes === undefined || given.purposes.includes('contact')
  await doForEach(things, async (thing) => {
    await withdrawThing(thing, given, deps)
    if (thing.kind === 'message' && isContact) await restrict([thing], { actor: 'subject' }, deps)
  })
  return 'done'
}
