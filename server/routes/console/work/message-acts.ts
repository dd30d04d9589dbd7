import type * as v from 'valibot'
import type { MessageLine, MessagesResult } from '../../../contract/index.ts'
import type { messagesQuery } from '../../../contract/staff/message-admin.ts'
import type { Deps } from '../../../deps.ts'
import { findDestruction } from '../../../domain/answering/gone.ts'
import {
  type MessageKey,
  presentLine,
  readMessagePage,
  type WorkedMessage,
} from '../../../domain/answering/message-list.ts'
import { closeWithAnswer } from '../../../domain/answering/message-staff.ts'
import { openSealed } from '../../../domain/keys/open-sealed.ts'
import { hasEnded } from '../../../domain/messages/open-messages.ts'
import { actingAs, type ByActor } from '../../../domain/registers/acting.ts'
import { answerJson } from '../../../http/answering/answer.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import type { StaffCall } from '../../../http/operations/operation.ts'
import type { InputOf } from '../../../http/operations/schemas.ts'
import { describeList, readList } from '../../../http/reading/read-list.ts'
import type { ActResult, StoredMessage } from '../../../store/store.ts'
import { ownerOf, throwUnlessActed } from './acts.ts'

type MessageCall<Body = unknown> = StaffCall<Body, unknown, 'reference'>

/** Finds the message of an address. @throws {ApiError} `not_found`, also for a blocked message, or one whose consent has ended; `gone`. */
export async function find(
  call: MessageCall,
  deps: Pick<Deps, 'store' | 'clock'>,
): Promise<StoredMessage> {
  const message = await findEvenBlocked(call, deps)
  if (message.isBlocked || hasEnded(message, deps)) throw new ApiError('not_found')
  return message
}

/** A block prevents the use of a message, not the deletion of a child's data. @throws {ApiError} `not_found`, `gone`. */
export async function findEvenBlocked(
  { params: { reference } }: MessageCall,
  deps: Pick<Deps, 'store'>,
): Promise<StoredMessage> {
  const message = await deps.store.findMessage({ reference })
  if (message) return message
  const destruction = await findDestruction(reference, deps)
  throw destruction === undefined
    ? new ApiError('not_found')
    : new ApiError('gone', { facts: { destruction } })
}

/** Returns a message with the state of its work. @throws {ApiError} `not_found` where it was deleted meanwhile. */
export async function withWork(
  row: StoredMessage,
  { store }: Pick<Deps, 'store'>,
): Promise<WorkedMessage> {
  const work = await store.readWork('message', row.id)
  if (!work) throw new ApiError('not_found')
  return { ...row, ...work }
}

/** Answers with one page of messages. */
export async function listMessages(
  { query }: StaffCall<unknown, v.InferOutput<typeof messagesQuery>>,
  deps: AppDeps & ByActor,
): Promise<Response> {
  const { state, owner, order } = query
  const { fromMs, beforeMs, ...wanted } = readList<MessageKey>(query, ['number', 'string'], deps)
  const selection = {
    ...{ fromMs, beforeMs, nowMs: deps.clock(), assignee: ownerOf(owner, deps) },
    isOpen: state === undefined ? undefined : state === 'open',
  }
  const { page, total } = await readMessagePage(deps, { ...wanted, order, selection })
  const messages = await Promise.all(page.rows.map((row) => presentLine(row, deps)))
  return answerJson(200, {
    messages,
    ...describeList(page, query, total),
  } satisfies MessagesResult)
}

/** Does an act, and answers with the message as it is then. One that was done already answers the same. */
export async function act(
  call: MessageCall,
  deps: AppDeps,
  run: (row: StoredMessage, by: AppDeps & ByActor) => Promise<ActResult>,
): Promise<Response> {
  const by = actingAs(deps, call.staff)
  const row = await find(call, deps)
  await throwUnlessActed(await run(row, by), { kind: 'message', ref: row.id }, deps)
  const line: MessageLine = await presentLine(await withWork(await find(call, deps), deps), by)
  return answerJson(200, line)
}

/** Mails the answer to the sender and closes the message. The answer is not stored. */
export async function answerMessage(
  call: MessageCall<InputOf<'MessageAnswerBody'>>,
  deps: AppDeps,
): Promise<Response> {
  const { text, ...given } = call.body
  return act(call, deps, async (message, by) => {
    if (!message.email) throw new ApiError('nowhere_to_answer')
    if (!deps.prepareMail) throw new ApiError('mail_unavailable')
    const { reference, language, id } = message
    const to = await openSealed(deps, 'messages.email', id, message.email)
    if (!to) throw new ApiError('nowhere_to_answer')
    const values = { reference, answer: text }
    const mail = await deps.prepareMail({ kind: 'message_answer', to, language, values })
    return closeWithAnswer(message, { mail, act: given }, by)
  })
}
