import { type Context, Hono } from 'hono'
import { codeBody, codeRequestBody } from '../../contract/code.ts'
import type {
  CodeBody,
  CodeRequestBody,
  CodeRequestResult,
  CodeResult,
} from '../../contract/index.ts'
import { uuidV7 } from '../../contract/words.ts'
import { shortenAddress } from '../../domain/addresses/shorten-address.ts'
import { makeCode, takeCode } from '../../domain/codes/one-time-code.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { check } from '../../http/reading/check.ts'
import { clientAddress } from '../../http/reading/client-address.ts'
import { readBody } from '../../http/reading/read-body.ts'

/** Codes are made at most three an hour for an address and a network; whoever asks again may wait that long. */
const RETRY_SECONDS = '3600'

/** Sends a one-time code to the address on file, if there is one. @throws {ApiError} `mail_unavailable`, `too_many_requests`. */
export async function sendOwnCode(
  c: Context,
  { email, language }: CodeRequestBody,
  deps: AppDeps,
): Promise<CodeRequestResult> {
  if (!deps.prepareMail) throw new ApiError('mail_unavailable')
  const address = clientAddress(c, deps)
  const network = address && shortenAddress(address)
  const made = await makeCode({ email, language, network }, deps)
  if (made === 'too_many') {
    throw new ApiError('too_many_requests', { headers: { 'retry-after': RETRY_SECONDS } })
  }
  return made
}

/** Opens a session with a code. @throws {ApiError} `code_refused`. */
export async function openSession(named: string, { code }: CodeBody, deps: AppDeps) {
  const challenge = check(uuidV7, named)
  const session =
    challenge.kind === 'right' ? await takeCode(challenge.output, code, deps) : undefined
  if (!session) throw new ApiError('code_refused')
  return session
}

/** One-time codes to the address on file: asked for, and taken (DS-11). */
export const codeRoutes = (deps: AppDeps): Hono =>
  new Hono()
    .post('/', async (c) => {
      const cors = deps.guard.check(c)
      const body = await readBody(c, codeRequestBody)
      return answerJson(202, await sendOwnCode(c, body, deps), cors)
    })
    .post('/:challenge', async (c) => {
      const cors = deps.guard.check(c)
      const body = await readBody(c, codeBody)
      const { token, expiresAtMs } = await openSession(c.req.param('challenge'), body, deps)
      const result: CodeResult = { token, expiresAt: new Date(expiresAtMs).toISOString() }
      return answerJson(201, result, cors)
    })
