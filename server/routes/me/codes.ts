import { Hono } from 'hono'
import { codeBody, codeRequestBody } from '../../contract/code.ts'
import type { CodeRequestResult, CodeResult } from '../../contract/index.ts'
import { uuidV7 } from '../../contract/words.ts'
import { shortenAddress } from '../../domain/addresses/shorten-address.ts'
import { makeCode, takeCode } from '../../domain/codes/one-time-code.ts'
import { answerJson } from '../edge/answer.ts'
import { ApiError } from '../edge/api-error.ts'
import { check } from '../edge/check.ts'
import { clientAddress } from '../edge/client-address.ts'
import { readBody } from '../edge/read-body.ts'
import type { MeDeps } from './me-routes.ts'

/** Codes are made at most three an hour for an address and a network; whoever asks again may wait that long. */
const RETRY_SECONDS = '3600'

/** One-time codes to the address on file: asked for, and taken (DS-11). */
export const codeRoutes = (deps: MeDeps): Hono =>
  new Hono()
    .post('/', async (c) => {
      const cors = deps.guard.check(c)
      const { email, language } = await readBody(c, codeRequestBody)
      if (!deps.prepareMail) throw new ApiError('mail_unavailable')
      const address = clientAddress(c, deps)
      const network = address && shortenAddress(address)
      const made = await makeCode({ email, language, network }, deps)
      if (made === 'too_many') {
        throw new ApiError('too_many_requests', { headers: { 'retry-after': RETRY_SECONDS } })
      }
      return answerJson(202, made satisfies CodeRequestResult, cors)
    })
    .post('/:challenge', async (c) => {
      const cors = deps.guard.check(c)
      const { code } = await readBody(c, codeBody)
      const challenge = check(uuidV7, c.req.param('challenge'))
      const session =
        challenge.kind === 'right' ? await takeCode(challenge.output, code, deps) : undefined
      if (!session) throw new ApiError('code_refused')
      const { token, expiresAtMs } = session
      const result: CodeResult = { token, expiresAt: new Date(expiresAtMs).toISOString() }
      return answerJson(201, result, cors)
    })
