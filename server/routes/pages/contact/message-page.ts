import type { Context } from 'hono'
import { html } from 'hono/html'
import { findLanguage, type Language } from '../../../contract/words.ts'
import { type ApiError, errorStatus } from '../../../http/answering/api-error.ts'
import type { AnswerPage } from '../layout/answer-page.ts'
import type { Html } from '../layout/page-layout.ts'
import { fillText } from '../layout/page-text.ts'
import { type MessagePageText, messagePageTexts } from './message-page-text.ts'

/** Result of a form that was sent without JavaScript. */
export type FormOutcome =
  | { readonly kind: 'sent'; readonly reference: string; readonly code: string }
  | { readonly kind: 'refused'; readonly error: ApiError }

/** Returns a sentence for each wrong field that says what to do. Never contains a typed value. */
export function describeFields(
  { fields = {} }: ApiError,
  language: Language,
): Readonly<Record<string, string>> {
  const text = messagePageTexts[language]
  const noContact = fields.email === 'missing' && fields.phone === 'missing'
  const sentences = Object.entries(fields).flatMap(([field, problem]) => {
    if (field === 'consent') return [[field, text.consent]]
    if (noContact && (field === 'email' || field === 'phone')) return []
    const label = text.fields[field] ?? field
    const isPattern = problem === 'invalid' && (field === 'email' || field === 'phone')
    const words = isPattern ? text.problems[field] : text.problems[problem]
    return [[field, `${label}: ${words ?? text.problems.missing}`]]
  })
  return Object.fromEntries(noContact ? [...sentences, ['email', text.replyHint]] : sentences)
}

function renderProblem(error: ApiError, text: MessagePageText): Html {
  if (error.code === 'sender_is_minor') return html`<p>${text.minorStop}</p>`
  // The page is wrong, not the values: sending again would fail again.
  if (error.code === 'origin_not_allowed' || error.code === 'unsupported_media_type')
    return html`<p>${text.wrongForm}</p>`
  if (error.code === 'too_many_requests') return html`<p>${text.tooMany}</p>`
  if (error.code === 'body_too_large')
    return html`<p>${text.fields.message}: ${text.problems.too_long}</p>
<p>${text.back}</p>`
  return html`<p>${errorStatus[error.code][0] < 500 ? text.notTaken : text.server}</p>`
}

/** Responds to a plain form with a page in the form's language (Kazakh where it names none). */
export function answerMessagePage(
  c: Context,
  answerPage: AnswerPage,
  asked: string | undefined,
  outcome: FormOutcome,
  operator: Readonly<Record<Language, string>>,
): Promise<Response> {
  const language = findLanguage(asked ?? '') ?? 'kk'
  const text = messagePageTexts[language]
  const body =
    outcome.kind === 'sent'
      ? html`<p>${fillText(text.sent, { id: outcome.reference })}</p>
<p>${text.code} <code>${outcome.code}</code></p>`
      : renderProblem(outcome.error, text)
  const parts = {
    language,
    title: text.title,
    skip: text.skip,
    masthead: html`<p>${operator[language]}</p>`,
    main: html`<article class="text"><h1>${text.title}</h1>${body}</article>`,
    isUnlisted: true,
  }
  return answerPage(c, parts, outcome.kind === 'sent' ? 201 : errorStatus[outcome.error.code][0])
}
