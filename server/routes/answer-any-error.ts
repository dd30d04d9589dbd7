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
  readonly originGuard: OriginGuard
}

/** Content types of a form that a browser submits itself. */
const SENT_BY_FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i

/** Returns whether a person sees the response instead of the page with the contact form. */
const isContactForm = (c: Context): boolean =>
  c.req.method === 'POST' &&
  c.req.path === '/v1/messages' &&
  SENT_BY_FORM.test(c.req.header('content-type') ?? '')

/**
 * Returns the function that responds to any thrown error: with the error envelope, or with a page where a person reads it,
 * after submitting the contact form without JavaScript or requesting a page with a form. If the form was not read, its
 * language is unknown, and that of the page or the browser is used.
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
