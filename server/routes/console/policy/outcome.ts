import { type DraftOutcome, presentDraft } from '../../../domain/publishing/draft.ts'
import { actingAs, type ByActor } from '../../../domain/registers/acting.ts'
import { answerJson } from '../../../http/answering/answer.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import type { StaffCall } from '../../../http/operations/operation.ts'
import type { PolicyDraft } from '../../../store/store.ts'

/** @throws {ApiError} `not_found` where no version is in preparation. */
export async function requireDraft({ store }: Pick<AppDeps, 'store'>): Promise<PolicyDraft> {
  const draft = await store.findPolicyDraft()
  if (!draft) throw new ApiError('not_found')
  return draft
}

/** @throws {ApiError} for every outcome but `done`. */
export function requireDone(outcome: DraftOutcome): void {
  switch (outcome) {
    case 'done':
      return
    case 'changed':
      throw new ApiError('policy_draft_changed')
    case 'approved':
      throw new ApiError('policy_approved')
    case 'not_ready':
      throw new ApiError('policy_not_ready')
    case 'other_version':
      throw new ApiError('invalid_body', { fields: { version: 'invalid' } })
    default:
      outcome satisfies never
  }
}

/** Carries out an act on the draft and answers with what it is now; 204 where it is published or deleted. */
export const answerAct =
  <Body>(
    act: (body: Body, deps: AppDeps & ByActor) => Promise<DraftOutcome>,
    { isPublishing = false }: { readonly isPublishing?: boolean } = {},
  ) =>
  (deps: AppDeps) =>
  async ({ staff, body }: StaffCall<Body>): Promise<Response> => {
    // What is due is published first: nobody takes it back, or changes it, after midnight.
    await deps.policyUpdates.run()
    requireDone(await act(body, actingAs(deps, staff)))
    if (isPublishing) await deps.policyUpdates.run()
    const draft = await deps.store.findPolicyDraft()
    return draft
      ? answerJson(200, await presentDraft(draft, deps))
      : new Response(null, { status: 204 })
  }
