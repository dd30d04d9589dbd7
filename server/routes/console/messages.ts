import { type Context, Hono } from 'hono'
import type { MessageErasureResult, MessagesResult } from '../../contract/index.ts'
import {
  childErasureBody,
  messageAnswerBody,
  messagesQuery,
} from '../../contract/staff/message-admin.ts'
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
import { answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { readBody } from '../../http/reading/read-body.ts'
import { readQuery } from '../../http/reading/read-query.ts'
import type { MessageRow, StoredMessage } from '../../store/store.ts'

const types = /^application\/json\s*(;|$)/i
const PER_PAGE = 50

/** Messages of the contact form, for who answers them: not those that are blocked (DS-04), or whose consent has ended. */
export const adminMessageRoutes = (deps: AppDeps): Hono =>
  new Hono()
    .get('/', async (c) => {
      const { before } = readQuery(c, messagesQuery)
      const beforeMs = before === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(before)
      const rows = await deps.store.readMessages(beforeMs, PER_PAGE, deps.clock())
      return answerJson(200, { messages: rows.map(presentLine) } satisfies MessagesResult)
    })
    .get('/:reference', async (c) => answerJson(200, await openMessage(await find(c, deps), deps)))
    .post('/:reference/close', async (c) =>
      answerJson(200, presentClosed(await closeMessage(await find(c, deps), deps))),
    )
    .post('/:reference/answer', (c) => answerMessage(c, deps))
    .post('/:reference/child-erasure', async (c) => {
      const { reason } = await readBody(c, childErasureBody, { types })
      const message = await findEvenBlocked(c, deps)
      const erased: MessageErasureResult = await eraseChildMessage(message, reason, deps)
      return answerJson(200, erased)
    })

/** @throws {ApiError} `not_found`, for a blocked message, and one whose consent has ended, as for none. */
async function find(c: Context, deps: Pick<Deps, 'store' | 'clock'>): Promise<StoredMessage> {
  const message = await findEvenBlocked(c, deps)
  if (message.isBlocked || hasEnded(message, deps)) throw new ApiError('not_found')
  return message
}

/** A block keeps a message from being used; it keeps no child's data from being deleted. @throws {ApiError} `not_found`. */
async function findEvenBlocked(c: Context, { store }: Pick<Deps, 'store'>): Promise<StoredMessage> {
  const message = await store.findMessage({ reference: c.req.param('reference') ?? '' })
  if (!message) throw new ApiError('not_found')
  return message
}

/** @throws {ApiError} `not_found` where it was deleted meanwhile. */
function presentClosed(row: MessageRow | undefined) {
  if (!row) throw new ApiError('not_found')
  return presentLine(row)
}

/** Mails the answer to the sender and closes the message. The answer is kept nowhere. */
async function answerMessage(c: Context, deps: AppDeps): Promise<Response> {
  const { text } = await readBody(c, messageAnswerBody, { types })
  const message = await find(c, deps)
  if (!message.email) throw new ApiError('nowhere_to_answer')
  if (!deps.prepareMail) throw new ApiError('mail_unavailable')
  const { reference, language, id } = message
  const to = await openSealed(deps, 'messages.email', id, message.email)
  if (!to) throw new ApiError('nowhere_to_answer')
  const values = { reference, answer: text }
  const mail = await deps.prepareMail({ kind: 'message_answer', to, language, values })
  return answerJson(200, presentClosed(await closeWithAnswer(message, mail, deps)))
}
