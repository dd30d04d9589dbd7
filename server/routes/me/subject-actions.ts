import { type Context, Hono } from 'hono'
import type {
  RequestResult,
  RestrictionResult,
  SubjectWithdrawalResult,
} from '../../contract/index.ts'
import { requestBody } from '../../contract/visitor/request.ts'
import { liftBody, restrictionBody } from '../../contract/visitor/restriction.ts'
import { subjectWithdrawalBody } from '../../contract/visitor/subject.ts'
import { presentToAuthor } from '../../domain/requests/present.ts'
import { receiveRequest } from '../../domain/requests/receive.ts'
import { presentConsent } from '../../domain/rights/overview.ts'
import { lift, readRestricted, restrict } from '../../domain/rights/restrict.ts'
import { withdraw } from '../../domain/rights/withdraw.ts'
import { identify } from '../../domain/subject/identify.ts'
import type { Thing } from '../../domain/subject/subject.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import { throwUnlessDone } from '../../http/answering/restriction-outcome.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { readBody } from '../../http/reading/read-body.ts'
import { readSubject } from '../../http/reading/subject-identity.ts'

/** What a person asks for and stops: requests, restrictions, withdrawals. */
export const subjectActionRoutes = (deps: AppDeps): Hono =>
  new Hono()
    .post('/requests', (c) => takeRequest(c, deps))
    .post('/restrictions', async (c) => {
      const cors = deps.guard.check(c)
      const { purpose } = await readBody(c, restrictionBody)
      const things = await readThings(c, deps)
      throwUnlessDone(await restrict(things, { purpose, actor: 'subject' }, deps), 'purpose')
      return answerJson(201, await describe(things, deps), cors)
    })
    .post('/restrictions/lift', async (c) => {
      const cors = deps.guard.check(c)
      const { purpose, reason } = await readBody(c, liftBody)
      const things = await readThings(c, deps)
      throwUnlessDone(await lift(things, { purpose, reason, actor: 'subject' }, deps), 'purpose')
      return answerJson(200, await describe(things, deps), cors)
    })
    .post('/withdrawal', async (c) => {
      const cors = deps.guard.check(c)
      const body = await readBody(c, subjectWithdrawalBody)
      const { credential, things } = await readSubject(c, deps)
      throwUnlessDone(await withdraw(things, body, deps), 'purposes')
      const after = (await identify(credential, deps))?.things ?? []
      const consents = after.map(({ consent }) => presentConsent(consent, deps.clock()))
      return answerJson(201, { consents } satisfies SubjectWithdrawalResult, cors)
    })

/** What who asks can act on. A session whose messages are gone has nothing. @throws {ApiError} `not_found`. */
async function readThings(c: Context, deps: AppDeps): Promise<readonly Thing[]> {
  const { things } = await readSubject(c, deps)
  if (things.length === 0) throw new ApiError('not_found')
  return things
}

const describe = async (things: readonly Thing[], deps: AppDeps): Promise<RestrictionResult> => ({
  restrictions: await readRestricted(things, deps),
})

async function takeRequest(c: Context, deps: AppDeps): Promise<Response> {
  const cors = deps.guard.check(c)
  const body = await readBody(c, requestBody)
  const [thing] = await readThings(c, deps)
  if (!thing) throw new ApiError('not_found')
  const received = await receiveRequest(thing, body, deps)
  if (received === 'too_many') throw new ApiError('too_many_requests')
  if (received === 'id_reused') throw new ApiError('id_reused', { fields: { id: 'invalid' } })
  if (received === 'gone') throw new ApiError('not_found')
  const result: RequestResult = await presentToAuthor(received, deps)
  return answerJson(201, result, cors)
}
