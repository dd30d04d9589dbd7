import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { answerCached } from '../http/answering/answer-cached.ts'
import { buildOpenApi, type OpenApiDocument } from './openapi/document.ts'
import { buildDocsPage } from './pages/docs-page.ts'
import { createAnswerPage } from './pages/layout/answer-page.ts'
import type { PageParts } from './pages/layout/page-layout.ts'

/** The interface described: OpenAPI 3.1 for programs, a page for people. Both come from one document. */
export function openApiRoutes({ cryptography }: Pick<Deps, 'cryptography'>): Hono {
  const answerPage = createAnswerPage(cryptography)
  let made: OpenApiDocument | undefined
  const readDocument = (): OpenApiDocument => {
    made ??= buildOpenApi()
    return made
  }
  let json: string | undefined
  let page: PageParts | undefined
  return new Hono()
    .get('/v1/openapi.json', (c) => {
      json ??= JSON.stringify(readDocument())
      return answerCached(c, { cryptography }, { body: json, type: 'application/json' })
    })
    .get('/docs', (c) => {
      page ??= buildDocsPage(readDocument())
      return answerPage(c, page)
    })
}
