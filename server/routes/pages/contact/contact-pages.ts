import { Hono } from 'hono'
import type { AppDeps } from '../../../http/app-deps.ts'
import { createAnswerPage } from '../layout/answer-page.ts'
import { readPageLanguage } from '../layout/page-language.ts'
import { answerContactPage } from './contact-page.ts'

/** `/contact`: the server's own contact form, which needs no JavaScript, and to which any page may lead (CF-02, CF-09). */
export function contactPages(deps: AppDeps): Hono {
  const answerPage = createAnswerPage(deps.cryptography, {
    formAction: "'self'",
    referrer: 'same-origin',
  })
  return new Hono().get('/contact', (c) =>
    answerContactPage(c, answerPage, { language: readPageLanguage(c), fields: {} }, deps),
  )
}
