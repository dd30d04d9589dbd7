import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { answerError, toApiError } from '../http/answering/answer-error.ts'
import type { ApiError } from '../http/answering/api-error.ts'
import type { Metrics } from '../http/protecting/metrics.ts'
import type { OriginGuard } from '../http/protecting/origin.ts'
import { answerMessagePage } from './pages/contact/message-page.ts'
import { createAnswerPage } from './pages/layout/answer-page.ts'
import { answerErrorPage, isFormPage } from './pages/layout/error-page.ts'
import { readPageLanguage } from './pages/layout/page-language.ts'

type ErrorDeps = Pick<Deps, 'log' | 'cryptography' | 'site'> & {
  readonly metrics: Metrics
  readonly guard: OriginGuard
}

/** Content types that a browser gives a form which it sends by itself. */
const SENT_BY_FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i

/** Whether a person sees the answer in place of the page with the contact form. */
const isContactForm = (c: Context): boolean =>
  c.req.method === 'POST' &&
  c.req.path === '/v1/messages' &&
  SENT_BY_FORM.test(c.req.header('content-type') ?? '')

/**
 * Makes the function that answers whatever was thrown: with the error envelope, and with a page where a person reads it: one who
 * has sent the contact form without JavaScript, or asked for a page with a form. Of a form that was not read the language is not
 * known: the page's, or the browser's, is taken.
 */
export function createAnswerAnyError(deps: ErrorDeps) {
  const answerPage = createAnswerPage(deps.cryptography)
  const makePage = (c: Context, error: ApiError): Promise<Response> | undefined => {
    const operator = deps.site.operator.name
    if (isFormPage(c.req.path)) return answerErrorPage(c, answerPage, error, operator)
    if (!isContactForm(c)) return undefined
    const outcome = { kind: 'refused', error } as const
    return answerMessagePage(c, answerPage, readPageLanguage(c), outcome, operator)
  }
  return async function answerAnyError(thrown: unknown, c: Context): Promise<Response> {
    const answer = answerError(thrown, c, deps)
    const error = toApiError(thrown)
    const page = await makePage(c, error)
    if (!page) return answer
    for (const [name, value] of Object.entries(error.headers)) page.headers.set(name, value)
    return page
  }
}
