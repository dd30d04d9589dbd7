import * as v from 'valibot'
import type { ErrorCode } from '../../contract/error.ts'
import { messagesQuery } from '../../contract/staff/message-admin.ts'
import type { Described, OperationParameter } from '../../http/operations/description.ts'

const JSON_ONLY = ['application/json'] as const
const READ_ERRORS = [
  ...['not_signed_in', 'store_unavailable', 'internal_error'],
] as const satisfies readonly ErrorCode[]
const FIND_ERRORS = [...READ_ERRORS, 'not_found'] as const satisfies readonly ErrorCode[]
const WRITE_ERRORS = [
  ...[
    'origin_not_allowed',
    'public_address_unknown',
    'unsupported_media_type',
    'body_too_large',
    'invalid_json',
  ],
  ...['unknown_field', 'invalid_body'],
  ...FIND_ERRORS,
] as const satisfies readonly ErrorCode[]

const reference: OperationParameter = {
  ...{ in: 'path', name: 'reference', description: 'The message’s reference, `K-…`.' },
  schema: v.string(),
}
const path = '/v1/admin/messages'

/** Messages of the contact form, for who answers them. */
export const messageOperations: readonly Described[] = [
  {
    ...{ method: 'get', path, tag: 'Messages', id: 'listMessages', security: 'adminSession' },
    summary: 'List messages',
    description:
      'Newest first, without anything that their senders wrote; blocked ones are left out.',
    parameters: [
      {
        ...{ in: 'query', name: 'before', description: '`receivedAt` of the last one seen.' },
        schema: messagesQuery.entries.before,
      },
    ],
    answers: [{ status: 200, description: 'The messages.', schema: 'MessagesResult' }],
    errors: [...READ_ERRORS, 'invalid_query'],
  },
  {
    ...{ method: 'get', path: `${path}/{reference}`, tag: 'Messages', id: 'readMessage' },
    security: 'adminSession',
    summary: 'Read one message',
    description: 'That it was read is audited. A blocked message is not found.',
    parameters: [reference],
    answers: [{ status: 200, description: 'The message.', schema: 'MessageDetailResult' }],
    errors: FIND_ERRORS,
  },
  {
    ...{ method: 'post', path: `${path}/{reference}/close`, tag: 'Messages', id: 'closeMessage' },
    security: 'adminSession',
    summary: 'Say that a message is dealt with',
    description:
      'It stays until its term, counted from its sending, is over. Closing it again changes nothing.',
    parameters: [reference],
    answers: [{ status: 200, description: 'Closed.', schema: 'MessageLine' }],
    errors: [...FIND_ERRORS, 'origin_not_allowed', 'public_address_unknown'],
  },
  {
    ...{ method: 'post', path: `${path}/{reference}/answer`, tag: 'Messages', id: 'answerMessage' },
    security: 'adminSession',
    summary: 'Answer a message by mail',
    description: 'Mails the text to the sender and closes the message. The answer is kept nowhere.',
    parameters: [reference],
    body: { schema: 'MessageAnswerBody', types: JSON_ONLY },
    answers: [{ status: 200, description: 'On its way, and closed.', schema: 'MessageLine' }],
    errors: [...WRITE_ERRORS, 'nowhere_to_answer', 'mail_unavailable'],
  },
  {
    ...{ method: 'post', path: `${path}/{reference}/child-erasure`, tag: 'Messages' },
    id: 'eraseChildMessage',
    security: 'adminSession',
    summary: 'Delete what a child sent without a representative',
    description:
      'At once, with all that leads to the child; the registers say so and why (clause 10.1).',
    parameters: [reference],
    body: { schema: 'ChildErasureBody', types: JSON_ONLY },
    answers: [{ status: 200, description: 'Deleted.', schema: 'MessageErasureResult' }],
    errors: WRITE_ERRORS,
  },
]
