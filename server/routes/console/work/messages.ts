import * as v from 'valibot'
import type { MessageErasureResult, RevealResult } from '../../../contract/index.ts'
import { listMeans } from '../../../contract/list.ts'
import { messagesQuery } from '../../../contract/staff/message-admin.ts'
import {
  assignMessage,
  closeMessage,
  eraseChildMessage,
  openMessage,
  revealField,
} from '../../../domain/answering/message-staff.ts'
import { actingAs } from '../../../domain/registers/acting.ts'
import { answerJson } from '../../../http/answering/answer.ts'
import { operation } from '../../../http/operations/operation.ts'
import { staff } from '../../../http/operations/who.ts'
import {
  act,
  answerMessage,
  find,
  findEvenBlocked,
  listMessages,
  withWork,
} from './message-acts.ts'

const PATH = '/v1/admin/messages'

const params = {
  reference: { description: 'The message’s reference, `K-…`.', schema: v.string() },
}
/** Messages of the contact form for staff, without blocked ones (DS-04) and those whose consent has ended. */
export const staffMessageOperations = [
  operation({
    ...{ method: 'get', path: PATH, tag: 'Messages', id: 'listMessages' },
    who: staff('operator'),
    summary: 'List messages',
    description:
      'By pages, the newest first. Senders are masked and their texts left out; blocked ones are not there.',
    query: {
      schema: messagesQuery,
      means: { ...listMeans, state: 'Which messages. Default: all.', owner: 'Who has them.' },
    },
    answers: [{ status: 200, description: 'The messages.', schema: 'MessagesResult' }],
    handler: (deps) => (call) => listMessages(call, actingAs(deps, call.staff)),
  }),
  operation({
    ...{ method: 'get', path: `${PATH}/{reference}`, tag: 'Messages', id: 'readMessage' },
    who: staff('operator'),
    summary: 'Read one message',
    description:
      'Its text, with its sender masked. That it was read is audited. A blocked message is not found.',
    params,
    answers: [{ status: 200, description: 'The message.', schema: 'MessageDetailResult' }],
    errors: ['not_found', 'gone'],
    handler: (deps) => async (call) => {
      const by = actingAs(deps, call.staff)
      return answerJson(200, await openMessage(await withWork(await find(call, deps), deps), by))
    },
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/{reference}/reveal`, tag: 'Messages' },
    id: 'revealMessageField',
    who: staff('operator'),
    summary: 'Show one masked field of a message',
    description: 'Audited with the name of the field, before it is shown.',
    params,
    body: { schema: 'MessageRevealBody', takes: 'json' },
    answers: [{ status: 200, description: 'The field.', schema: 'RevealResult' }],
    errors: ['not_found', 'gone'],
    handler: (deps) => async (call) => {
      const { field } = call.body
      const row = await find(call, deps)
      const value = await revealField(row, field, actingAs(deps, call.staff))
      return answerJson(200, { field, value } satisfies RevealResult)
    },
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/{reference}/assignment`, tag: 'Messages' },
    id: 'assignMessage',
    who: staff('operator'),
    summary: 'Take a message, or give it back',
    description: 'So that two do not work on the same one.',
    params,
    body: { schema: 'AssignmentBody', takes: 'json' },
    answers: [{ status: 200, description: 'Done.', schema: 'MessageLine' }],
    errors: ['not_found', 'gone', 'changed_meanwhile'],
    handler: (deps) => (call) => {
      const to = call.body.to === 'me' ? call.staff.id : null
      return act(call, deps, (row, by) => assignMessage(row, to, call.body, by))
    },
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/{reference}/close`, tag: 'Messages', id: 'closeMessage' },
    who: staff('operator'),
    summary: 'Say that a message is dealt with',
    description:
      'It stays until its term, counted from its sending, is over. Closing it again changes nothing.',
    params,
    body: { schema: 'ActBody', takes: 'json' },
    answers: [{ status: 200, description: 'Closed.', schema: 'MessageLine' }],
    errors: ['not_found', 'gone', 'changed_meanwhile'],
    handler: (deps) => (call) => act(call, deps, (row, by) => closeMessage(row, call.body, by)),
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/{reference}/answer`, tag: 'Messages', id: 'answerMessage' },
    who: staff('operator'),
    summary: 'Answer a message by mail',
    description: 'Mails the text to the sender and closes the message. The answer is kept nowhere.',
    params,
    body: { schema: 'MessageAnswerBody', takes: 'json' },
    answers: [{ status: 200, description: 'On its way, and closed.', schema: 'MessageLine' }],
    errors: ['not_found', 'gone', 'nowhere_to_answer', 'mail_unavailable', 'changed_meanwhile'],
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
    errors: ['not_found', 'gone'],
    handler: (deps) => async (call) => {
      const message = await findEvenBlocked(call, deps)
      const { reason } = call.body
      const by = actingAs(deps, call.staff)
      const erased: MessageErasureResult = await eraseChildMessage(message, reason, by)
      return answerJson(200, erased)
    },
  }),
]
