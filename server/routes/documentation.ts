import { answerCached } from '../http/answering/answer-cached.ts'
import { type Described, NOT_MODIFIED, PAGE } from '../http/operations/description.ts'
import { buildOpenApi, type OpenApiDocument } from '../http/operations/document.ts'
import { type Operation, operation } from '../http/operations/operation.ts'
import { buildDocsPage } from './pages/docs/docs-page.ts'
import { createAnswerPage } from './pages/layout/answer-page.ts'
import type { PageParts } from './pages/layout/page-layout.ts'

/**
 * Documentation of the API: OpenAPI 3.1 for programs, a page for people. Both are built at the first request.
 *
 * @param list every operation of the API, including these two.
 */
export function documentationOperations(list: () => readonly Described[]): readonly Operation[] {
  let made: OpenApiDocument | undefined
  const readDocument = (): OpenApiDocument => {
    made ??= buildOpenApi(list())
    return made
  }
  let json: string | undefined
  let page: PageParts | undefined
  return [
    operation({
      ...{ method: 'get', path: '/v1/openapi.json', tag: 'Running it', id: 'readOpenApi' },
      who: 'anyone',
      summary: 'This document',
      description: 'OpenAPI 3.1, generated from the schemas by which the server checks.',
      answers: [
        { status: 200, description: 'The document.', type: 'application/json' },
        NOT_MODIFIED,
      ],
      handler:
        ({ cryptography }) =>
        ({ c }) => {
          json ??= JSON.stringify(readDocument())
          return answerCached(c, { cryptography }, { body: json, type: 'application/json' })
        },
    }),
    operation({
      ...{ method: 'get', path: '/docs', tag: 'Running it', id: 'showDocs' },
      who: 'anyone',
      summary: 'This document, for people',
      description: 'Works without JavaScript.',
      answers: PAGE,
      handler: ({ cryptography }) => {
        const answerPage = createAnswerPage(cryptography)
        return ({ c }) => {
          page ??= buildDocsPage(list(), readDocument())
          return answerPage(c, page)
        }
      },
    }),
  ]
}
