import { type Context, Hono } from 'hono'
import type { DeletionResult, Language, MeResult } from '../../contract/index.ts'
import { deletionQuery, exportQuery } from '../../contract/visitor/subject.ts'
import { deleteOwnData } from '../../domain/rights/erase.ts'
import { openExport } from '../../domain/rights/export.ts'
import { buildOverview, readOwnData } from '../../domain/rights/overview.ts'
import { identify } from '../../domain/subject/identify.ts'
import type { Thing } from '../../domain/subject/subject.ts'
import { answerJson, answerJsonStream } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import { writeJson } from '../../http/answering/stream.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { readQuery } from '../../http/reading/read-query.ts'
import { readCredential, readSubject } from '../../http/reading/subject-identity.ts'
import { describeExportPage, writeExportPage } from '../pages/export/export-page.ts'
import { type AnswerPage, createAnswerPage } from '../pages/layout/answer-page.ts'
import { codeRoutes } from './codes.ts'
import { subjectActionRoutes } from './subject-actions.ts'

/** A person's own data, by the secret of a record, the code of a message or a one-time code: free, without an account (DS-14). */
export function meRoutes(deps: AppDeps): Hono {
  const answerPage = createAnswerPage(deps.cryptography)
  return new Hono()
    .get('/', async (c) => {
      const { things } = await readSubject(c, deps)
      const overview: MeResult = await buildOverview(await readOwnData(things, deps), deps)
      return answerJson(200, overview, deps.guard.headers(c))
    })
    .get('/export', async (c) => {
      const { things } = await readSubject(c, deps)
      const { format, lang } = readQuery(c, exportQuery)
      const language = lang ?? things[0]?.consent.language ?? 'kk'
      const answer = await answerExport(c, { things, format, language }, { answerPage, deps })
      for (const [name, value] of Object.entries(deps.guard.headers(c)))
        answer.headers.set(name, value)
      return answer
    })
    .delete('/', (c) => deleteMe(c, deps))
    .route('/codes', codeRoutes(deps))
    .route('/', subjectActionRoutes(deps))
}

/** Answers with everything that is held of a person, made while it is sent: a page to read, or a file. */
export async function answerExport(
  c: Context,
  {
    things,
    format,
    language,
  }: {
    readonly things: readonly Thing[]
    readonly format: 'json' | 'page'
    readonly language: Language
  },
  { answerPage, deps }: { readonly answerPage: AnswerPage; readonly deps: AppDeps },
): Promise<Response> {
  const { head, lists } = await openExport(things, deps)
  if (format === 'page') {
    const parts = describeExportPage(head, language)
    return answerPage.streamed(c, parts, writeExportPage({ head, lists }, language))
  }
  return answerJsonStream(writeJson(head, lists), {
    'content-disposition': 'attachment; filename="kelisim-my-data.json"',
  })
}

/** The credential goes with the data: a repeated deletion is known by its confirmation alone. */
async function deleteMe(c: Context, deps: AppDeps): Promise<Response> {
  const cors = deps.guard.check(c)
  const { confirm } = readQuery(c, deletionQuery)
  const subject = await identify(readCredential(c), deps)
  const result: DeletionResult | undefined = await deleteOwnData(subject, confirm, deps)
  if (!result) throw new ApiError('not_found')
  return answerJson(200, result, cors)
}
