import { type Context, Hono } from 'hono'
import type {
  AffectedResult,
  BreachesResult,
  BreachNoticeResult,
  WrittenResult,
} from '../../../contract/index.ts'
import { affectedBody, breachBody, noticeQuery } from '../../../contract/registers/breach.ts'
import { listAffected, readAffected } from '../../../domain/breaches/affected.ts'
import {
  type Breach,
  breachDueOn,
  findBreach,
  readBreaches,
  writeBreach,
} from '../../../domain/breaches/breach.ts'
import { draftNotice } from '../../../domain/breaches/notice.ts'
import { audit } from '../../../domain/registers/audit.ts'
import { answerJson } from '../../../http/answering/answer.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { readBody } from '../../../http/reading/read-body.ts'
import { readQuery } from '../../../http/reading/read-query.ts'
import { readThread, types } from './write.ts'

async function requireBreach(c: Context, deps: AppDeps): Promise<Breach> {
  const breach = await findBreach(readThread(c), deps)
  if (!breach) throw new ApiError('not_found')
  return breach
}

async function write(c: Context, thread: string | undefined, deps: AppDeps): Promise<Response> {
  const body = await readBody(c, breachBody, { types })
  const outcome = await writeBreach(body, { thread, deps })
  if (outcome.kind === 'not_found') throw new ApiError('not_found')
  if (outcome.kind === 'refused') throw new ApiError('invalid_body', { fields: outcome.fields })
  const { kind: _, ...written } = outcome
  const result: WrittenResult = { ...written, dueOn: breachDueOn(body, deps.site) }
  return answerJson(201, result)
}

/** Its names and phones come from the disclosures that were written for this breach; without one it names nobody (DI-01). */
async function answerNotice(c: Context, deps: AppDeps): Promise<Response> {
  const { lang } = readQuery(c, noticeQuery)
  const breach = await requireBreach(c, deps)
  const subjects = await readAffected(breach, deps)
  await audit(deps, {
    action: 'breach.notice',
    subject: breach.thread,
    actor: 'administrator',
    facts: { subjects: subjects.length },
  })
  const text = draftNotice(breach, { language: lang, subjects, site: deps.site })
  return answerJson(200, { language: lang, text } satisfies BreachNoticeResult)
}

async function answerAffected(c: Context, deps: AppDeps): Promise<Response> {
  const body = await readBody(c, affectedBody, { types })
  if (body.to < body.from) throw new ApiError('invalid_body', { fields: { to: 'invalid' } })
  const affected: AffectedResult | undefined = await listAffected(
    await requireBreach(c, deps),
    body,
    deps,
  )
  if (!affected) throw new ApiError('breach_too_wide')
  return answerJson(201, affected)
}

/** Breaches: what is due and overdue, the notice to the authority, and who is affected (BR-01 to BR-03). */
export const breachRoutes = (deps: AppDeps): Hono =>
  new Hono()
    .get('/', async () =>
      answerJson(200, { breaches: await readBreaches(deps) } satisfies BreachesResult),
    )
    .post('/', (c) => write(c, undefined, deps))
    .post('/:thread', (c) => write(c, readThread(c), deps))
    .get('/:thread/notice', (c) => answerNotice(c, deps))
    .post('/:thread/subjects', (c) => answerAffected(c, deps))
