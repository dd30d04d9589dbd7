import type { Context } from 'hono'
import type {
  RequestBody,
  RequestResult,
  RestrictionResult,
  SubjectWithdrawalResult,
} from '../../contract/index.ts'
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
import { type Call, operation } from '../../http/operations/operation.ts'
import { readSubject } from '../../http/reading/subject-identity.ts'

/** A person's actions: requests, restrictions, withdrawals. */
export const subjectActionOperations = [
  operation({
    ...{ method: 'post', path: '/v1/me/requests', tag: 'My data', id: 'makeRequest' },
    who: 'person',
    summary: 'Ask the school for something',
    description:
      'With the day on which the answer is due. `scope` `other` is about data outside the website and goes to the ' +
      'responsible person. Free of charge. Ten may wait for an answer at a time.',
    body: { schema: 'RequestBody', takes: 'json_or_text' },
    answers: [{ status: 201, description: 'Taken.', schema: 'RequestResult' }],
    errors: ['id_reused'],
    handler: (deps) => (call) => takeRequest(call, deps),
  }),
  operation({
    ...{ method: 'post', path: '/v1/me/restrictions', tag: 'My data', id: 'restrictMyData' },
    who: 'person',
    summary: 'Stop one purpose, or everything',
    description: 'At once. Nothing is deleted. Without a purpose everything is blocked.',
    body: { schema: 'RestrictionBody', takes: 'json_or_text' },
    answers: [{ status: 201, description: 'Stopped.', schema: 'RestrictionResult' }],
    errors: ['purpose_unknown'],
    handler:
      (deps) =>
      async ({ c, body: { purpose }, cors }) => {
        const things = await readThings(c, deps)
        throwUnlessDone(await restrict(things, { purpose, actor: 'subject' }, deps), 'purpose')
        return answerJson(201, await describe(things, deps), cors)
      },
  }),
  operation({
    ...{ method: 'post', path: '/v1/me/restrictions/lift', tag: 'My data' },
    id: 'liftMyRestriction',
    who: 'person',
    summary: 'Let what was stopped go on',
    description:
      'With a reason. What the law has kept stays blocked. After two hundred times of stopping and lifting only the school lifts.',
    body: { schema: 'LiftBody', takes: 'json_or_text' },
    answers: [{ status: 200, description: 'Lifted.', schema: 'RestrictionResult' }],
    errors: ['purpose_unknown', 'held_by_law', 'consent_withdrawn'],
    handler:
      (deps) =>
      async ({ c, body: { purpose, reason }, cors }) => {
        const things = await readThings(c, deps)
        throwUnlessDone(await lift(things, { purpose, reason, actor: 'subject' }, deps), 'purpose')
        return answerJson(200, await describe(things, deps), cors)
      },
  }),
  operation({
    ...{ method: 'post', path: '/v1/me/withdrawal', tag: 'My data', id: 'withdrawMyConsents' },
    who: 'person',
    summary: 'Withdraw every consent, or single purposes',
    description: 'Also the consent of a message, which is then not used any more.',
    body: { schema: 'SubjectWithdrawalBody', takes: 'json_or_text' },
    answers: [
      {
        status: 201,
        description: 'The consents as they are now.',
        schema: 'SubjectWithdrawalResult',
      },
    ],
    errors: ['purpose_unknown'],
    handler:
      (deps) =>
      async ({ c, body, cors }) => {
        const { credential, things } = await readSubject(c, deps)
        throwUnlessDone(await withdraw(things, body, deps), 'purposes')
        const after = (await identify(credential, deps))?.things ?? []
        const consents = after.map(({ consent }) => presentConsent(consent, deps.clock()))
        return answerJson(201, { consents } satisfies SubjectWithdrawalResult, cors)
      },
  }),
]

/** Returns the things that the person can act on. A session whose messages are gone has none. @throws {ApiError} `not_found`. */
async function readThings(c: Context, deps: AppDeps): Promise<readonly Thing[]> {
  const { things } = await readSubject(c, deps)
  if (things.length === 0) throw new ApiError('not_found')
  return things
}

const describe = async (things: readonly Thing[], deps: AppDeps): Promise<RestrictionResult> => ({
  restrictions: await readRestricted(things, deps),
})

async function takeRequest({ c, body, cors }: Call<RequestBody>, deps: AppDeps): Promise<Response> {
  const [thing] = await readThings(c, deps)
  if (!thing) throw new ApiError('not_found')
  const received = await receiveRequest(thing, body, deps)
  if (received === 'too_many') throw new ApiError('too_many_requests')
  if (received === 'id_reused') throw new ApiError('id_reused', { fields: { id: 'invalid' } })
  if (received === 'gone') throw new ApiError('not_found')
  const result: RequestResult = await presentToAuthor(received, deps)
  return answerJson(201, result, cors)
}
