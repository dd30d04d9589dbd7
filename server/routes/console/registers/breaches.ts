import type * as v from 'valibot'
import type {
  AffectedBody,
  BreachContent,
  BreachesResult,
  BreachNoticeResult,
  BreachResult,
  WrittenResult,
} from '../../../contract/index.ts'
import { affectedBody, breachBody, noticeQuery } from '../../../contract/registers/breach.ts'
import { nameActors } from '../../../domain/answering/actor-name.ts'
import { previewAffected, readNamed } from '../../../domain/breaches/affected.ts'
import { breachDueOn, findBreach, readBreaches } from '../../../domain/breaches/breach.ts'
import {
  draftNotification,
  draftSubjectNotification,
} from '../../../domain/breaches/notification.ts'
import { writeBreach } from '../../../domain/breaches/write-breach.ts'
import { audit } from '../../../domain/registers/audit.ts'
import { presentLines } from '../../../domain/registers/list-register.ts'
import { todayOf } from '../../../domain/registers/register-line.ts'
import { findBreachProblems } from '../../../domain/registers/sense.ts'
import { answerJson } from '../../../http/answering/answer.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { operation, type StaffCall } from '../../../http/operations/operation.ts'
import { staff } from '../../../http/operations/who.ts'
import { checkJointly } from '../../../http/reading/check-jointly.ts'
import {
  findActProblems,
  presentWritten,
  readThread,
  requireWritten,
  threadInPath,
  type Writing,
  writeOperations,
} from './write.ts'

type NoticeQuery = v.InferOutput<typeof noticeQuery>

const ROOT = '/v1/admin/registers/breaches'
type ThreadCall<Body = unknown, Query = unknown> = StaffCall<Body, Query, 'thread'>

const momentOf = (deps: AppDeps) => ({ nowMs: deps.clock(), today: todayOf(deps) })

/** @throws {ApiError} `not_found`. */
async function requireBreach({ params }: ThreadCall, deps: AppDeps) {
  const found = await findBreach(readThread(params), deps)
  if (!found) throw new ApiError('not_found')
  return found
}

async function write(json: unknown, { thread, deps }: Writing): Promise<WrittenResult> {
  const body = await checkJointly(breachBody, json, (valid) => ({
    ...findBreachProblems(valid, momentOf(deps)),
    ...findActProblems(valid, thread),
  }))
  const outcome = await writeBreach(body, { thread, deps })
  if (outcome.kind === 'not_found') throw new ApiError('not_found')
  if (outcome.kind === 'too_wide') throw new ApiError('breach_too_wide')
  const written = await requireWritten(outcome, deps)
  const dueOn = breachDueOn(written.content as BreachContent, deps.site)
  return { ...presentWritten(written), dueOn }
}

async function answerBreach(call: ThreadCall, deps: AppDeps): Promise<Response> {
  const { breach, entries } = await requireBreach(call, deps)
  const lines = presentLines(entries)
  const actors = await nameActors(lines, call.staff, deps)
  return answerJson(200, { breach, lines, actors } satisfies BreachResult)
}

async function answerNotice(
  call: ThreadCall<unknown, NoticeQuery>,
  deps: AppDeps,
): Promise<Response> {
  const { lang } = call.query
  const { breach } = await requireBreach(call, deps)
  const subjects = await readNamed(breach, deps)
  await audit(deps, {
    action: 'breach.notice',
    subject: breach.thread,
    actor: call.staff.id,
    facts: { subjects: subjects.length },
  })
  const options = { language: lang, site: deps.site }
  const text = draftNotification(breach, { ...options, subjects })
  const peopleText = draftSubjectNotification(breach, options)
  return answerJson(200, { language: lang, text, peopleText } satisfies BreachNoticeResult)
}

async function answerAffected({ body }: StaffCall<unknown>, deps: AppDeps): Promise<Response> {
  const { affected }: AffectedBody = await checkJointly(affectedBody, body, (valid) =>
    findBreachProblems(valid, momentOf(deps)),
  )
  const preview = await previewAffected(affected, deps)
  if (!preview) throw new ApiError('breach_too_wide')
  return answerJson(200, preview)
}

/** Breaches: due and overdue ones, the notifications, and who is affected (BR-01 to BR-03). */
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
    errors: ['breach_too_wide'],
    write,
  }),
  operation({
    ...{ method: 'get', path: `${ROOT}/{thread}`, tag: 'Registers', id: 'readBreach' },
    who: staff('operator', 'auditor'),
    summary: 'Read one breach',
    description: 'With every line of its thread, in the order of writing.',
    params: { thread: threadInPath },
    answers: [{ status: 200, description: 'The breach.', schema: 'BreachResult' }],
    errors: ['not_found'],
    handler: (deps) => (call) => answerBreach(call, deps),
  }),
  operation({
    ...{ method: 'get', path: `${ROOT}/{thread}/notice`, tag: 'Registers' },
    id: 'draftBreachNotice',
    who: staff('operator'),
    summary: 'Draft the notifications of a breach',
    description:
      'To the authority, which names who is affected until the breach is closed, and to the people. That it was read is audited.',
    params: { thread: threadInPath },
    query: { schema: noticeQuery, means: { lang: 'Kazakh or Russian.' } },
    answers: [{ status: 200, description: 'The drafts.', schema: 'BreachNoticeResult' }],
    errors: ['not_found'],
    handler: (deps) => (call) => answerNotice(call, deps),
  }),
  operation({
    ...{ method: 'post', path: '/v1/admin/affected', tag: 'Registers', id: 'previewAffected' },
    who: staff('operator'),
    summary: 'See who a breach would affect',
    description:
      'By dataset and period: how many, and the first 100 by reference, without a word of theirs. Nothing is written; the ' +
      'disclosure to the authority is, once the notification is marked as sent.',
    body: { schema: 'AffectedBody', takes: 'json', check: (json) => json },
    answers: [{ status: 200, description: 'The preview.', schema: 'AffectedResult' }],
    errors: ['breach_too_wide'],
    handler: (deps) => (call) => answerAffected(call, deps),
  }),
]
