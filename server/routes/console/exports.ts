import type { MessagesExport } from '../../contract/index.ts'
import { exportMessages } from '../../domain/disclosures/export-messages.ts'
import { requireDisclosure } from '../../domain/disclosures/require-disclosure.ts'
import { actingAs } from '../../domain/registers/acting.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import { operation } from '../../http/operations/operation.ts'
import { staff } from '../../http/operations/who.ts'

/** The only export of several messages from the console; it requires an entry in the register of disclosures (DI-01). */
export const exportOperations = [
  operation({
    ...{ method: 'post', path: '/v1/admin/exports', tag: 'Registers', id: 'exportMessages' },
    who: staff('operator'),
    summary: 'Get messages in readable form, to disclose them',
    description:
      'Only under an entry in the register of disclosures that names them, not older than a day and not used yet. What is blocked or held is left out and counted. With an `id`, the same export can be sent again where its answer was lost.',
    body: { schema: 'ExportBody', takes: 'json' },
    answers: [{ status: 200, description: 'The messages.', schema: 'MessagesExport' }],
    errors: [
      ...(['disclosure_unknown', 'disclosure_mismatch', 'disclosure_expired'] as const),
      ...(['disclosure_used', 'written_consent_unknown', 'processor_not_live'] as const),
    ],
    handler:
      (deps) =>
      async ({ staff: acting, body: { id: exportId, ...wanted } }) => {
        const { disclosureId } = wanted
        const allowed = await requireDisclosure(deps, wanted)
        if (allowed.kind === 'refused') throw new ApiError(allowed.code)
        const asked = { disclosureId, allowed, exportId }
        const exported = await exportMessages(asked, actingAs(deps, acting))
        if (!exported) throw new ApiError('disclosure_used')
        return answerJson(200, exported satisfies MessagesExport, {
          'content-disposition': `attachment; filename="kelisim-export-${disclosureId}.json"`,
        })
      },
  }),
]
