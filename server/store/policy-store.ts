import type { Texts } from '../contract/index.ts'
import type { AddResult } from './add-result.ts'
import type { Notice } from './interfaces/consent-store.ts'
import type { WithWrite } from './with-write.ts'

/** Whether a version of the policy asks for earlier consents again (`material`) or not (`editorial`). */
export type PolicyClass = 'material' | 'editorial'

/** A version of the policy that was written in the console and published; never changed. */
export interface PublishedPolicy {
  readonly version: string
  /** Day of the site's zone, `YYYY-MM-DD`. */
  readonly effectiveOn: string
  readonly change: PolicyClass
  readonly summary: Texts
  /** The Markdown of each language. */
  readonly texts: Texts
  /** SHA-256, hex, of each text in UTF-8. */
  readonly sha256: Texts
  /** Id of the member of staff who approved it. */
  readonly approvedBy: string
  readonly approvedAtMs: number
  /** When it came into force, in milliseconds since 1970 UTC. */
  readonly publishedAtMs: number
}

/** An approval, which holds until it is taken back or the version is published. */
export interface PolicyApproval {
  /** Number under which it will be published. */
  readonly version: string
  readonly by: string
  readonly atMs: number
}

/** The version in preparation. What is not decided yet is `null`, or an empty text. */
export interface PolicyDraft {
  /** UUIDv7. */
  readonly id: string
  /** From 1, higher by one after each change: a change names the one that its author saw. */
  readonly revision: number
  /** The version from whose texts it was begun. */
  readonly basedOn: string
  readonly texts: Texts
  readonly change: PolicyClass | null
  readonly summary: Texts
  readonly effectiveOn: string | null
  /** Id of the member of staff who made the latest change, and when. */
  readonly changedBy: string
  readonly changedAtMs: number
  readonly approval: PolicyApproval | null
}

/** What a change of a draft expects to find. */
export type SeenDraft = Pick<PolicyDraft, 'id' | 'revision'>

/** Versions of the policy that are written in the console. */
export interface PolicyStore {
  /** Returns the version in preparation; there is at most one. */
  findPolicyDraft(): Promise<PolicyDraft | undefined>
  /** Begins a version, unless one is in preparation: then `conflict`, and nothing is written. */
  addPolicyDraft(draft: PolicyDraft, further?: WithWrite): Promise<AddResult>
  /** Stores a draft in place of the one seen. `overtaken` where that is not the stored one any more: nothing is written then. */
  changePolicyDraft(
    draft: PolicyDraft,
    seen: SeenDraft,
    further?: WithWrite,
  ): Promise<'stored' | 'overtaken'>
  /** Deletes the draft seen; otherwise as `changePolicyDraft`. */
  deletePolicyDraft(seen: SeenDraft, further?: WithWrite): Promise<'deleted' | 'overtaken'>
  /**
   * Publishes a version in place of the draft seen, with its notices, in one commit. `overtaken` where the draft is not the
   * stored one any more or is not approved under this number: nothing is written then, so a version is published once.
   */
  publishPolicy(
    policy: PublishedPolicy,
    seen: SeenDraft,
    further?: WithWrite & { readonly notices?: readonly Notice[] },
  ): Promise<'published' | 'overtaken'>
  /** Returns how many versions were published, which shows at little cost whether another process has published one. */
  countPolicies(): Promise<number>
  /** Returns every published version, in the order of publishing. */
  readPolicies(): Promise<readonly PublishedPolicy[]>
  /**
   * Counts consents to cookies and the like that are in force and were given to one of these versions of the policy, up to
   * `atMost`. Consents in messages and those whose person was erased do not count.
   */
  countConsentsTo(
    versions: readonly string[],
    at: { readonly nowMs: number; readonly atMost: number },
  ): Promise<number>
}
