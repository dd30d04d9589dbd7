import type {
  ActBody,
  AssignmentBody,
  ChildErasureBody,
  MessageAnswerBody,
  MessageDetailResult,
  MessageErasureResult,
  MessageLine,
  MessageRevealBody,
  MessagesQuery,
  MessagesResult,
  RevealResult,
} from '../../contract/index.ts'
import { to } from '../shell/call.ts'

/** Returns one page of messages. */
export const listMessages = to('GET /v1/admin/messages')
  .asks<MessagesQuery>()
  .answers<MessagesResult>()

/** Opens one message. The server writes down who did. */
export const readMessage = to('GET /v1/admin/messages/{reference}').answers<MessageDetailResult>()

/** Shows one masked field. The server writes down who did. */
export const revealMessageField = to('POST /v1/admin/messages/{reference}/reveal')
  .takes<MessageRevealBody>()
  .answers<RevealResult>()

/** Takes a message, or gives it back. */
export const assignMessage = to('POST /v1/admin/messages/{reference}/assignment')
  .takes<AssignmentBody>()
  .answers<MessageLine>()

/** Closes a message. */
export const closeMessage = to('POST /v1/admin/messages/{reference}/close')
  .takes<ActBody>()
  .answers<MessageLine>()

/** Mails an answer and closes the message. */
export const answerMessage = to('POST /v1/admin/messages/{reference}/answer')
  .takes<MessageAnswerBody>()
  .answers<MessageLine>()

/** Deletes what a child sent. */
export const eraseChildMessage = to('POST /v1/admin/messages/{reference}/child-erasure')
  .takes<ChildErasureBody>()
  .answers<MessageErasureResult>()
