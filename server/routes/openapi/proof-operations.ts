import * as v from 'valibot'
import { uuidV7 } from '../../contract/words.ts'
import {
  type Described,
  NOT_MODIFIED,
  type OperationParameter,
} from '../../http/operations/description.ts'

const recordId: OperationParameter = {
  in: 'path',
  name: 'id',
  description: 'The consent record.',
  schema: uuidV7,
}

/** What proves a consent: receipts, notices, keys, bundles. */
export const proofOperations: readonly Described[] = [
  {
    method: 'get',
    path: '/v1/consents/{id}/receipt',
    tag: 'Proof',
    id: 'readReceipt',
    summary: 'Read the signed receipt of a record',
    description:
      'For who holds its secret. Everything that was agreed, as it was shown, with every change since; signed as JWS ' +
      '(EdDSA). `format=html` answers with a page to read and print.',
    security: 'recordSecret',
    parameters: [
      recordId,
      {
        ...{ in: 'query', name: 'format', description: '`html` for a page.' },
        schema: v.optional(v.literal('html')),
      },
    ],
    answers: [
      { status: 200, description: 'The receipt.', schema: 'SignedReceipt', type: 'text/html' },
    ],
    errors: ['secret_missing', 'not_found', 'store_unavailable', 'internal_error'],
  },
  {
    method: 'get',
    path: '/v1/notices/{sha256}',
    tag: 'Proof',
    id: 'readNotice',
    summary: 'Read an exact text that was once shown',
    description: 'By the SHA-256 that records and receipts name. Never changes.',
    parameters: [
      {
        ...{ in: 'path', name: 'sha256', description: '64 hex digits.' },
        schema: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
      },
    ],
    answers: [{ status: 200, description: 'The text.', schema: 'NoticeResult' }, NOT_MODIFIED],
    errors: ['not_found', 'store_unavailable', 'internal_error'],
  },
  {
    method: 'get',
    path: '/receipt',
    tag: 'Proof',
    id: 'showReceiptCheck',
    summary: 'The page where anyone checks a receipt',
    description: 'Works without JavaScript.',
    answers: [{ status: 200, description: 'The page.', type: 'text/html' }, NOT_MODIFIED],
    errors: [],
  },
  {
    method: 'post',
    path: '/receipt',
    tag: 'Proof',
    id: 'checkReceipt',
    summary: 'Check a receipt that was pasted into the page',
    description:
      'The field `receipt` of a plain form. Says whether this server issued it and whether it was altered, never whether ' +
      'the consent holds now. Nothing is kept.',
    answers: [{ status: 200, description: 'The page, with the outcome.', type: 'text/html' }],
    errors: ['body_too_large', 'store_unavailable', 'internal_error'],
  },
  {
    method: 'get',
    path: '/v1/admin/consents/{id}/proof',
    tag: 'Console',
    id: 'proveConsent',
    summary: 'Fetch the proof bundle of one consent',
    description:
      'Events, notice, checkpoints and keys in one file that `npm run verify -- --bundle` checks without a database. ' +
      'Names nobody. Noted in the audit register.',
    security: 'adminSession',
    parameters: [recordId],
    answers: [{ status: 200, description: 'The bundle.', schema: 'ProofResult' }],
    errors: ['not_signed_in', 'not_found', 'store_unavailable', 'internal_error'],
  },
  {
    method: 'get',
    path: '/v1/admin/consent-terms',
    tag: 'Console',
    id: 'readConsentTerms',
    summary: 'Read the terms on which consents are taken',
    description:
      'Term, third parties, cross-border transfer and public sources of each purpose (Art. 8(4), items 3 to 6) as the ' +
      'consent text states them for the whole site, and who receives the data of this purpose. ' +
      '`format=csv` for a spreadsheet.',
    security: 'adminSession',
    parameters: [
      {
        ...{ in: 'query', name: 'format', description: '`csv` for a spreadsheet.' },
        schema: v.optional(v.literal('csv')),
      },
    ],
    answers: [
      { status: 200, description: 'The terms.', schema: 'ConsentTermsResult', type: 'text/csv' },
    ],
    errors: ['not_signed_in', 'store_unavailable', 'internal_error'],
  },
]
