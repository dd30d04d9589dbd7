import type { Context } from 'hono'
import { codeRequestBody } from '../../../contract/code.ts'
import { addressRequestBody } from '../../../contract/visitor/request.ts'
import type { Language } from '../../../contract/words.ts'
import { ApiError, errorStatus } from '../../../http/answering/api-error.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { operation } from '../../../http/operations/operation.ts'
import { checkBody, readForm } from '../../../http/reading/read-body.ts'
import { sendRequestCode, takeRequestByAddress } from '../../requests.ts'
import { type AnswerPage, createAnswerPage } from '../layout/answer-page.ts'
import { renderMasthead } from '../layout/masthead.ts'
import { pageLanguage, readPageLanguage } from '../layout/page-language.ts'
import { fillText, pageTexts } from '../layout/page-text.ts'
import { buildRequestPage, type RequestStep, type TypedRequest } from './request-page.ts'
import { requestPageTexts } from './request-page-text.ts'

const TYPED = ['kind', 'scope', 'name', 'email', 'text'] as const

/** Returns what went wrong and what to do. Never contains a typed value. */
function describe(error: ApiError, language: Language, contact: string): string {
  const text = requestPageTexts[language]
  if (error.code === 'code_refused' || error.fields?.code) return text.codeRefused
  if (error.code === 'too_many_requests') return fillText(text.tooMany, { contact })
  if (error.code === 'mail_unavailable') return fillText(text.noMail, { contact })
  const { email, name, text: typed } = error.fields ?? {}
  const wrong = [
    ...(name ? [text.name] : []),
    ...(email === 'missing' ? [text.email] : []),
    ...(typed ? [text.text] : []),
  ]
  if (wrong.length > 0) return fillText(text.wrong, { fields: wrong.join(', ') })
  return email ? text.wrongEmail : text.notTaken
}

/** Returns the fields of the form for the API: an empty text counts as left out. Others are dropped unread. */
const readTyped = (fields: TypedRequest): TypedRequest =>
  Object.fromEntries(
    TYPED.flatMap((name) => {
      const value = fields[name]
      return value === undefined || (name === 'text' && value.trim() === '') ? [] : [[name, value]]
    }),
  )

/** Performs one step: sends a code for the typed values, or sends the values with their code. @throws {ApiError} */
async function takeStep(
  c: Context,
  { fields, typed, language }: { fields: TypedRequest; typed: TypedRequest; language: Language },
  deps: AppDeps,
): Promise<RequestStep> {
  deps.originGuard.check(c)
  if (fields.challenge !== undefined) {
    const given = { ...typed, language, challenge: fields.challenge, code: fields.code ?? '' }
    const request = await takeRequestByAddress(checkBody(addressRequestBody, given), deps)
    return { kind: 'done', request }
  }
  // Validated as a whole, with placeholders for the mailed values: no mail is sent for an incomplete form.
  const standIns = { challenge: '01993f00-0000-7000-8000-000000000000', code: '000000' }
  const { email } = checkBody(addressRequestBody, { ...typed, language, ...standIns })
  const made = await sendRequestCode(c, checkBody(codeRequestBody, { email, language }), deps)
  return { kind: 'code', typed, challenge: made.challenge }
}

async function answerForm(c: Context, answerPage: AnswerPage, deps: AppDeps): Promise<Response> {
  const language = readPageLanguage(c)
  let fields: TypedRequest = {}
  let typed: TypedRequest = {}
  try {
    fields = await readForm(c)
    typed = readTyped(fields)
    const step = await takeStep(c, { fields, typed, language }, deps)
    return answerStep(c, { answerPage, step, status: step.kind === 'done' ? 201 : 200 }, deps)
  } catch (error) {
    if (!(error instanceof ApiError) || errorStatus[error.code][0] === 500) throw error
    const problem = describe(error, language, deps.site.operator.contact)
    const isAboutCode =
      fields.challenge !== undefined && problem === requestPageTexts[language].codeRefused
    const step: RequestStep = isAboutCode
      ? { kind: 'code', typed, challenge: fields.challenge ?? '', problem }
      : { kind: 'form', typed, problem }
    const answer = await answerStep(
      c,
      { answerPage, step, status: errorStatus[error.code][0] },
      deps,
    )
    for (const [name, value] of Object.entries(error.headers)) answer.headers.set(name, value)
    return answer
  }
}

async function answerStep(
  c: Context,
  {
    answerPage,
    step,
    status = 200,
  }: {
    readonly answerPage: AnswerPage
    readonly step: RequestStep
    readonly status?: Parameters<AnswerPage>[2]
  },
  { site }: AppDeps,
): Promise<Response> {
  const language = readPageLanguage(c)
  const { name } = site.operator
  const masthead = renderMasthead(name, language, pageTexts[language])
  const page = buildRequestPage(language, step, { operator: name[language], masthead })
  const response = await answerPage(c, page, status)
  // Otherwise the page's own form would send `Origin: null`, and be rejected.
  response.headers.set('referrer-policy', 'same-origin')
  return response
}

const createAnswer = ({ cryptography }: AppDeps): AnswerPage =>
  createAnswerPage(cryptography, { formAction: "'self'" })

/** `/request`: anybody can ask the school about data (DS-12). Nothing is stored before the mailed code is entered. */
export const requestPageOperations = [
  operation({
    ...{ method: 'get', path: '/request', tag: 'Requests', id: 'showRequestForm' },
    who: 'anyone',
    summary: 'The page on which anybody asks the school about data',
    description: 'Works without JavaScript.',
    lenient: pageLanguage,
    answers: [{ status: 200, description: 'The page.', type: 'text/html' }],
    handler: (deps) => {
      const answerPage = createAnswer(deps)
      return ({ c }) => answerStep(c, { answerPage, step: { kind: 'form', typed: {} } }, deps)
    },
  }),
  operation({
    ...{ method: 'post', path: '/request', tag: 'Requests', id: 'sendRequestForm' },
    who: 'anyone',
    summary: 'Send the form of that page',
    description:
      'A plain form with the fields of `AddressRequestBody`; `challenge` and `code` with the second step alone. Every answer is ' +
      'a page in the language of `lang`.',
    lenient: pageLanguage,
    answers: [
      { status: 200, description: 'A code is on its way.', type: 'text/html' },
      { status: 201, description: 'The request was taken.', type: 'text/html' },
    ],
    errorsAre: 'pages',
    errors: [
      ...(['body_too_large', 'invalid_json', 'invalid_body', 'origin_not_allowed'] as const),
      ...(['code_refused', 'too_many_requests', 'mail_unavailable'] as const),
      ...(['store_unavailable', 'internal_error'] as const),
    ],
    handler: (deps) => {
      const answerPage = createAnswer(deps)
      return ({ c }) => answerForm(c, answerPage, deps)
    },
  }),
]
