import type { WidgetSite } from '../../../server/contract/index.ts'
import type { Choice, GrantedChoice } from '../choice.ts'
import { lastDay, type Time, toDay } from '../day.ts'

/** A choice as one browser keeps it: with the secret that opens its record, where that is still known. */
export interface SavedChoice {
  readonly choice: Choice
  readonly secret?: string | undefined
}

/** A saved choice as it was read. */
interface ReadChoice extends SavedChoice {
  /** What must be the same in every place that keeps a grant: record, purposes, data kinds, terms. */
  readonly granted: string | undefined
}

/** What is known of the choice at the start of a page. */
export interface Recollection {
  /** What is saved and holds today. */
  readonly saved?: SavedChoice | undefined
  /** Saved once, and over: its record is taken back with the next choice. */
  readonly stale?: SavedChoice | undefined
  /** Why it is over. */
  readonly reask?: 'time' | 'change' | undefined
}

/** What `formatChoice` writes: kind, version, day, and of a grant id, purposes, data kinds, terms, flag, secret. */
const SAVED =
  /^(refused|granted)~([\d.-]{10,14})~(\d{4}-\d\d-\d\d)(?:~(([\da-f-]{36})~([a-z.]+)~([a-z_.]*)~([\da-f]{8}))~([01])(?:~([\w-]{43}))?)?$/

/** `true` for each name in a list that dots separate. */
function readGrants(list: string): Record<string, boolean> {
  const grants: Record<string, boolean> = {}
  list.match(/\w+/g)?.map((name) => (grants[name] = true))
  return grants
}

/** Reads what `formatChoice` wrote. Anything else, a single wrong character included: none. */
export function parseChoice(text: string | null | undefined): ReadChoice | undefined {
  const [, kind, policyVersion, day, granted, id, purposes, dataKinds, terms, flag, secret] =
    SAVED.exec(text as string) ?? []
  // No such day, or the parts of one kind behind the name of the other.
  if (!+new Date(day as string) || (kind === 'granted') !== !!granted) return undefined
  const choice = granted
    ? {
        kind,
        id,
        policyVersion,
        purposes: readGrants(purposes as string),
        dataKinds: readGrants(dataKinds as string),
        terms,
        expiresOn: day,
        isConfirmed: flag === '1',
      }
    : { kind, policyVersion, day }
  // Each group is there: the expression has no other way to match.
  return { granted, choice: choice as Choice, secret }
}

/**
 * Judges what was read from every place that keeps the choice. Where the places disagree, the visitor wins: one
 * refusal outweighs every grant, of different grants none holds, and of two last days the earlier. A confirmation
 * counts wherever it was read.
 *
 * @param isProven whether the places say whom the choice was given to: a grant that does not starts nothing until the server
 *   has said that it knows it.
 */
export function recall(
  texts: readonly (string | null | undefined)[],
  { terms, choiceDays }: Pick<WidgetSite, 'terms' | 'choiceDays'>,
  now: Time,
  isProven: boolean,
): Recollection {
  const all = texts.flatMap((text) => parseChoice(text) ?? [])
  const refusals = all.filter((one) => !one.granted)
  const copies = refusals[0] ? refusals : all
  const chosen = copies.filter((one) => (one.choice as GrantedChoice).isConfirmed)[0] ?? copies[0]
  if (!chosen || copies.some((one) => one.granted !== chosen.granted)) return {}
  const { choice } = chosen
  ;(choice as { isConfirmed?: boolean }).isConfirmed &&= isProven
  const saved = { choice, secret: copies.filter((one) => one.secret)[0]?.secret }
  // They may differ in the day alone, as the clocks that wrote them did.
  const last = copies.map((one) => lastDay(one.choice, choiceDays)).sort()[0] as string
  // Longer than any choice holds: the clock was wrong, or it was tampered with.
  if (last > toDay(now, choiceDays + 1)) return {}
  if (last < toDay(now)) return { stale: saved, reask: 'time' }
  // A refusal has no terms: who refused is not asked before the term is over, since what was refused cannot have been too
  // little (CB-11).
  const { terms: shown } = choice as Partial<GrantedChoice>
  return shown && !terms.includes(shown) ? { stale: saved, reask: 'change' } : { saved }
}
