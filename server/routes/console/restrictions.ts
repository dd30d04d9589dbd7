import { Hono } from 'hono'
import type { RestrictionResult } from '../../contract/index.ts'
import {
  adminLiftBody,
  legalHoldBody,
  legalHoldsQuery,
} from '../../contract/staff/subject-admin.ts'
import { holdThing, isFutureDay, readHolds } from '../../domain/rights/hold.ts'
import { lift, readRestricted } from '../../domain/rights/restrict.ts'
import { findThing, type Thing } from '../../domain/subject/subject.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import { throwUnlessDone } from '../../http/answering/restriction-outcome.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { readBody } from '../../http/reading/read-body.ts'
import { readQuery } from '../../http/reading/read-query.ts'

/** A form of another site can send `text/plain`, but not this without asking first (CORS). */
const types = /^application\/json\s*(;|$)/i

/** Unblocking with a reason (DS-04), and legal holds (RT-06), for staff. */
export const restrictionRoutes = (deps: AppDeps): Hono =>
  new Hono()
    .post('/restrictions/lift', async (c) => {
      const { ref, purpose, reason } = await readBody(c, adminLiftBody, { types })
      const thing = await find(ref, deps)
      const actor = 'administrator'
      throwUnlessDone(await lift([thing], { purpose, reason, actor }, deps), 'purpose')
      const restrictions = await readRestricted([thing], deps)
      return answerJson(200, { restrictions } satisfies RestrictionResult)
    })
    .post('/legal-holds', async (c) => {
      const { kind, ref, reason, untilOn } = await readBody(c, legalHoldBody, { types })
      if (!isFutureDay(untilOn, deps)) {
        throw new ApiError('invalid_body', { fields: { untilOn: 'invalid' } })
      }
      const thing = await find(ref, deps)
      if (thing.kind !== kind) throw new ApiError('not_found')
      await holdThing(thing, { reason, untilOn }, deps)
      return answerJson(201, await readHolds(thing, deps))
    })
    .get('/legal-holds', async (c) => {
      const { ref } = readQuery(c, legalHoldsQuery)
      return answerJson(200, await readHolds(await find(ref, deps), deps))
    })

/** @throws {ApiError} `not_found` where nothing bears this id or reference. */
async function find(ref: string, deps: AppDeps): Promise<Thing> {
  const thing = await findThing(deps, ref)
  if (!thing) throw new ApiError('not_found')
  return thing
}
