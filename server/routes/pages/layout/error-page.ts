import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Language } from '../../../contract/words.ts'
import { type ApiError, errorStatus } from '../../../http/answering/api-error.ts'
import { messagePageTexts } from '../contact/message-page-text.ts'
import { myDataTexts } from '../my-data/text.ts'
import { requestPageTexts } from '../request/request-page-text.ts'
import type { AnswerPage } from './answer-page.ts'
import { readPageLanguage } from './page-language.ts'

/** Titles of the pages with forms that need no JavaScript, by path: their errors are shown as pages. */
const titles: Readonly<Record<string, (language: Language) => string>> = {
  '/my-data': (language) => myDataTexts[language].myTitle,
  '/request': (language) => requestPageTexts[language].title,
  '/contact': (language) => messagePageTexts[language].title,
}

export const isFormPage = (path: string): boolean => Object.hasOwn(titles, path)

function describe({ code }: ApiError, language: Language): string {
  if (code === 'too_many_requests') return myDataTexts[language].myErrRate
  return errorStatus[code][0] < 500
    ? myDataTexts[language].notTaken
    : messagePageTexts[language].server
}

/** Sends an error page in place of a page with a form (`isFormPage`), in its language. Never contains a typed value. */
export function answerErrorPage(
  c: Context,
  answerPage: AnswerPage,
  error: ApiError,
  operator: Readonly<Record<Language, string>>,
): Promise<Response> {
  const language = readPageLanguage(c)
  const title = titles[c.req.path]?.(language) ?? operator[language]
  const parts = {
    language,
    title: `${title} · ${operator[language]}`,
    skip: messagePageTexts[language].skip,
    masthead: html`<p>${operator[language]}</p>`,
    main: html`<article class="text"><h1>${title}</h1><p role="alert">${describe(error, language)}</p></article>`,
    isUnlisted: true,
  }
  return answerPage(c, parts, errorStatus[error.code][0])
}
