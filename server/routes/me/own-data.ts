import type { Context } from 'hono'
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
import { operation } from '../../http/operations/operation.ts'
import { readCredential, readSubject } from '../../http/reading/subject-identity.ts'
import { describeExportPage, writeExportPage } from '../pages/export/export-page.ts'
import { type AnswerPage, createAnswerPage } from '../pages/layout/answer-page.ts'

const CREDENTIAL =
  '`Authorization: Bearer` with `{consentId}.{secret}` of a record, `{reference}.{code}` of a message, or `code.{token}` ' +
  'of a one-time code. A wrong one is answered like one that does not exist.'

/**
 * A person's own data, with the secret of a record, the code of a message or a one-time code: free, without an account
 * (DS-14).
 */
export const ownDataOperations = [
  operation({
    ...{ method: 'get', path: '/v1/me', tag: 'My data', id: 'readMyData' },
    who: 'person',
    summary: 'Read what is held about you',
    description: `Whether data are held, purposes, sources, ways of processing, list of data, terms, recipients, disclosures. ${CREDENTIAL}`,
    answers: [{ status: 200, description: 'What is held.', schema: 'MeResult' }],
    handler:
      (deps) =>
      async ({ c, cors }) => {
        const { things } = await readSubject(c, deps)
        const overview: MeResult = await buildOverview(await readOwnData(things, deps), deps)
        return answerJson(200, overview, cors)
      },
  }),
  operation({
    ...{ method: 'get', path: '/v1/me/export', tag: 'My data', id: 'exportMyData' },
    who: 'person',
    summary: 'Download everything that is held about you',
    description: 'Complete, with what you have blocked, and nobody else’s.',
    query: {
      schema: exportQuery,
      means: {
        format: '`page` answers with a page for people.',
        lang: 'Language of the page.',
      },
    },
    answers: [{ status: 200, description: 'The data.', schema: 'ExportResult', type: 'text/html' }],
    handler: (deps) => {
      const answerPage = createAnswerPage(deps.cryptography)
      return async ({ c, query: { format, lang }, cors }) => {
        const { things } = await readSubject(c, deps)
        const language = lang ?? things[0]?.consent.language ?? 'kk'
        const answer = await answerExport(c, { things, format, language }, { answerPage, deps })
        for (const [name, value] of Object.entries(cors)) answer.headers.set(name, value)
        return answer
      }
    },
  }),
  operation({
    ...{ method: 'delete', path: '/v1/me', tag: 'My data', id: 'deleteMyData' },
    who: 'person',
    summary: 'Delete what is held about you',
    description:
      'In two steps: without `confirm` it only says what would go and what would stay; sent again with the `confirm` of ' +
      'that answer it deletes. Sent once more it deletes nothing twice and says the same number.',
    query: { schema: deletionQuery, means: { confirm: 'From the first answer.' } },
    answers: [
      { status: 200, description: 'What goes and what stays, or went.', schema: 'DeletionResult' },
    ],
    handler:
      (deps) =>
      async ({ c, query: { confirm }, cors }) => {
        // The credential is deleted with the data; a repeated deletion is recognised by its confirmation.
        const subject = await identify(readCredential(c), deps)
        const result: DeletionResult | undefined = await deleteOwnData(subject, confirm, deps)
        if (!result) throw new ApiError('not_found')
        return answerJson(200, result, cors)
      },
  }),
]

/** Sends all data stored about a person while they are read: a page, or a file. */
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
