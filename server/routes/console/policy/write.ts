import type { PolicyPreviewResult } from '../../../contract/index.ts'
import {
  approveDraft,
  beginDraft,
  dropDraft,
  presentDraft,
  saveDraft,
  takeBack,
} from '../../../domain/publishing/draft.ts'
import { actingAs } from '../../../domain/registers/acting.ts'
import { answerJson } from '../../../http/answering/answer.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import type { OperationAnswer } from '../../../http/operations/description.ts'
import { operation } from '../../../http/operations/operation.ts'
import { staff } from '../../../http/operations/who.ts'
import { pageTexts } from '../../pages/layout/page-text.ts'
import { renderPolicy } from '../../pages/policy/policy-markdown.ts'
import { answerAct, requireDraft } from './outcome.ts'

const PATH = '/v1/admin/policy/draft'

const NOW: OperationAnswer = {
  status: 200,
  description: 'The version as it is now.',
  schema: 'PolicyDraftResult',
}

/** What the administrator does with the version in preparation. Who comes second is refused and changes nothing (PO-03). */
export const writePolicyOperations = [
  operation({
    ...{ method: 'post', path: PATH, tag: 'Policy', id: 'beginPolicyDraft' },
    who: staff(),
    summary: 'Begin a version from the newest one',
    description: 'One version at a time is in preparation. Sent twice with one id, it begins one.',
    body: { schema: 'PolicyBeginBody', takes: 'json' },
    answers: [{ ...NOW, status: 201 }],
    errors: ['policy_in_preparation'],
    handler:
      (deps) =>
      async ({ staff: who, body: { id } }) => {
        const outcome = await beginDraft(id, actingAs(deps, who))
        if (outcome !== 'done') throw new ApiError('policy_in_preparation')
        return answerJson(201, await presentDraft(await requireDraft(deps), deps))
      },
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/save`, tag: 'Policy', id: 'savePolicyDraft' },
    who: staff(),
    summary: 'Save what was written',
    description: 'Only of the state that was seen; texts that are left out stay as they are.',
    body: { schema: 'PolicySaveBody', takes: 'json' },
    answers: [NOW],
    errors: ['policy_draft_changed', 'policy_approved'],
    handler: answerAct(saveDraft),
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/approve`, tag: 'Policy', id: 'approvePolicyDraft' },
    who: staff(),
    summary: 'Approve the version for its day',
    description:
      'Its number is typed. It is published at midnight of its day in the site’s time zone, or at once where that has come.',
    body: { schema: 'PolicyDecideBody', takes: 'json' },
    answers: [NOW, { status: 204, description: 'Approved, and published at once.' }],
    errors: ['policy_draft_changed', 'policy_approved', 'policy_not_ready'],
    handler: answerAct(approveDraft, { isPublishing: true }),
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/take-back`, tag: 'Policy', id: 'takePolicyBack' },
    who: staff(),
    summary: 'Take an approval back before its day',
    description: 'Its number is typed. A version that was published stays.',
    body: { schema: 'PolicyDecideBody', takes: 'json' },
    answers: [NOW],
    errors: ['policy_draft_changed'],
    handler: answerAct(takeBack),
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/delete`, tag: 'Policy', id: 'deletePolicyDraft' },
    who: staff(),
    summary: 'Delete the version in preparation',
    description: 'Its texts are gone. An approved one is taken back first.',
    body: { schema: 'PolicyDropBody', takes: 'json' },
    answers: [{ status: 204, description: 'Deleted.' }],
    errors: ['policy_draft_changed', 'policy_approved'],
    handler: answerAct(dropDraft),
  }),
  operation({
    ...{ method: 'post', path: '/v1/admin/policy/preview', tag: 'Policy', id: 'previewPolicy' },
    who: staff(),
    summary: 'Show a text as its page would show it',
    description: 'Stores nothing. HTML in the text is shown as text.',
    body: { schema: 'PolicyPreviewBody', takes: 'json' },
    answers: [{ status: 200, description: 'The page’s text.', schema: 'PolicyPreviewResult' }],
    handler:
      () =>
      async ({ body: { language, markdown } }) => {
        const { title, html } = renderPolicy(markdown, pageTexts[language])
        return answerJson(200, { title, html } satisfies PolicyPreviewResult)
      },
  }),
]
