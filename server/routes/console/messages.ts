import * as v from 'valibot'
import type { MessageErasureResult, MessagesResult } from '../../contract/index.ts'
import { messagesQuery } from '../../contract/staff/message-admin.ts'
import type { Deps } from '../../deps.ts'
import {
  closeMessage,
  closeWithAnswer,
  eraseChildMessage,
  openMessage,
  presentLine,
} from '../../domain/answering/message-staff.ts'
import { openSealed } from '../../domain/keys/open-sealed.ts'
import { hasEnded } from '../../domain/messages/open-messages.ts'
import { actingAs } from '../../domain/registers/acting.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { operation, type StaffCall } from '../../http/operations/operation.ts'
import type { InputOf } from '../../http/operations/schemas.ts'
import { staff } from '../../http/operations/who.ts'
import type { MessageRow, StoredMessage } from '../../store/store.ts'

const PER_PAGE = 50
const PATH = '/v1/admin/messages'

const params = {
  reference: { description: 'The message’s reference, `K-…`.', schema: v.string() },
}
type MessageCall<Body = unknown> = StaffCall<Body, unknown, 'reference'>

/** Messages of the contact form for staff, without blocked ones (DS-04) and those whose consent has ended. */
export const staffMessageOperations = [
  operation({
    ...{ method: 'get', path: PATH, tag: 'Messages', id: 'listMessages' },
    who: staff('operator'),
    summary: 'List messages',
    description:
      'Newest first, without anything that their senders wrote; blocked ones are left out.',
    query: { schema: messagesQuery, means: { before: '`receivedAt` of the last one seen.' } },
    answers: [{ status: 200, description: 'The messages.', schema: 'MessagesResult' }],
    handler:
      ({ store, clock }) =>
      async ({ query: { before } }) => {
        const beforeMs = before === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(before)
        const rows = await store.readMessages(beforeMs, PER_PAGE, clock())
        return answerJson(200, { messages: rows.map(presentLine) } satisfies MessagesResult)
      },
  }),
  operation({
    ...{ method: 'get', path: `${PATH}/{reference}`, tag: 'Messages', id: 'readMessage' },
    who: staff('operator'),
    summary: 'Read one message',
    description: 'That it was read is audited. A blocked message is not found.',
    params,
    answers: [{ status: 200, description: 'The message.', schema: 'MessageDetailResult' }],
    errors: ['not_found'],
    handler: (deps) => async (call) =>
      answerJson(200, await openMessage(await find(call, deps), actingAs(deps, call.staff))),
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/{reference}/close`, tag: 'Messages', id: 'closeMessage' },
    who: staff('operator'),
    summary: 'Say that a message is dealt with',
    description:
      'It stays until its term, counted from its sending, is over. Closing it again changes nothing.',
    params,
    answers: [{ status: 200, description: 'Closed.', schema: 'MessageLine' }],
    errors: ['not_found'],
    handler: (deps) => async (call) =>
      answerJson(
        200,
        presentClosed(await closeMessage(await find(call, deps), actingAs(deps, call.staff))),
      ),
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/{reference}/answer`, tag: 'Messages', id: 'answerMessage' },
    who: staff('operator'),
    summary: 'Answer a message by mail',
    description: 'Mails the text to the sender and closes the message. The answer is kept nowhere.',
    params,
    body: { schema: 'MessageAnswerBody', takes: 'json' },
    answers: [{ status: 200, description: 'On its way, and closed.', schema: 'MessageLine' }],
    errors: ['not_found', 'nowhere_to_answer', 'mail_unavailable'],
    handler: (deps) => (call) => answerMessage(call, deps),
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/{reference}/child-erasure`, tag: 'Messages' },
    id: 'eraseChildMessage',
    who: staff('operator'),
    summary: 'Delete what a child sent without a representative',
    description:
      'At once, with all that leads to the child; the registers say so and why (clause 10.1).',
    params,
    body: { schema: 'ChildErasureBody', takes: 'json' },
    answers: [{ status: 200, description: 'Deleted.', schema: 'MessageErasureResult' }],
    errors: ['not_found'],
    handler: (deps) => async (call) => {
      const message = await findEvenBlocked(call, deps)
      const { reason } = call.body
      const erased: MessageErasureResult = await eraseChildMessage(
        message,
        reason,
        actingAs(deps, call.staff),
      )
      return answerJson(200, erased)
    },
  }),
]

/** @throws {ApiError} `not_found`, also for a blocked message, or one whose consent has ended. */
async function find(
  call: MessageCall,
  deps: Pick<Deps, 'store' | 'clock'>,
): Promise<StoredMessage> {
  const message = await findEvenBlocked(call, deps)
  if (message.isBlocked || hasEnded(message, deps)) throw new ApiError('not_found')
  return message
}

/** A block prevents the use of a message, not the deletion of a child's data. @throws {ApiError} `not_found`. */
async function findEvenBlocked(
  { params: { reference } }: MessageCall,
  { store }: Pick<Deps, 'store'>,
): Promise<StoredMessage> {
  const message = await store.findMessage({ reference })
  if (!message) throw new ApiError('not_found')
  return message
}

/** @throws {ApiError} `not_found` where it was deleted meanwhile. */
function presentClosed(row: MessageRow | undefined) {
  if (!row) throw new ApiError('not_found')
  return presentLine(row)
}

/** Mails the answer to the sender and closes the message. The answer is not stored. */
async function answerMessage(
  call: MessageCall<InputOf<'MessageAnswerBody'>>,
  deps: AppDeps,
): Promise<Response> {
  const { text } = call.body
  const message = await find(call, deps)
  if (!message.email) throw new ApiError('nowhere_to_answer')
  if (!deps.prepareMail) throw new ApiError('mail_unavailable')
  const { reference, language, id } = message
  const to = await openSealed(deps, 'messages.email', id, message.email)
  if (!to) throw new ApiError('nowhere_to_answer')
  const values = { reference, answer: text }
  const mail = await deps.prepareMail({ kind: 'message_answer', to, language, values })
  return answerJson(
    200,
    presentClosed(await closeWithAnswer(message, mail, actingAs(deps, call.staff))),
  )
}
