import type * as v from 'valibot'
import type {
  AffectedBody,
  AffectedResult,
  BreachesResult,
  BreachNoticeResult,
  WrittenResult,
} from '../../../contract/index.ts'
import { noticeQuery } from '../../../contract/registers/breach.ts'
import { listAffected, readAffected } from '../../../domain/breaches/affected.ts'
import {
  type Breach,
  breachDueOn,
  findBreach,
  readBreaches,
  writeBreach,
} from '../../../domain/breaches/breach.ts'
import { draftNotification } from '../../../domain/breaches/notification.ts'
import { actingAs, type ByActor } from '../../../domain/registers/acting.ts'
import { audit } from '../../../domain/registers/audit.ts'
import { answerJson } from '../../../http/answering/answer.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { operation, type StaffCall } from '../../../http/operations/operation.ts'
import type { InputOf } from '../../../http/operations/schemas.ts'
import { staff } from '../../../http/operations/who.ts'
import { readThread, threadInPath, writeOperations } from './write.ts'

type BreachBody = InputOf<'BreachBody'>
type NoticeQuery = v.InferOutput<typeof noticeQuery>

const ROOT = '/v1/admin/registers/breaches'
type ThreadCall<Body = unknown, Query = unknown> = StaffCall<Body, Query, 'thread'>

/** @throws {ApiError} `not_found`. */
async function requireBreach({ params }: ThreadCall, deps: AppDeps): Promise<Breach> {
  const breach = await findBreach(readThread(params), deps)
  if (!breach) throw new ApiError('not_found')
  return breach
}

async function write(
  body: BreachBody,
  thread: string | undefined,
  deps: AppDeps & ByActor,
): Promise<WrittenResult> {
  const outcome = await writeBreach(body, { thread, deps })
  if (outcome.kind === 'not_found') throw new ApiError('not_found')
  if (outcome.kind === 'refused') throw new ApiError('invalid_body', { fields: outcome.fields })
  const { kind: _, ...written } = outcome
  return { ...written, dueOn: breachDueOn(body, deps.site) }
}

/** Names and phones come from the disclosures recorded for this breach; without one it contains no names (DI-01). */
async function answerNotice(
  call: ThreadCall<unknown, NoticeQuery>,
  deps: AppDeps,
): Promise<Response> {
  const { lang } = call.query
  const breach = await requireBreach(call, deps)
  const subjects = await readAffected(breach, deps)
  await audit(deps, {
    action: 'breach.notice',
    subject: breach.thread,
    actor: call.staff.id,
    facts: { subjects: subjects.length },
  })
  const text = draftNotification(breach, { language: lang, subjects, site: deps.site })
  return answerJson(200, { language: lang, text } satisfies BreachNoticeResult)
}

async function answerAffected(call: ThreadCall<AffectedBody>, deps: AppDeps): Promise<Response> {
  const { body } = call
  if (body.to < body.from) throw new ApiError('invalid_body', { fields: { to: 'invalid' } })
  const breach = await requireBreach(call, deps)
  const affected: AffectedResult | undefined = await listAffected(
    breach,
    body,
    actingAs(deps, call.staff),
  )
  if (!affected) throw new ApiError('breach_too_wide')
  return answerJson(201, affected)
}

/** Breaches: due and overdue ones, the notification to the authority, and who is affected (BR-01 to BR-03). */
export const breachOperations = [
  operation({
    ...{ method: 'get', path: ROOT, tag: 'Registers', id: 'readBreaches' },
    who: staff('operator', 'auditor'),
    summary: 'Read the breaches, the overdue first',
    description: 'Each by its latest line, with the day by which the authority must be told.',
    answers: [{ status: 200, description: 'The breaches.', schema: 'BreachesResult' }],
    handler: (deps) => async () =>
      answerJson(200, { breaches: await readBreaches(deps) } satisfies BreachesResult),
  }),
  ...writeOperations({
    ...{ address: 'breaches', id: 'Breach', words: 'a breach', body: 'BreachBody' },
    write,
  }),
  operation({
    ...{ method: 'get', path: `${ROOT}/{thread}/notice`, tag: 'Registers' },
    id: 'draftBreachNotice',
    who: staff('operator'),
    summary: 'Draft the notice of a breach to the authority',
    description:
      'Names who was listed as affected, until the breach is closed. That it was read is audited.',
    params: { thread: threadInPath },
    query: { schema: noticeQuery, means: { lang: 'Kazakh or Russian.' } },
    answers: [{ status: 200, description: 'The draft.', schema: 'BreachNoticeResult' }],
    errors: ['not_found'],
    handler: (deps) => (call) => answerNotice(call, deps),
  }),
  operation({
    ...{ method: 'post', path: `${ROOT}/{thread}/subjects`, tag: 'Registers', id: 'listAffected' },
    who: staff('operator'),
    summary: 'List who a breach has affected',
    description:
      'By dataset and period. Writes the disclosure to the authority down and drafts the notice to the persons.',
    params: { thread: threadInPath },
    body: { schema: 'AffectedBody', takes: 'json' },
    answers: [{ status: 201, description: 'The list.', schema: 'AffectedResult' }],
    errors: ['not_found', 'breach_too_wide'],
    handler: (deps) => (call) => answerAffected(call, deps),
  }),
]
