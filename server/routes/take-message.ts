import { type MessageBody, type MessageResult, messageBody } from '../contract/visitor/message.ts'
import { prepareMails } from '../domain/mail/queue-mail.ts'
import { mailsOfMessage } from '../domain/mail/tell-of-message.ts'
import { readFormStamp } from '../domain/messages/form-stamp.ts'
import {
  buildMessage,
  findJointProblems,
  findMessageProblem,
  repeatMessageSecret,
} from '../domain/messages/message.ts'
import { ApiError } from '../http/answering/api-error.ts'
import type { AppDeps } from '../http/app-deps.ts'
import { checkBody } from '../http/reading/read-body.ts'

/** Validates a message; problems of several fields together are reported with those of single fields. */
export const checkMessage = (value: unknown): MessageBody =>
  checkBody(messageBody, value, findJointProblems(value))

/** @throws {ApiError} with the code of the rule that a message breaks. */
export function checkRules(body: MessageBody, deps: AppDeps): void {
  const problem = findMessageProblem(body, deps)
  if (problem) throw new ApiError(problem.code, { fields: problem.fields })
}

/**
 * Checks the notice of the text consented to, and that the form was not filled in more quickly than by a person.
 *
 * @throws {ApiError} `policy_version_outdated` without a notice, `sent_too_soon` without a stamp that is old enough.
 */
export function checkProof({ notice, stamp }: MessageBody, deps: AppDeps): void {
  if (notice === undefined)
    throw new ApiError('policy_version_outdated', { fields: { notice: 'missing' } })
  if (readFormStamp(stamp, deps.clock(), deps.cryptography) !== 'ripe')
    throw new ApiError('sent_too_soon', { fields: { stamp: stamp ? 'invalid' : 'missing' } })
}

/**
 * Stores a message and returns its reference and the code that opens it; sent twice, it is stored once.
 *
 * @throws {ApiError} with the code of the rule that it violates.
 */
export async function takeMessage(body: MessageBody, deps: AppDeps): Promise<MessageResult> {
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
  const result = await store.addMessage(message, record, event, { mails })
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
