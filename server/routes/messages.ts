import { type Context, Hono } from 'hono'
import { type MessageBody, type MessageResult, messageBody } from '../contract/message.ts'
import type { Deps } from '../deps.ts'
import { createInTurn, type InTurn } from '../domain/in-turn.ts'
import { prepareMails } from '../domain/mail/queue-mail.ts'
import { mailsOfMessage } from '../domain/mail/tell-of-message.ts'
import {
  buildMessage,
  findJointProblems,
  findMessageProblem,
  repeatMessageSecret,
} from '../domain/message.ts'
import { findRepeated } from '../domain/repeated-message.ts'
import { buildSiteResult } from '../domain/site.ts'
import { buildUuidV7 } from '../domain/uuid-v7.ts'
import { answerJson } from './edge/answer.ts'
import { ApiError } from './edge/api-error.ts'
import type { Metrics } from './edge/metrics.ts'
import type { OriginGuard } from './edge/origin.ts'
import { checkBody, readForm, readJson } from './edge/read-body.ts'
import { answerAgainPage } from './pages/again-page.ts'
import { type AnswerPage, createAnswerPage } from './pages/answer-page.ts'
import { answerMessagePage, type FormOutcome } from './pages/message-page.ts'

const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i

interface MessageRoutesDeps extends Deps {
  readonly guard: OriginGuard
  readonly metrics: Metrics
}

interface FormDeps extends MessageRoutesDeps {
  /** Runs what says the very same one after the other. */
  readonly inTurn: InTurn
}

/** Contact-form messages: JSON from the widget, a plain form where JavaScript is off. No files (CF-04). */
export function messageRoutes(deps: MessageRoutesDeps): Hono {
  const answerPage = createAnswerPage(deps.cryptography)
  const answerForm = createAnswerPage(deps.cryptography, {
    formAction: "'self'",
    referrer: 'same-origin',
  })
  const formDeps = { ...deps, inTurn: createInTurn() }
  return new Hono().post('/', async (c) => {
    const isForm = FORM_TYPE.test(c.req.header('content-type') ?? '')
    if (isForm && deps.guard.isHidden(c)) {
      return answerAgainPage(c, answerForm, await readForm(c), buildSiteResult(deps))
    }
    const cors = deps.guard.check(c)
    if (isForm) return takeForm(c, answerPage, formDeps)
    return answerJson(201, await takeMessage(checkMessage(await readJson(c)), deps), cors)
  })
}

/** Checks a message; what its fields break together is named with what each breaks alone. */
const checkMessage = (value: unknown): MessageBody =>
  checkBody(messageBody, value, findJointProblems(value))

/** @throws {ApiError} with the code of the rule that a message breaks. */
function checkRules(body: MessageBody, deps: MessageRoutesDeps): void {
  const problem = findMessageProblem(body, deps)
  if (problem) throw new ApiError(problem.code, { fields: problem.fields })
}

/**
 * Stores a message and answers with its reference and the code that opens it; sent twice, it is stored once.
 *
 * @throws {ApiError} with the code of the rule that it breaks.
 */
async function takeMessage(body: MessageBody, deps: MessageRoutesDeps): Promise<MessageResult> {
  checkRules(body, deps)
  const { cryptography, store, clock } = deps
  const nowMs = clock()
  const { message, record, event, secret } = await buildMessage(body, {
    cryptography,
    nowMs,
    rules: deps,
  })
  const mails = await prepareMails(deps, () =>
    mailsOfMessage(body, message.reference, deps.site.mail),
  )
  const result = await store.addMessage(message, record, event, mails)
  if (result === 'conflict') throw new ApiError('id_reused', { fields: { id: 'invalid' } })
  if (result === 'stored') {
    deps.metrics.count('messages')
    return { reference: message.reference, code: secret }
  }
  const stored = await store.findMessage({ id: body.id })
  const code =
    stored && (await repeatMessageSecret(stored, body, { cryptography, nowMs, log: deps.log }))
  if (!code) throw new ApiError('id_reused', { fields: { id: 'invalid' } })
  return { reference: stored.reference, code }
}

/** Takes the plain form and answers with a page in its language, whatever comes of it. */
async function takeForm(c: Context, answerPage: AnswerPage, deps: FormDeps): Promise<Response> {
  const fields = await readForm(c)
  const outcome = await takeFields(fields, deps)
  return answerMessagePage(c, answerPage, fields.language, outcome, deps.site.operator.name)
}

/** What is read of a form; the id is made here. */
const FORM_FIELDS = Object.keys(messageBody.entries).filter((name) => name !== 'id')

/**
 * A form has texts only: an empty field is one left out, and a box that is not ticked is not sent at all. Fields of other
 * names are dropped unread: a page's own machinery adds some (its button, a token), and the sender could not help it.
 */
async function takeFields(fields: Record<string, string>, deps: FormDeps): Promise<FormOutcome> {
  const { consent, email, phone, ...others } = Object.fromEntries(
    Object.entries(fields).filter(([name]) => FORM_FIELDS.includes(name)),
  )
  try {
    const body = checkMessage({
      ...others,
      ...(email?.trim() && { email }),
      ...(phone?.trim() && { phone }),
      consent: consent !== undefined,
      id: buildUuidV7(deps.clock(), deps.cryptography.randomBytes(10)),
    })
    return { kind: 'sent', ...(await takeOnce(body, deps)) }
  } catch (error) {
    if (error instanceof ApiError) return { kind: 'refused', error }
    throw error
  }
}

/** Takes what a form says once, however often it is sent: a second press, a reload (`findRepeated`). */
async function takeOnce(body: MessageBody, deps: FormDeps): Promise<MessageResult> {
  // What may not be taken is refused, whatever was sent before (MI-02).
  checkRules(body, deps)
  const { id: _, ...said } = body
  return deps.inTurn(
    JSON.stringify(said),
    async () => (await findRepeated(body, deps)) ?? takeMessage(body, deps),
  )
}
