import type { Context } from 'hono'
import { pastedReceipt } from '../../../contract/visitor/receipt.ts'
import type { Language } from '../../../contract/words.ts'
import { checkReceipt } from '../../../domain/receipt/check-receipt.ts'
import { PAGE } from '../../../http/operations/description.ts'
import { oncePerServer } from '../../../http/operations/once-per-server.ts'
import { operation } from '../../../http/operations/operation.ts'
import { check } from '../../../http/reading/check.ts'
import { readForm } from '../../../http/reading/read-body.ts'
import { createAnswerPage } from '../layout/answer-page.ts'
import { renderMasthead } from '../layout/masthead.ts'
import { pageLanguage, readPageLanguage } from '../layout/page-language.ts'
import type { PageParts } from '../layout/page-layout.ts'
import { pageTexts } from '../layout/page-text.ts'
import { buildCheckPage, type CheckOutcome } from './receipt-page.ts'

/** Sends the page: empty, or with the result of a check. */
type Answer = (c: Context, outcome?: CheckOutcome) => Promise<Response>

const createAnswer = oncePerServer<Answer>(({ site, cryptography }) => {
  const answerPage = createAnswerPage(cryptography, { formAction: "'self'" })
  const build = (language: Language, outcome: CheckOutcome | undefined): PageParts => {
    const { timeZone, operator } = site
    return buildCheckPage(language, outcome, {
      timeZone,
      operator: operator.name[language],
      masthead: renderMasthead(operator.name, language, pageTexts[language]),
    })
  }
  /** The empty page by language. */
  const empty = new Map<Language, PageParts>()
  return async (c, outcome) => {
    const language = readPageLanguage(c)
    const page = (outcome ? undefined : empty.get(language)) ?? build(language, outcome)
    if (!outcome) empty.set(language, page)
    const response = await answerPage(c, page)
    if (outcome) response.headers.set('cache-control', 'no-store')
    return response
  }
})

/** `/receipt`: anybody can check a receipt. Nothing that is pasted is stored. */
export const receiptPageOperations = [
  operation({
    ...{ method: 'get', path: '/receipt', tag: 'Proof', id: 'showReceiptCheck' },
    who: 'anyone',
    summary: 'The page where anyone checks a receipt',
    description: 'Works without JavaScript.',
    lenient: pageLanguage,
    answers: PAGE,
    handler: (deps) => {
      const answer = createAnswer(deps)
      return ({ c }) => answer(c)
    },
  }),
  operation({
    ...{ method: 'post', path: '/receipt', tag: 'Proof', id: 'checkReceipt' },
    who: 'anyone',
    summary: 'Check a receipt that was pasted into the page',
    description:
      'The field `receipt` of a plain form. Says whether this server issued it and whether it was altered, never whether ' +
      'the consent holds now. Nothing is kept.',
    lenient: pageLanguage,
    answers: [{ status: 200, description: 'The page, with the outcome.', type: 'text/html' }],
    errors: ['body_too_large', 'store_unavailable', 'internal_error'],
    handler: (deps) => {
      const answer = createAnswer(deps)
      const { verifyJws, signer } = deps
      return async ({ c }) => {
        const { receipt = '' } = await readForm(c)
        const pasted = check(pastedReceipt, receipt)
        if (pasted.kind === 'wrong') return answer(c, { kind: 'malformed' })
        const keys = await signer.publicKeys()
        return answer(c, checkReceipt(pasted.output, { verifyJws, keys }))
      }
    },
  }),
]
