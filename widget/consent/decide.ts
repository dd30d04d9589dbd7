import type { DataKinds, Language, SiteDetails, WidgetSite } from '../../server/contract/index.ts'
import { ownKeys } from '../page/builtins/own-keys.ts'
import type { Choice, GrantedChoice, Grants, UiSurface } from './choice.ts'
import { toDay } from './day.ts'
import { isAnyGranted } from './granted.ts'
import type { Recollection, SavedChoice } from './keeping/recall.ts'
import { CONSENTS, type Entry, REFUSALS } from './keeping/record.ts'

/** The context of a decision. */
export interface DecisionContext {
  readonly site: Pick<WidgetSite, 'choiceDays' | 'purposes'> &
    Pick<SiteDetails, 'policyVersion' | 'notices' | 'terms'>
  /** The language in which the notice was shown. */
  readonly language: Language
  readonly surface: UiSurface | 'api'
  readonly isGpc: boolean
  /** Whether the server may set its own cookie. */
  readonly isOwnSite: boolean
  readonly nowMs: number
  /** Returns a new UUID of version 7 with that time. */
  makeId(timeMs: number): string
  /** Returns a new secret of 256 bits. */
  makeSecret(): string
}

/** The choice to save, and the entries to send to the server, in order. */
export interface Decision {
  readonly saved: SavedChoice
  readonly entries: readonly Entry[]
}

/**
 * Turns the visitor's selection into a choice and the entries for the server. Only `true` for something on offer is a grant;
 * no grants at all is a refusal. A choice that replaces a grant first withdraws the old record.
 *
 * @param before the remembered choice; kept where the visitor decides the same again.
 */
export function decide(
  before: Recollection,
  grants: Partial<Grants>,
  context: DecisionContext,
): Decision {
  const purposes: Record<string, boolean> = {}
  for (const id of context.site.purposes) purposes[id] = grants.purposes?.[id] === true
  return isAnyGranted(purposes)
    ? grant(before, purposes, grants.dataKinds, context)
    : refuse(before, context)
}

function refuse(before: Recollection, context: DecisionContext): Decision {
  const { saved } = before
  if (saved?.choice.kind === 'refused') return { saved, entries: [] }
  const { language, nowMs } = context
  const { policyVersion } = context.site
  const entries: Entry[] = takeBack(before, context)
  // A withdrawn grant counts as a withdrawal, not as a refusal too.
  if (!saved) entries.push({ kind: 'refusal', path: REFUSALS, body: { policyVersion, language } })
  return { saved: { choice: { kind: 'refused', policyVersion, day: toDay(nowMs) } }, entries }
}

const KINDS = ['ip', 'browser', 'visit_time', 'visitor_cookie'] as const

function grant(
  before: Recollection,
  purposes: Readonly<Record<string, boolean>>,
  kinds: Partial<DataKinds> | undefined,
  context: DecisionContext,
): Decision {
  const { site, nowMs } = context
  const dataKinds = {} as Record<keyof DataKinds, boolean>
  for (const kind of KINDS) dataKinds[kind] = purposes.analytics === true && kinds?.[kind] === true
  const choice: GrantedChoice & { readonly dataKinds: DataKinds } = {
    kind: 'granted',
    id: context.makeId(nowMs),
    policyVersion: site.policyVersion,
    terms: site.terms,
    purposes,
    dataKinds,
    expiresOn: toDay(nowMs, site.choiceDays),
    isConfirmed: false,
  }
  const { saved } = before
  if (saved && isSame(saved.choice, choice)) return { saved, entries: [] }
  const secret = context.makeSecret()
  const taken = takeBack(before, context, true)
  return {
    saved: { choice, secret },
    entries: [...taken, consent(choice, secret, taken[0]?.record, context)],
  }
}

/** Returns whether two choices grant the same, regardless of time and order. */
const isSame = (one: Choice, { purposes, dataKinds }: GrantedChoice) =>
  one.kind === 'granted' &&
  isSameAnswer(one.purposes, purposes) &&
  isSameAnswer(one.dataKinds, dataKinds)

type Answers = Readonly<Record<string, boolean | undefined>>

/** Returns whether a choice grants exactly the requested grants. */
const isSameAnswer = (one: Answers, asked: Answers) =>
  ownKeys(asked).every((name) => (one[name] === true) === asked[name])

const consent = (
  { id, policyVersion, purposes, dataKinds }: GrantedChoice & { readonly dataKinds: DataKinds },
  secret: string,
  replaces: string | undefined,
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
    ...(replaces && { replaces }),
  },
})

type Withdrawal = Extract<Entry, { kind: 'withdrawal' }>

/**
 * Builds the withdrawal of a saved grant. Without the secret the server would reject it, unless the server has it in its own
 * cookie; otherwise there is none.
 *
 * @param isReplaced whether another grant replaces it; then it counts as a change, not as a withdrawal.
 */
export function takeBack(
  { saved, stale }: Recollection,
  { makeId, nowMs, isOwnSite }: Pick<DecisionContext, 'makeId' | 'nowMs' | 'isOwnSite'>,
  isReplaced?: true,
): Withdrawal[] {
  const old = saved ?? stale
  if (old?.choice.kind !== 'granted' || !(old.secret || isOwnSite)) return []
  const { id } = old.choice
  return [
    {
      kind: 'withdrawal',
      path: `${CONSENTS}/${id}/withdrawal`,
      record: id,
      bearer: old.secret,
      body: { id: makeId(nowMs), ...(isReplaced && { isReplaced }) },
    },
  ]
}
