import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { codeRequestBody } from '../../../contract/code.ts'
import { buildOverview, readOwnData } from '../../../domain/rights/overview.ts'
import { identify } from '../../../domain/subject/identify.ts'
import { ApiError, errorStatus } from '../../../http/answering/api-error.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { operation } from '../../../http/operations/operation.ts'
import { checkBody, readForm } from '../../../http/reading/read-body.ts'
import { sendOwnCode } from '../../me/codes.ts'
import { type AnswerPage, createAnswerPage } from '../layout/answer-page.ts'
import { pageLanguage, readPageLanguage } from '../layout/page-language.ts'
import { fillText } from '../layout/page-text.ts'
import { acts, deleteSent, type Outcome, type Sent } from './acts.ts'
import { type Fields, readHolder, requireOwnPage } from './holder.ts'
import { buildMyDataPage, type Step } from './my-data-page.ts'
import type { MyDataText } from './my-data-text.ts'
import { myDataTexts } from './text.ts'

/** Returns why nothing was found, by the step. */
function describeNothing(fields: Fields, text: MyDataText): string {
  if (fields.reference !== undefined) return text.myErrSecret
  // The credential comes from a page that has shown data, but is no longer valid.
  if ((fields.credential ?? fields.proof) !== undefined) return text.errExpired
  return fields.challenge === undefined ? text.errNoKey : text.myEmpty
}

/** Returns what went wrong and what to do. Never contains a typed value. */
function describe({ code }: ApiError, { fields, text }: Sent, contact: string): string {
  if (code === 'not_found') return describeNothing(fields, text)
  if (code === 'too_many_requests') return text.myErrRate
  if (code === 'mail_unavailable') return fillText(text.myMailOff, { contact })
  if (code === 'held_by_law') return text.errHeld
  if (code === 'consent_withdrawn') return text.errWithdrawn
  if (code === 'code_refused' || fields.code !== undefined) return text.myErrCode
  return code === 'invalid_body' && fields.email !== undefined ? text.myErrEmail : text.notTaken
}

/** Carries out a form. @throws {ApiError} */
async function take(sent: Sent, deps: AppDeps): Promise<Outcome> {
  const { c, fields, language } = sent
  requireOwnPage(c, deps)
  if (fields.act === 'mail') {
    const body = checkBody(codeRequestBody, { email: fields.email ?? '', language })
    const { challenge } = await sendOwnCode(c, body, deps)
    return { step: { kind: 'code', challenge } }
  }
  // The same limit as for the export.
  if (fields.act === 'copy') deps.limits.spend(c, 'export')
  const known = await readHolder(c, fields, deps)
  const subject = known && (await identify(known.credential, deps))
  if (fields.act === 'delete') return deleteSent(sent, known && { ...known, subject }, deps)
  if (!subject || subject.things.length === 0) throw new ApiError('not_found')
  const act = Object.hasOwn(acts, fields.act ?? '') ? acts[fields.act ?? ''] : undefined
  if (!act) throw new ApiError('invalid_body')
  return act(sent, { ...known, subject }, deps)
}

/** After a wrong code, asks for it again; otherwise starts over. */
function stepAfter(error: ApiError, sent: Sent, deps: AppDeps): Step {
  const { contact } = deps.site.operator
  const problem = describe(error, sent, contact)
  const { challenge } = sent.fields
  return challenge !== undefined && problem === sent.text.myErrCode
    ? { kind: 'code', challenge, problem }
    : { kind: 'find', problem }
}

async function answerStep(
  { c, answerPage }: { readonly c: Context; readonly answerPage: AnswerPage },
  step: Step,
  deps: AppDeps,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const told =
    step.kind === 'shown'
      ? { ...step, me: await buildOverview(await readOwnData(step.subject.things, deps), deps) }
      : step
  return answerPage(c, buildMyDataPage(readPageLanguage(c), told, deps.site), status)
}

async function answerForm(c: Context, answerPage: AnswerPage, deps: AppDeps): Promise<Response> {
  const language = readPageLanguage(c)
  let sent: Sent = { c, fields: {}, language, text: myDataTexts[language], answerPage }
  try {
    const fields: Fields = await readForm(c)
    sent = { ...sent, fields }
    const outcome = await take(sent, deps)
    if ('file' in outcome) return outcome.file
    const answer = await answerStep(sent, outcome.step, deps)
    for (const line of outcome.cookies ?? []) answer.headers.append('set-cookie', line)
    return answer
  } catch (error) {
    const isTold =
      error instanceof ApiError &&
      (errorStatus[error.code][0] < 500 || error.code === 'mail_unavailable')
    if (!isTold) throw error
    const step = stepAfter(error, sent, deps)
    const answer = await answerStep(sent, step, deps, errorStatus[error.code][0])
    for (const [name, value] of Object.entries(error.headers)) answer.headers.set(name, value)
    return answer
  }
}

const createAnswer = ({ cryptography }: AppDeps): AnswerPage =>
  createAnswerPage(cryptography, { formAction: "'self'", referrer: 'same-origin' })

/**
 * `/my-data`: a person's data, with the device's cookie, a message's code or a mailed code (DS-01 to DS-06, DS-14). A GET
 * shows nothing personal and changes nothing; everything else is a form sent by the page itself.
 */
export const myDataPageOperations = [
  operation({
    ...{ method: 'get', path: '/my-data', tag: 'My data', id: 'showMyDataForms' },
    who: 'anyone',
    summary: 'The page of one’s own data',
    description: 'Works without JavaScript. The same for all: it shows nothing of who looks at it.',
    lenient: pageLanguage,
    answers: [{ status: 200, description: 'The page.', type: 'text/html' }],
    handler: (deps) => {
      const answerPage = createAnswer(deps)
      return ({ c }) => answerStep({ c, answerPage }, { kind: 'find' }, deps)
    },
  }),
  operation({
    ...{ method: 'post', path: '/my-data', tag: 'My data', id: 'sendMyDataForm' },
    who: 'anyone',
    summary: 'Send a form of that page',
    description:
      'Plain forms that the page itself sends, by the field `act`: `show`, `copy`, `block`, `lift`, `withdraw`, `delete`, `mail`. ' +
      'Every answer is a page in the language of `lang`, or the copy.',
    lenient: pageLanguage,
    answers: [{ status: 200, description: 'What became of it.', type: 'text/html' }],
    errorsAre: 'pages',
    errors: [
      ...(['body_too_large', 'invalid_json', 'invalid_body', 'purpose_unknown'] as const),
      ...(['origin_not_allowed', 'not_found', 'code_refused'] as const),
      ...(['held_by_law', 'consent_withdrawn', 'too_many_requests'] as const),
      ...(['mail_unavailable', 'store_unavailable', 'internal_error'] as const),
    ],
    handler: (deps) => {
      const answerPage = createAnswer(deps)
      return ({ c }) => answerForm(c, answerPage, deps)
    },
  }),
]
