import type {
  PoliciesResult,
  PolicyBeginBody,
  PolicyDecideBody,
  PolicyDifferenceResult,
  PolicyDraftResult,
  PolicyDropBody,
  PolicyPreviewBody,
  PolicyPreviewResult,
  PolicySaveBody,
} from '../../contract/index.ts'
import { to } from '../shell/call.ts'

/** Every version, and the one in preparation in short. */
export const listPolicies = to('GET /v1/admin/policy').answers<PoliciesResult>()

/** The version in preparation. */
export const readDraft = to('GET /v1/admin/policy/draft').answers<PolicyDraftResult>()

/** What the version in preparation changes. */
export const compareDraft = to('GET /v1/admin/policy/draft/changes')
  .asks<{ readonly lang: string }>()
  .answers<PolicyDifferenceResult>()

/** Begins a version from the one in force. */
export const beginDraft = to('POST /v1/admin/policy/draft')
  .takes<PolicyBeginBody>()
  .answers<PolicyDraftResult>()

/** Saves the version in preparation. */
export const saveDraft = to('POST /v1/admin/policy/draft/save')
  .takes<PolicySaveBody>()
  .answers<PolicyDraftResult>()

/** Approves the version; without a value where it was published at once. */
export const approveDraft = to('POST /v1/admin/policy/draft/approve')
  .takes<PolicyDecideBody>()
  .answers<PolicyDraftResult>()

/** Takes an approval back. */
export const takeBack = to('POST /v1/admin/policy/draft/take-back')
  .takes<PolicyDecideBody>()
  .answers<PolicyDraftResult>()

/** Deletes the version in preparation. */
export const deleteDraft = to('POST /v1/admin/policy/draft/delete')
  .takes<PolicyDropBody>()
  .answers<void>()

/** Shows a text as its page would show it. */
export const preview = to('POST /v1/admin/policy/preview')
  .takes<PolicyPreviewBody>()
  .answers<PolicyPreviewResult>()
