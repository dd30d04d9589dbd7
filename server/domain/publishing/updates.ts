import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Notice, PolicyDraft, PublishedPolicy, Store } from '../../store/store.ts'
import type { ClockGuard } from '../calendar/clock-guard.ts'
import { dayOf } from '../calendar/day.ts'
import { createInTurn } from '../jobs/in-turn.ts'
import { isNewer, type LiveLibrary, sortVersions } from '../policy/live-library.ts'
import {
  findFollowed,
  findPolicy,
  type PolicyLibrary,
  type PolicyVersion,
} from '../policy/policy.ts'
import { ChangedPolicyError, hashTexts, readPublished, toVersion } from '../policy/published.ts'
import { buildAudit } from '../registers/audit.ts'

/** Notices and widget of each version in force or to come. */
export interface EditionMaker {
  /** Builds the notices of a version that comes into force now; stores nothing. */
  buildNotices(library: PolicyLibrary): readonly Notice[]
  /** Makes the edition of `library.current`, whose notices are stored if they are not yet. */
  add(library: PolicyLibrary): Promise<void>
}

/** Keeps a running server up to date with the versions that are written in the console. */
export interface PolicyUpdates {
  /**
   * Publishes the approved version if its day has come, and adds what another process has published. Calls at once are
   * carried out one after the other. Cheap where nothing has changed: two reads.
   */
  run(): Promise<void>
}

interface UpdateDeps {
  readonly store: Store
  readonly cryptography: Cryptography
  readonly clock: () => number
  /** A clock that has jumped ahead publishes nothing before its day. */
  readonly clockGuard: Pick<ClockGuard, 'now'>
  readonly site: Pick<SiteConfig, 'timeZone'>
  readonly policies: LiveLibrary
  readonly editions: EditionMaker
  readonly log: (level: 'warn' | 'error', event: string, facts: Record<string, string>) => void
}

/** An approved draft, with all that was decided. */
type Approved = PolicyDraft & {
  readonly approval: NonNullable<PolicyDraft['approval']>
  readonly change: NonNullable<PolicyDraft['change']>
  readonly effectiveOn: string
}

/** Returns the draft if it is approved and whole. */
export const asApproved = (draft: PolicyDraft | undefined): Approved | undefined =>
  draft?.approval && draft.change && draft.effectiveOn ? (draft as Approved) : undefined

/** Returns whether a version may follow all that are known, in number and day, and was written from the one before it. */
export function mayFollow(
  { effectiveOn, basedOn, approval: { version } }: Approved,
  versions: readonly PolicyVersion[],
): boolean {
  const [newest] = versions
  if (newest === undefined) return true
  const isLast = isNewer(version, newest.version) && effectiveOn >= newest.effectiveOn
  // Texts of an older version would undo what has come between them.
  return isLast && basedOn === findFollowed(versions, effectiveOn)?.version
}

/** Adds to the library those of the published versions that it does not know. The editions come first: `current` needs them. */
export async function addPublished(
  published: readonly PolicyVersion[],
  { policies, editions }: Pick<UpdateDeps, 'policies' | 'editions'>,
): Promise<void> {
  const added = published.filter(({ version }) => !findPolicy(policies, version))
  const versions = sortVersions([...policies.versions, ...added])
  for (const current of added) await editions.add({ versions, current })
  policies.add(added)
}

/** Adds to the library what was published since it was read. */
function createLearning({ store, cryptography, policies, editions, log }: UpdateDeps) {
  let seen = policies.published.length
  return async () => {
    const count = await store.countPolicies()
    if (count === seen) return
    let published: readonly PolicyVersion[]
    try {
      published = await readPublished({ store, cryptography })
    } catch (error) {
      if (!(error instanceof ChangedPolicyError)) throw error
      log('error', 'policy_changed_in_database', { problem: error.message })
      return
    }
    await addPublished(published, { policies, editions })
    seen = count
  }
}

/** Publishes an approved draft in one commit with its notices and audit line. Another process may have done so: then nothing. */
async function publish(draft: Approved, deps: UpdateDeps): Promise<void> {
  const { store, cryptography, clock, policies, editions } = deps
  const { change, effectiveOn, summary, texts, approval } = draft
  const sha256 = await hashTexts(texts, cryptography)
  const policy: PublishedPolicy = {
    ...{ version: approval.version, effectiveOn, change, summary, texts, sha256 },
    ...{ approvedBy: approval.by, approvedAtMs: approval.atMs, publishedAtMs: clock() },
  }
  const current = toVersion(policy)
  const versions = sortVersions([...policies.versions, current])
  const published = {
    ...{ action: 'policy.publish', subject: policy.version, actor: 'system' },
    facts: { change, effectiveOn, kk: sha256.kk, ru: sha256.ru, en: sha256.en },
  }
  await store.publishPolicy(policy, draft, {
    notices: editions.buildNotices({ versions, current }),
    entries: [await buildAudit(published, { cryptography, clock })],
  })
}

/** Creates the updates of one running server. */
export function createPolicyUpdates(deps: UpdateDeps): PolicyUpdates {
  const { store, clockGuard, site, policies, log } = deps
  const inTurn = createInTurn()
  const learn = createLearning(deps)
  let told = ''
  const work = async () => {
    await learn()
    const draft = asApproved(await store.findPolicyDraft())
    if (!draft || draft.effectiveOn > dayOf(clockGuard.now(), site.timeZone)) return
    const { version } = draft.approval
    if (!mayFollow(draft, policies.versions)) {
      // Since the approval a newer version has come as a file.
      if (told !== version) log('warn', 'policy_not_published', { version })
      told = version
      return
    }
    await publish(draft, deps)
    await learn()
  }
  return { run: () => inTurn('policy', work) }
}
