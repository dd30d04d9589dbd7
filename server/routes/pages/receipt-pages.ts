import { type Context, Hono } from 'hono'
import { pastedReceipt } from '../../contract/receipt.ts'
import type { Deps } from '../../deps.ts'
import { checkReceipt } from '../../domain/receipt/check-receipt.ts'
import { check } from '../edge/check.ts'
import { readForm } from '../edge/read-body.ts'
import { createAnswerPage } from './answer-page.ts'
import { renderMasthead } from './masthead.ts'
import { readPageLanguage } from './page-language.ts'
import { pageTexts } from './page-text.ts'
import { buildCheckPage, type CheckOutcome } from './receipt-page.ts'

/** `/receipt`: anyone checks a receipt that is shown to them. Nothing that is pasted is kept. */
export function receiptPages({ site, cryptography, signer, verifyJws }: Deps): Hono {
  const answerPage = createAnswerPage(cryptography, { formAction: "'self'" })
  const answer = async (c: Context, outcome: CheckOutcome | undefined) => {
    const language = readPageLanguage(c)
    const { timeZone, operator } = site
    const response = await answerPage(
      c,
      buildCheckPage(language, outcome, {
        timeZone,
        operator: operator.name[language],
        masthead: renderMasthead(operator.name, language, pageTexts[language]),
      }),
    )
    if (outcome) response.headers.set('cache-control', 'no-store')
    return response
  }
  return new Hono()
    .get('/receipt', (c) => answer(c, undefined))
    .post('/receipt', async (c) => {
      const { receipt = '' } = await readForm(c)
      const pasted = check(pastedReceipt, receipt)
      if (pasted.kind === 'wrong') return answer(c, { kind: 'malformed' })
      return answer(
        c,
        await checkReceipt(pasted.output, { verifyJws, keys: await signer.publicKeys() }),
      )
    })
}
