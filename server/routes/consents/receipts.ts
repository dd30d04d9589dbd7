import * as v from 'valibot'
import { uuidV7 } from '../../contract/words.ts'
import { signReceipt } from '../../domain/receipt/sign-receipt.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import { operation } from '../../http/operations/operation.ts'
import { createAnswerReceiptPage } from '../pages/receipt/answer-receipt-page.ts'
import { findOwnConsent } from './own-consent.ts'

/** Signed receipts of records, as data and as a page. */
export const receiptOperations = [
  operation({
    ...{ method: 'get', path: '/v1/consents/{id}/receipt', tag: 'Proof', id: 'readReceipt' },
    who: 'record',
    summary: 'Read the signed receipt of a record',
    description:
      'For who holds its secret. Everything that was agreed, as it was shown, with every change since; signed as JWS ' +
      '(EdDSA). `format=html` answers with a page to read and print.',
    params: { id: { description: 'The consent record.', schema: uuidV7 } },
    lenient: {
      format: { description: '`html` for a page.', schema: v.optional(v.literal('html')) },
    },
    answers: [
      { status: 200, description: 'The receipt.', schema: 'SignedReceipt', type: 'text/html' },
    ],
    handler: (deps) => {
      const answerReceiptPage = createAnswerReceiptPage(deps)
      return async (call) => {
        const { c, cors } = call
        const stored = await findOwnConsent(call, deps)
        const signed = await signReceipt(stored, deps)
        if (!signed) throw new ApiError('not_found')
        if (c.req.query('format') === 'html') {
          const page = await answerReceiptPage(c, signed)
          // The my-data panel downloads it on the school's pages, which may be on another origin.
          for (const [name, value] of Object.entries(cors)) page.headers.set(name, value)
          return page
        }
        return answerJson(200, signed, {
          ...cors,
          'content-disposition': `attachment; filename="kelisim-receipt-${stored.id}.json"`,
        })
      }
    },
  }),
]
