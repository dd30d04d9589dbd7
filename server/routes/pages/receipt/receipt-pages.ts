import { type Context, Hono } from 'hono'
import { pastedReceipt } from '../../../contract/visitor/receipt.ts'
import type { Language } from '../../../contract/words.ts'
import { checkReceipt } from '../../../domain/receipt/check-receipt.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { check } from '../../../http/reading/check.ts'
import { readForm } from '../../../http/reading/read-body.ts'
import { createAnswerPage } from '../layout/answer-page.ts'
import { renderMasthead } from '../layout/masthead.ts'
import { readPageLanguage } from '../layout/page-language.ts'
import type { PageParts } from '../layout/page-layout.ts'
import { pageTexts } from '../layout/page-text.ts'
import { buildCheckPage, type CheckOutcome } from './receipt-page.ts'

/** `/receipt`: anyone checks a receipt that is shown to them. Nothing that is pasted is kept. */
export function receiptPages({ site, cryptography, signer, verifyJws }: AppDeps): Hono {
  const answerPage = createAnswerPage(cryptography, { formAction: "'self'" })
  const build = (language: Language, outcome: CheckOutcome | undefined): PageParts => {
    const { timeZone, operator } = site
    return buildCheckPage(language, outcome, {
      timeZone,
      operator: operator.name[language],
      masthead: renderMasthead(operator.name, language, pageTexts[language]),
    })
  }
  /** The page before anything is pasted. */
  const empty = new Map<Language, PageParts>()
  const answer = async (c: Context, outcome: CheckOutcome | undefined) => {
    const language = readPageLanguage(c)
    const page = (outcome ? undefined : empty.get(language)) ?? build(language, outcome)
    if (!outcome) empty.set(language, page)
    const response = await answerPage(c, page)
    if (outcome) response.headers.set('cache-control', 'no-store')
    return response
  }
  return new Hono()
    .get('/receipt', (c) => answer(c, undefined))
    .post('/receipt', async (c) => {
      const { receipt = '' } = await readForm(c)
      const pasted = check(pastedReceipt, receipt)
      if (pasted.kind === 'wrong') return answer(c, { kind: 'malformed' })
      return answer(c, checkReceipt(pasted.output, { verifyJws, keys: await signer.publicKeys() }))
    })
}
