import type { SiteConfig } from '../../config/site/site-config.ts'
import type { PolicyDraftResult, PolicyProblem, PolicySaveBody } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { PolicyDraft, SeenDraft, Store } from '../../store/store.ts'
import { nameActor } from '../answering/actor-name.ts'
import type { ClockGuard } from '../calendar/clock-guard.ts'
import { dayOf } from '../calendar/day.ts'
import type { OpenDeps } from '../keys/open-sealed.ts'
import { isNewer } from '../policy/live-library.ts'
import { askedSince, type PolicyLibrary } from '../policy/policy.ts'
import { hashTexts } from '../policy/published.ts'
import type { ByActor } from '../registers/acting.ts'
import { type AuditedAction, buildAudit } from '../registers/audit.ts'
import { checkDraft } from './check-draft.ts'

/** Whom a material version asks again is counted up to this: more take longer to count than anybody waits. */
const COUNTED_AT_MOST = 10_000

/** What acts on a draft need. */
export interface DraftDeps extends OpenDeps {
  readonly store: Store
  readonly cryptography: Cryptography
  readonly clock: () => number
  readonly clockGuard: Pick<ClockGuard, 'now'>
  readonly site: SiteConfig
  readonly policies: PolicyLibrary
}

/** Result of an act: done, or why not. */
export type DraftOutcome =
  | 'done'
  /** Somebody else was first, or there is no such draft any more. */
  | 'changed'
  | 'approved'
  | 'not_ready'
  /** The number that was typed is another one. */
  | 'other_version'

/** Returns the current day, by a clock that a jump ahead does not move. */
export const todayOf = ({ clockGuard, site }: Pick<DraftDeps, 'clockGuard' | 'site'>): string =>
  dayOf(clockGuard.now(), site.timeZone)

/** Returns the number of a version: its day, or, where that is not newer than the newest, the next one of the newest's day. */
export function numberFor(effectiveOn: string, { versions: [newest] }: PolicyLibrary): string {
  if (newest === undefined || isNewer(effectiveOn, newest.version)) return effectiveOn
  const [day = '', further = '0'] = newest.version.split('.')
  return `${day}.${Number(further) + 1}`
}

const versionOf = ({ approval, effectiveOn }: PolicyDraft, policies: PolicyLibrary) =>
  approval?.version ?? (effectiveOn === null ? null : numberFor(effectiveOn, policies))

const check = (draft: PolicyDraft, deps: DraftDeps): readonly PolicyProblem[] =>
  checkDraft(draft, {
    site: deps.site,
    today: todayOf(deps),
    versions: deps.policies.versions,
  })

/** Counts whose consent holds now and would not after a material version. */
async function countAskedAgain({ store, clock, policies }: DraftDeps) {
  const { versions } = policies
  const since = versions.findIndex(({ version }) => version === askedSince(policies))
  const valid = versions.slice(0, since + 1).map(({ version }) => version)
  const found = await store.countConsentsTo(valid, {
    nowMs: clock(),
    atMost: COUNTED_AT_MOST + 1,
  })
  return { visitors: Math.min(found, COUNTED_AT_MOST), isLeast: found > COUNTED_AT_MOST }
}

/** Returns a draft as staff see it, with everything that is wrong with it. */
export async function presentDraft(
  draft: PolicyDraft,
  deps: DraftDeps,
): Promise<PolicyDraftResult> {
  const { approval, changedAtMs, ...facts } = draft
  return {
    ...facts,
    changedBy: await nameActor(draft.changedBy, deps),
    changedAt: new Date(changedAtMs).toISOString(),
    approval: approval && {
      by: await nameActor(approval.by, deps),
      at: new Date(approval.atMs).toISOString(),
    },
    version: versionOf(draft, deps.policies),
    problems: check(draft, deps),
    askedAgain: await countAskedAgain(deps),
  }
}

const line = async (
  action: Omit<AuditedAction, 'actor'>,
  deps: DraftDeps & ByActor,
): Promise<{ readonly entries: readonly Awaited<ReturnType<typeof buildAudit>>[] }> => ({
  entries: [await buildAudit({ ...action, actor: deps.actor }, deps)],
})

/** Begins a version from the texts of the newest one, which it would follow. `changed` where another one is in preparation. */
export async function beginDraft(id: string, deps: DraftDeps & ByActor): Promise<DraftOutcome> {
  const { store, clock, policies, actor } = deps
  const { texts, version } = policies.versions[0] ?? policies.current
  const draft: PolicyDraft = {
    ...{ id, revision: 1, basedOn: version, change: null, effectiveOn: null, approval: null },
    texts: { kk: texts.kk.markdown, ru: texts.ru.markdown, en: texts.en.markdown },
    summary: { kk: '', ru: '', en: '' },
    ...{ changedBy: actor, changedAtMs: clock() },
  }
  const further = await line({ action: 'policy.begin', subject: id }, deps)
  if ((await store.addPolicyDraft(draft, further)) === 'stored') return 'done'
  return (await store.findPolicyDraft())?.id === id ? 'done' : 'changed'
}

/** Returns the draft seen, unless somebody has changed it since. */
async function findSeen({ id, revision }: SeenDraft, { store }: DraftDeps) {
  const draft = await store.findPolicyDraft()
  return draft?.id === id && draft.revision === revision ? draft : undefined
}

async function change(
  seen: PolicyDraft,
  next: Partial<PolicyDraft>,
  action: Omit<AuditedAction, 'actor'>,
  deps: DraftDeps & ByActor,
): Promise<DraftOutcome> {
  const changed = { changedBy: deps.actor, changedAtMs: deps.clock() }
  const draft = { ...seen, ...changed, ...next, revision: seen.revision + 1 }
  const outcome = await deps.store.changePolicyDraft(draft, seen, await line(action, deps))
  return outcome === 'stored' ? 'done' : 'changed'
}

/** Saves what was written. An approved version is not changed. */
export async function saveDraft(
  body: PolicySaveBody,
  deps: DraftDeps & ByActor,
): Promise<DraftOutcome> {
  const seen = await findSeen(body, deps)
  if (!seen) return 'changed'
  if (seen.approval) return 'approved'
  const { change: decided, summary, effectiveOn } = body
  const texts = { ...seen.texts, ...body.texts }
  const action = { action: 'policy.save', subject: seen.id }
  return change(seen, { texts, summary, effectiveOn, change: decided }, action, deps)
}

/** Approves a version that nothing is wrong with, under the number that was typed. Its texts are named by their SHA-256. */
export async function approveDraft(
  given: SeenDraft & { readonly version: string },
  deps: DraftDeps & ByActor,
): Promise<DraftOutcome> {
  const { clock, cryptography, policies, actor } = deps
  const seen = await findSeen(given, deps)
  if (!seen) return 'changed'
  if (seen.approval) return 'approved'
  const version = versionOf(seen, policies)
  if (check(seen, deps).length > 0 || version === null) return 'not_ready'
  if (version !== given.version) return 'other_version'
  const { kk, ru, en } = await hashTexts(seen.texts, cryptography)
  const facts = { draft: seen.id, change: seen.change ?? '', effectiveOn: seen.effectiveOn ?? '' }
  const action = {
    ...{ action: 'policy.approve', subject: version },
    facts: { ...facts, kk, ru, en },
  }
  return change(seen, { approval: { version, by: actor, atMs: clock() } }, action, deps)
}

/** Takes an approval back before the version is published. `changed` where it is not approved or was published meanwhile. */
export async function takeBack(
  given: SeenDraft & { readonly version: string },
  deps: DraftDeps & ByActor,
): Promise<DraftOutcome> {
  const seen = await findSeen(given, deps)
  if (!seen?.approval) return 'changed'
  if (seen.approval.version !== given.version) return 'other_version'
  const action = { action: 'policy.take_back', subject: given.version, facts: { draft: seen.id } }
  return change(seen, { approval: null }, action, deps)
}

/** Deletes a version in preparation. An approved one is not deleted. */
export async function dropDraft(
  given: SeenDraft,
  deps: DraftDeps & ByActor,
): Promise<DraftOutcome> {
  const seen = await findSeen(given, deps)
  if (!seen) return 'changed'
  if (seen.approval) return 'approved'
  const further = await line({ action: 'policy.drop', subject: seen.id }, deps)
  const outcome = await deps.store.deletePolicyDraft(seen, further)
  return outcome === 'deleted' ? 'done' : 'changed'
}
