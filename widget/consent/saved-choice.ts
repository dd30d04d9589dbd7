import type { DataKinds, WidgetSite } from '../../server/contract/index.ts'
import type { Choice } from './choice.ts'
import { toDay } from './day.ts'

/** A choice as one browser keeps it: with the secret that opens its record, where that is still known. */
export interface SavedChoice {
  readonly choice: Choice
  readonly secret?: string | undefined
}

/**
 * Writes a choice in the characters that a cookie may hold:
 * `refused~{policy version}~{day}` or
 * `granted~{policy version}~{last day}~{record id}~{purposes granted}~{data kinds granted}~{1 if confirmed, else 0}`,
 * lists joined by dots. In localStorage, never in the cookie, `~{secret}` follows.
 */
export function formatChoice(choice: Choice, secret?: string): string {
  const list = (grants: Readonly<Record<string, boolean>>) =>
    Object.keys(grants)
      .filter((key) => grants[key])
      .join('.')
  const fields =
    choice.kind === 'refused'
      ? [choice.day]
      : [
          choice.expiresOn,
          choice.id,
          list(choice.purposes),
          list(choice.dataKinds),
          +choice.isConfirmed,
          ...(secret ? [secret] : []),
        ]
  return [choice.kind, choice.policyVersion, ...fields].join('~')
}

const VERSION_AND_DAY = '(\\d{4}-\\d\\d-\\d\\d(?:\\.\\d{1,3})?)~(\\d{4}-\\d\\d-\\d\\d)'
const REFUSED = new RegExp(`^refused~${VERSION_AND_DAY}$`)
const GRANTED = new RegExp(
  `^granted~${VERSION_AND_DAY}~([\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12})~([a-z.]+)~([a-z_.]*)~([01])(?:~([\\w-]{43}))?$`,
)

/** Reads what `formatChoice` wrote. Anything else, a single wrong character included: none. */
export function parseChoice(text: string | null | undefined): SavedChoice | undefined {
  const refused = REFUSED.exec(text ?? '')
  if (refused) {
    const [, policyVersion = '', day = ''] = refused
    return { choice: { kind: 'refused', policyVersion, day } }
  }
  const granted = GRANTED.exec(text ?? '')
  if (!granted) return undefined
  const [, policyVersion = '', expiresOn = '', id = '', purposes = '', kinds = '', flag, secret] =
    granted
  const names = kinds.split('.')
  return {
    choice: {
      kind: 'granted',
      id,
      policyVersion,
      purposes: Object.fromEntries(purposes.split('.').map((purpose) => [purpose, true])),
      dataKinds: dataKindsFrom((kind) => names.includes(kind)),
      expiresOn,
      isConfirmed: flag === '1',
    },
    secret,
  }
}

/** Every data kind, granted where `isGranted` says so. */
export const dataKindsFrom = (isGranted: (kind: keyof DataKinds) => boolean): DataKinds => ({
  ip: isGranted('ip'),
  browser: isGranted('browser'),
  visit_time: isGranted('visit_time'),
  visitor_cookie: isGranted('visitor_cookie'),
})

/** Last day on which a choice holds. */
export const lastDay = (choice: Choice, choiceDays: number): string =>
  choice.kind === 'granted' ? choice.expiresOn : toDay(Date.parse(choice.day), choiceDays)

/** What is known at the start of a page. */
export interface Recollection {
  /** What is saved and holds today. */
  readonly saved?: SavedChoice | undefined
  /** Saved once, and over: its record is taken back with the next choice. */
  readonly stale?: SavedChoice | undefined
  /** Why it is over. */
  readonly reask?: 'time' | 'change' | undefined
}

/**
 * Judges what was read from every place that keeps the choice. Where the places disagree, the visitor wins: one
 * refusal outweighs every grant, and of two grants none holds.
 */
export function recall(
  texts: readonly (string | null)[],
  site: Pick<WidgetSite, 'askedSince' | 'choiceDays'>,
  nowMs: number,
): Recollection {
  const all = texts.map(parseChoice).filter((one) => one !== undefined)
  const saved = all.find(({ choice }) => choice.kind === 'refused') ?? merge(all)
  if (!saved) return {}
  const { choice } = saved
  const last = lastDay(choice, site.choiceDays)
  // Longer than any choice holds: the clock was wrong, or a hand has been at it.
  if (last > toDay(nowMs, site.choiceDays + 1)) return {}
  if (last < toDay(nowMs)) return { stale: saved, reask: 'time' }
  // Numeric, since version 2025-08-01.10 comes after 2025-08-01.9.
  const isOutdated =
    choice.policyVersion.localeCompare(site.askedSince, 'en', { numeric: true }) < 0
  return isOutdated ? { stale: saved, reask: 'change' } : { saved }
}

/** One grant from several places, if all of them name the same record. */
function merge(all: readonly SavedChoice[]): SavedChoice | undefined {
  const [first] = all
  if (!first) return undefined
  const key = ({ choice }: SavedChoice) => formatChoice({ ...choice, isConfirmed: false } as Choice)
  if (all.some((one) => key(one) !== key(first))) return undefined
  return {
    choice:
      all.find(({ choice }) => choice.kind === 'granted' && choice.isConfirmed)?.choice ??
      first.choice,
    secret: all.find(({ secret }) => secret)?.secret,
  }
}
