import { Hono } from 'hono'
import { uuidV7 } from '../../contract/words.ts'
import { buildProof } from '../../domain/ledger/proof.ts'
import { audit } from '../../domain/registers/audit.ts'
import { listConsentTerms } from '../../domain/registers/consent-register.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { answerCsv } from '../../http/answering/answer-csv.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { check } from '../../http/reading/check.ts'

const COLUMNS = [
  ...['purpose', 'policyClause', 'termDays'],
  ...['thirdParties', 'crossBorder', 'publicSources', 'recipients'],
] as const

/**
 * Proofs of consents, and the terms on which they are taken. A proof names nobody: it holds a random id and hashes, so it needs
 * no entry in the register of disclosures.
 */
export const adminConsentRoutes = (deps: AppDeps): Hono =>
  new Hono()
    .get('/consents/:id/proof', async (c) => {
      const id = c.req.param('id')
      const proof = check(uuidV7, id).kind === 'right' ? await buildProof(deps, id) : undefined
      if (!proof) throw new ApiError('not_found')
      await audit(deps, { action: 'consent.prove', subject: id, actor: 'administrator' })
      return answerJson(200, proof, {
        'content-disposition': `attachment; filename="kelisim-proof-${id}.json"`,
      })
    })
    .get('/consent-terms', (c) => {
      const lines = listConsentTerms(deps.site)
      if (c.req.query('format') !== 'csv') return answerJson(200, { lines })
      const rows = lines.map((line) =>
        COLUMNS.map((column) => (column === 'recipients' ? line[column].join('; ') : line[column])),
      )
      return answerCsv('consent-terms', COLUMNS, [rows])
    })
