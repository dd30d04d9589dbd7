import type { WidgetSite } from '../../../server/contract/index.ts'
import type { Choice, GrantedChoice } from '../choice.ts'
import { lastDay, type Time, toDay } from '../day.ts'

/** A choice as stored in one browser, with the record's secret where it is still known. */
export interface SavedChoice {
  readonly choice: Choice
  readonly secret?: string | undefined
}

/** A parsed choice. */
interface ReadChoice extends SavedChoice {
  /** The fields that must agree in every place that stores a grant: record, purposes, data kinds, terms. */
  readonly granted: string | undefined
}

/** What is known of the choice when a page loads. */
export interface Recollection {
  /** The saved choice, if it is valid today. */
  readonly saved?: SavedChoice | undefined
  /** A saved choice that is no longer valid; the next choice withdraws its record. */
  readonly stale?: SavedChoice | undefined
  /** Why it is no longer valid. */
  readonly reask?: 'time' | 'change' | undefined
}

/** The format of `formatChoice`: kind, version, day, and of a grant id, purposes, data kinds, terms, flag, secret. */
const SAVED =
  /^(refused|granted)~([\d.-]{10,14})~(\d{4}-\d\d-\d\d)(?:~(([\da-f-]{36})~([a-z.]+)~([a-z_.]*)~([\da-f]{8}))~([01])(?:~([\w-]{43}))?)?$/

/** Returns `true` for each name in a list joined by dots. */
function readGrants(list: string): Record<string, boolean> {
  const grants: Record<string, boolean> = {}
  list.match(/\w+/g)?.map((name) => (grants[name] = true))
  return grants
}

/** Parses the result of `formatChoice`. Returns `undefined` for anything else, even a single wrong character. */
export function parseChoice(text: string | null | undefined): ReadChoice | undefined {
  const [, kind, policyVersion, day, granted, id, purposes, dataKinds, terms, flag, secret] =
    SAVED.exec(text as string) ?? []
  // The day does not exist, or the fields do not match the kind.
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
  // Each group matched: the expression has no other way to match.
  return { granted, choice: choice as Choice, secret }
}

/**
 * Combines the choices read from every place. Where they disagree, the visitor's interest wins: one refusal outweighs every
 * grant, different grants cancel each other, and the earlier of two last days counts. A confirmation counts wherever it was
 * read.
 *
 * @param isProven whether the places identify the recipient of the choice; otherwise a grant starts nothing until the server
 *   has confirmed it.
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
  // They may differ in the day only, if the clocks that wrote them did.
  const last = copies.map((one) => lastDay(one.choice, choiceDays)).sort()[0] as string
  // Longer than any choice is valid: the clock was wrong, or the value was tampered with.
  if (last > toDay(now, choiceDays + 1)) return {}
  if (last < toDay(now)) return { stale: saved, reask: 'time' }
  // A refusal has no terms, so a change of terms does not end it: a visitor who refused everything is not asked again before
  // it expires (CB-11).
  const { terms: shown } = choice as Partial<GrantedChoice>
  return shown && !terms.includes(shown) ? { stale: saved, reask: 'change' } : { saved }
}
