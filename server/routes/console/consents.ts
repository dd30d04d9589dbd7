import * as v from 'valibot'
import { uuidV7 } from '../../contract/words.ts'
import { buildProof } from '../../domain/ledger/proof.ts'
import { audit } from '../../domain/registers/audit.ts'
import { listConsentTerms } from '../../domain/registers/consent-register.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { answerCsv } from '../../http/answering/answer-csv.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import { operation } from '../../http/operations/operation.ts'
import { staff } from '../../http/operations/who.ts'
import { check } from '../../http/reading/check.ts'

const COLUMNS = [
  ...['purpose', 'policyClause', 'termDays'],
  ...['thirdParties', 'crossBorder', 'publicSources', 'recipients'],
] as const

/**
 * Proofs of consents, and the terms under which they are taken. A proof contains no names: it has a random id and hashes, so
 * it needs no entry in the register of disclosures.
 */
export const proofOperations = [
  operation({
    ...{ method: 'get', path: '/v1/admin/consents/{id}/proof', tag: 'Console' },
    id: 'proveConsent',
    who: staff('auditor'),
    summary: 'Fetch the proof bundle of one consent',
    description:
      'Events, notice, checkpoints and keys in one file that `npm run verify -- --bundle` checks without a database. ' +
      'Names nobody. Noted in the audit register.',
    params: { id: { description: 'The consent record.', schema: uuidV7 } },
    answers: [{ status: 200, description: 'The bundle.', schema: 'ProofResult' }],
    errors: ['not_found'],
    handler:
      (deps) =>
      async ({ staff: acting, params: { id } }) => {
        const proof = check(uuidV7, id).kind === 'right' ? await buildProof(deps, id) : undefined
        if (!proof) throw new ApiError('not_found')
        await audit(deps, { action: 'consent.prove', subject: id, actor: acting.id })
        return answerJson(200, proof, {
          'content-disposition': `attachment; filename="kelisim-proof-${id}.json"`,
        })
      },
  }),
  operation({
    ...{ method: 'get', path: '/v1/admin/consent-terms', tag: 'Console', id: 'readConsentTerms' },
    who: staff('operator', 'auditor'),
    summary: 'Read the terms on which consents are taken',
    description:
      'Term, third parties, cross-border transfer and public sources of each purpose (Art. 8(4), items 3 to 6) as the ' +
      'consent text states them for the whole site, and who receives the data of this purpose. ' +
      '`format=csv` for a spreadsheet.',
    lenient: {
      format: { description: '`csv` for a spreadsheet.', schema: v.optional(v.literal('csv')) },
    },
    answers: [
      { status: 200, description: 'The terms.', schema: 'ConsentTermsResult', type: 'text/csv' },
    ],
    handler:
      ({ site }) =>
      ({ c }) => {
        const lines = listConsentTerms(site)
        if (c.req.query('format') !== 'csv') return answerJson(200, { lines })
        const rows = lines.map((line) =>
          COLUMNS.map((column) =>
            column === 'recipients' ? line[column].join('; ') : line[column],
          ),
        )
        return answerCsv('consent-terms', COLUMNS, [rows])
      },
  }),
]
