import type { Context } from 'hono'
import type { CodeRequestBody, CodeRequestResult, RequestResult } from '../contract/index.ts'
import type { AddressRequestBody } from '../contract/visitor/request.ts'
import { shortenAddress } from '../domain/addresses/shorten-address.ts'
import { makeRequestCode } from '../domain/codes/request-code.ts'
import { presentToAuthor } from '../domain/requests/present.ts'
import { receiveByAddress } from '../domain/requests/receive-by-address.ts'
import { answerJson } from '../http/answering/answer.ts'
import { ApiError } from '../http/answering/api-error.ts'
import type { AppDeps } from '../http/app-deps.ts'
import { operation } from '../http/operations/operation.ts'
import { clientAddress } from '../http/reading/client-address.ts'

/** Codes are limited by the hour; a client that asks again may wait that long. */
const RETRY_SECONDS = '3600'

/** Mails a code to the address for the answer. @throws {ApiError} `mail_unavailable`, `too_many_requests`. */
export async function sendRequestCode(
  c: Context,
  { email, language }: CodeRequestBody,
  deps: AppDeps,
): Promise<CodeRequestResult> {
  if (!deps.prepareMail) throw new ApiError('mail_unavailable')
  const address = clientAddress(c, deps)
  const network = address && shortenAddress(address)
  const made = await makeRequestCode({ email, language, network }, deps)
  if (made === 'too_many')
    throw new ApiError('too_many_requests', { headers: { 'retry-after': RETRY_SECONDS } })
  return made
}

/** Stores a request with its code. @throws {ApiError} `code_refused`. */
export async function takeRequestByAddress(
  body: AddressRequestBody,
  deps: AppDeps,
): Promise<RequestResult> {
  const row = await receiveByAddress(body, deps)
  if (!row) throw new ApiError('code_refused')
  return presentToAuthor(row, deps)
}

/** Requests of people without a consent or message here: with an address, verified by a mailed code (DS-12). */
export const addressRequestOperations = [
  operation({
    ...{ method: 'post', path: '/v1/requests/codes', tag: 'Requests', id: 'askForRequestCode' },
    who: 'page',
    summary: 'Have an address verified for a request',
    description:
      'For who has neither a consent nor a message here. A code is mailed to the address, known here or not. Nothing of the ' +
      'request is stored before the code is given. Three an hour for an address and a network that asks.',
    body: { schema: 'CodeRequestBody', takes: 'json_or_text' },
    answers: [{ status: 202, description: 'Taken.', schema: 'CodeRequestResult' }],
    errors: ['mail_unavailable'],
    handler:
      (deps) =>
      async ({ c, body, cors }) =>
        answerJson(202, await sendRequestCode(c, body, deps), cors),
  }),
  operation({
    ...{ method: 'post', path: '/v1/requests', tag: 'Requests', id: 'makeRequestByAddress' },
    who: 'page',
    summary: 'Ask the school for something, by a verified address',
    description:
      'With the code from the mail, within ten minutes and five tries. About data of the site or, with `scope` `other`, any ' +
      'other of the school’s. The answer is mailed to the address. A code stands for one request: sent again it is the same.',
    body: { schema: 'AddressRequestBody', takes: 'json_or_text' },
    answers: [{ status: 201, description: 'Taken.', schema: 'RequestResult' }],
    errors: ['code_refused'],
    handler:
      (deps) =>
      async ({ body, cors }) =>
        answerJson(201, await takeRequestByAddress(body, deps), cors),
  }),
]
