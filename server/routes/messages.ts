import { type Context, Hono } from 'hono'
import type { MessageStampResult } from '../contract/visitor/message.ts'
import { buildFormStamp } from '../domain/messages/form-stamp.ts'
import { answerJson } from '../http/answering/answer.ts'
import type { AppDeps } from '../http/app-deps.ts'
import { isOfProgram } from '../http/protecting/own-origin.ts'
import { readJson } from '../http/reading/read-body.ts'
import { createFormTaker } from './message-forms.ts'
import { checkMessage, checkProof, checkRules, takeMessage } from './take-message.ts'

const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i

/** A page's message says which words were shown and when the form was begun; a program may. */
async function takeJson(c: Context, deps: AppDeps) {
  const body = checkMessage(await readJson(c))
  checkRules(body, deps)
  if (!isOfProgram(c, deps) || body.stamp !== undefined) checkProof(body, deps)
  return takeMessage(body, deps)
}

/** Contact-form messages: JSON from the widget, a plain form where JavaScript is off. No files (CF-04). */
export function messageRoutes(deps: AppDeps): Hono {
  const takeForm = createFormTaker(deps)
  return new Hono()
    .get('/stamp', (c) => {
      const stamp = buildFormStamp(deps.clock(), deps.cryptography)
      return answerJson(200, { stamp } satisfies MessageStampResult, deps.guard.headers(c))
    })
    .post('/', async (c) => {
      if (FORM_TYPE.test(c.req.header('content-type') ?? '')) return takeForm(c)
      const cors = deps.guard.check(c)
      return answerJson(201, await takeJson(c, deps), cors)
    })
}
