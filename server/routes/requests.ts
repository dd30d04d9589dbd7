import { type Context, Hono } from 'hono'
import { codeRequestBody } from '../contract/code.ts'
import type { CodeRequestBody, CodeRequestResult, RequestResult } from '../contract/index.ts'
import { type AddressRequestBody, addressRequestBody } from '../contract/visitor/request.ts'
import { shortenAddress } from '../domain/addresses/shorten-address.ts'
import { makeRequestCode } from '../domain/codes/request-code.ts'
import { presentToAuthor } from '../domain/requests/present.ts'
import { receiveByAddress } from '../domain/requests/receive-by-address.ts'
import { answerJson } from '../http/answering/answer.ts'
import { ApiError } from '../http/answering/api-error.ts'
import type { AppDeps } from '../http/app-deps.ts'
import { clientAddress } from '../http/reading/client-address.ts'
import { readBody } from '../http/reading/read-body.ts'

/** Codes are limited by the hour; whoever asks again may wait that long. */
const RETRY_SECONDS = '3600'

/** Sends a code to the address to answer to. @throws {ApiError} `mail_unavailable`, `too_many_requests`. */
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

/** Takes a request with its code. @throws {ApiError} `code_refused`. */
export async function takeRequestByAddress(
  body: AddressRequestBody,
  deps: AppDeps,
): Promise<RequestResult> {
  const row = await receiveByAddress(body, deps)
  if (!row) throw new ApiError('code_refused')
  return presentToAuthor(row, deps)
}

/** Requests of who has neither a consent nor a message here: an address, verified by a mailed code (DS-12). */
export const addressRequestRoutes = (deps: AppDeps): Hono =>
  new Hono()
    .post('/codes', async (c) => {
      const cors = deps.guard.check(c)
      const body = await readBody(c, codeRequestBody)
      return answerJson(202, await sendRequestCode(c, body, deps), cors)
    })
    .post('/', async (c) => {
      const cors = deps.guard.check(c)
      const body = await readBody(c, addressRequestBody)
      return answerJson(201, await takeRequestByAddress(body, deps), cors)
    })
