import type { Context } from 'hono'
import type { MessageBody, MessageStampResult } from '../contract/visitor/message.ts'
import { buildFormStamp } from '../domain/messages/form-stamp.ts'
import { answerJson } from '../http/answering/answer.ts'
import type { AppDeps } from '../http/app-deps.ts'
import { operation } from '../http/operations/operation.ts'
import { isOfProgram } from '../http/protecting/own-origin.ts'
import { createFormTaker } from './message-forms.ts'
import { checkMessage, checkProof, checkRules, takeMessage } from './take-message.ts'

/** A page must send which text was shown and when the form was opened; a program may. */
function takeJson(c: Context, body: MessageBody, deps: AppDeps) {
  checkRules(body, deps)
  if (!isOfProgram(c, deps) || body.stamp !== undefined) checkProof(body, deps)
  return takeMessage(body, deps)
}

/** Contact-form messages: JSON from the widget, a plain form without JavaScript. No files (CF-04). */
export const messageOperations = [
  operation({
    ...{ method: 'get', path: '/v1/messages/stamp', tag: 'Messages', id: 'stampForm' },
    who: 'page',
    summary: 'Say when a form was begun',
    description:
      'The moment, sealed: a message with it is taken from a second to a day later. It holds nothing of who asks, and may be used again.',
    answers: [{ status: 200, description: 'The stamp.', schema: 'MessageStampResult' }],
    handler:
      ({ clock, cryptography }) =>
      ({ cors }) => {
        const stamp = buildFormStamp(clock(), cryptography)
        return answerJson(200, { stamp } satisfies MessageStampResult, cors)
      },
  }),
  operation({
    ...{ method: 'post', path: '/v1/messages', tag: 'Messages', id: 'sendMessage' },
    who: 'page',
    summary: 'Send a contact-form message with its own consent',
    description:
      'The consent given here covers this message alone. A page sends `notice` and `stamp` too; a program, which has no `Origin`, ' +
      'may leave them out, and answers for what it showed. A plain HTML form without JavaScript may post the same fields ' +
      '(`application/x-www-form-urlencoded`, without `id`; further fields are dropped) and is answered with a page: the server’s own ' +
      'form, `/contact`, to send it from, or what became of it.',
    body: { schema: 'MessageBody', takes: 'json_or_text', check: checkMessage },
    form: createFormTaker,
    answers: [{ status: 201, description: 'Stored; its reference.', schema: 'MessageResult' }],
    errors: [
      ...(['consent_required', 'sender_is_minor', 'looks_automated', 'sent_too_soon'] as const),
      ...(['policy_version_outdated', 'policy_version_unknown', 'id_reused'] as const),
    ],
    handler:
      (deps) =>
      async ({ c, body, cors }) =>
        answerJson(201, await takeJson(c, body, deps), cors),
  }),
]
