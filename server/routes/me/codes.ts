import type { Context } from 'hono'
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
import { operation } from '../../http/operations/operation.ts'
import { check } from '../../http/reading/check.ts'
import { clientAddress } from '../../http/reading/client-address.ts'

/** At most three codes an hour are created for an address and a network; a client that asks again may wait that long. */
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

/** One-time codes to the address on file: requesting and entering (DS-11). */
export const codeOperations = [
  operation({
    ...{ method: 'post', path: '/v1/me/codes', tag: 'My data', id: 'askForCode' },
    who: 'page',
    summary: 'Ask for a one-time code by mail',
    description:
      'Answered alike whether or not anything is kept under the address. Three an hour for an address and a network that asks.',
    body: { schema: 'CodeRequestBody', takes: 'json_or_text' },
    answers: [{ status: 202, description: 'Taken.', schema: 'CodeRequestResult' }],
    errors: ['mail_unavailable'],
    handler:
      (deps) =>
      async ({ c, body, cors }) =>
        answerJson(202, await sendOwnCode(c, body, deps), cors),
  }),
  operation({
    ...{ method: 'post', path: '/v1/me/codes/{challenge}', tag: 'My data', id: 'takeCode' },
    who: 'page',
    summary: 'Give the code from the mail',
    description: 'Five tries within ten minutes. Opens a session of half an hour.',
    params: {
      challenge: { description: 'From the answer to the first step.', schema: uuidV7 },
    },
    body: { schema: 'CodeBody', takes: 'json_or_text' },
    answers: [{ status: 201, description: 'The session.', schema: 'CodeResult' }],
    errors: ['code_refused'],
    handler:
      (deps) =>
      async ({ params, body, cors }) => {
        const { token, expiresAtMs } = await openSession(params.challenge, body, deps)
        const result: CodeResult = { token, expiresAt: new Date(expiresAtMs).toISOString() }
        return answerJson(201, result, cors)
      },
  }),
]
