import type { Language, WidgetSite } from '../../server/contract/index.ts'
import type { Grants, UiSurface } from '../ui/props.ts'
import type { Choice, GrantedChoice } from './choice.ts'
import { toDay } from './day.ts'
import { CONSENTS, type Entry, REFUSALS } from './record.ts'
import { dataKindsFrom, formatChoice, type Recollection, type SavedChoice } from './saved-choice.ts'

/** What a decision needs to know besides the decision. */
export interface DecisionContext {
  readonly site: Pick<WidgetSite, 'policyVersion' | 'choiceDays' | 'purposes' | 'notices'>
  /** The language in which the notice was shown. */
  readonly language: Language
  readonly surface: UiSurface | 'api'
  readonly isGpc: boolean
  readonly nowMs: number
  /** A new UUID of version 7 with that time. */
  makeId(timeMs: number): string
  /** A new secret of 256 bits. */
  makeSecret(): string
}

/** What is to be saved, and what the server is to be told, in this order. */
export interface Decision {
  readonly saved: SavedChoice
  readonly entries: readonly Entry[]
}

/**
 * Turns what the visitor ticked into a choice and into what the server must hear. Only `true` for something on offer
 * is a grant; no grants at all is a refusal. A choice that replaces a granted one takes the old record back first.
 *
 * @param before what was remembered; untouched where the visitor decides the same again.
 */
export function decide(
  before: Recollection,
  grants: Partial<Grants>,
  context: DecisionContext,
): Decision {
  const { site, language, nowMs } = context
  const { policyVersion } = site
  const purposes = Object.fromEntries(
    site.purposes.map(({ id }) => [id, grants.purposes?.[id] === true]),
  )
  const old = before.saved ?? before.stale
  if (!Object.values(purposes).includes(true)) {
    if (before.saved?.choice.kind === 'refused') return { saved: before.saved, entries: [] }
    return {
      saved: { choice: { kind: 'refused', policyVersion, day: toDay(nowMs) } },
      entries: [
        ...takeBack(old, context),
        // A grant taken back is counted as a withdrawal, not as a refusal too.
        ...(before.saved
          ? []
          : [{ kind: 'refusal' as const, path: REFUSALS, body: { policyVersion, language } }]),
      ],
    }
  }
  const choice: GrantedChoice = {
    kind: 'granted',
    id: context.makeId(nowMs),
    policyVersion,
    purposes,
    dataKinds: dataKindsFrom(
      (kind) => purposes.analytics === true && grants.dataKinds?.[kind] === true,
    ),
    expiresOn: toDay(nowMs, site.choiceDays),
    isConfirmed: false,
  }
  if (before.saved && isSame(before.saved.choice, choice))
    return { saved: before.saved, entries: [] }
  const secret = context.makeSecret()
  return {
    saved: { choice, secret },
    entries: [...takeBack(old, context), consent(choice, secret, context)],
  }
}

/** Whether two choices grant the same, whenever they were made. */
const isSame = (one: Choice, other: GrantedChoice) =>
  one.kind === 'granted' &&
  formatChoice({ ...other, purposes: one.purposes, dataKinds: one.dataKinds }) ===
    formatChoice(other)

const consent = (
  { id, policyVersion, purposes, dataKinds }: GrantedChoice,
  secret: string,
  { site, language, surface, isGpc }: DecisionContext,
): Entry => ({
  kind: 'consent',
  path: CONSENTS,
  record: id,
  body: {
    id,
    secret,
    policyVersion,
    notice: site.notices[language],
    language,
    purposes,
    dataKinds,
    surface,
    gpcAtChoice: isGpc,
  },
})

/** The withdrawal of a saved grant. Without its secret the server would not believe it: there is none then. */
function takeBack(old: SavedChoice | undefined, { makeId, nowMs }: DecisionContext): Entry[] {
  if (old?.choice.kind !== 'granted' || !old.secret) return []
  const { id } = old.choice
  return [
    {
      kind: 'withdrawal',
      path: `${CONSENTS}/${id}/withdrawal`,
      record: id,
      bearer: old.secret,
      body: { id: makeId(nowMs) },
    },
  ]
}
