import type { RestrictionResult } from '../../contract/index.ts'
import { legalHoldsQuery } from '../../contract/staff/subject-admin.ts'
import { actingAs } from '../../domain/registers/acting.ts'
import { holdThing, isFutureDay, readHolds } from '../../domain/rights/hold.ts'
import { lift, readRestricted } from '../../domain/rights/restrict.ts'
import { findThing, type Thing } from '../../domain/subject/subject.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import { throwUnlessDone } from '../../http/answering/restriction-outcome.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { operation } from '../../http/operations/operation.ts'
import { staff } from '../../http/operations/who.ts'

/** Unblocking with a reason (DS-04), and legal holds (RT-06), for staff. */
export const restrictionOperations = [
  operation({
    ...{ method: 'post', path: '/v1/admin/restrictions/lift', tag: 'Requests' },
    id: 'liftRestriction',
    who: staff('operator'),
    summary: 'Unblock, with a reason',
    description: 'A consent record or a message. What the law has kept stays blocked.',
    body: { schema: 'AdminLiftBody', takes: 'json' },
    answers: [{ status: 200, description: 'Lifted.', schema: 'RestrictionResult' }],
    errors: ['not_found', 'purpose_unknown', 'held_by_law', 'consent_withdrawn'],
    handler:
      (deps) =>
      async ({ staff: { id: actor }, body: { ref, purpose, reason } }) => {
        const thing = await find(ref, deps)
        throwUnlessDone(await lift([thing], { purpose, reason, actor }, deps), 'purpose')
        const restrictions = await readRestricted([thing], deps)
        return answerJson(200, { restrictions } satisfies RestrictionResult)
      },
  }),
  operation({
    ...{ method: 'post', path: '/v1/admin/legal-holds', tag: 'Requests', id: 'addLegalHold' },
    who: staff('operator'),
    summary: 'Keep something past its term because the law says so',
    description:
      'It is blocked at once, and its person sees it as blocked. It stands against every deletion, also of a child’s message; what ' +
      'was to be deleted meanwhile is deleted when the hold ends.',
    body: { schema: 'LegalHoldBody', takes: 'json' },
    answers: [{ status: 201, description: 'Held.', schema: 'LegalHoldsResult' }],
    errors: ['not_found'],
    handler:
      (deps) =>
      async ({ staff: acting, body: { kind, ref, reason, untilOn } }) => {
        if (!isFutureDay(untilOn, deps))
          throw new ApiError('invalid_body', { fields: { untilOn: 'invalid' } })
        const thing = await find(ref, deps)
        if (thing.kind !== kind) throw new ApiError('not_found')
        await holdThing(thing, { reason, untilOn }, actingAs(deps, acting))
        return answerJson(201, await readHolds(thing, deps))
      },
  }),
  operation({
    ...{ method: 'get', path: '/v1/admin/legal-holds', tag: 'Requests', id: 'listLegalHolds' },
    who: staff('operator'),
    summary: 'List the legal holds of one thing',
    description: 'Ended ones too.',
    query: {
      schema: legalHoldsQuery,
      means: { ref: 'Id of a consent record or message, or a message’s reference.' },
    },
    answers: [{ status: 200, description: 'The holds.', schema: 'LegalHoldsResult' }],
    errors: ['not_found'],
    handler:
      (deps) =>
      async ({ query: { ref } }) =>
        answerJson(200, await readHolds(await find(ref, deps), deps)),
  }),
]

/** @throws {ApiError} `not_found` where nothing has this id or reference. */
async function find(ref: string, deps: AppDeps): Promise<Thing> {
  const thing = await findThing(deps, ref)
  if (!thing) throw new ApiError('not_found')
  return thing
}
