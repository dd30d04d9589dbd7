import type { Context } from 'hono'
import { answerEmpty } from '../answering/answer.ts'
import type { OriginGuard } from './origin.ts'

/** How long a browser may cache the response. */
const REMEMBERED_SECONDS = '86400'

/** Answers a CORS preflight of the public API. An origin that is not allowed gets no permission, and no reason. */
export function preflight(c: Context, originGuard: OriginGuard): Response {
  const cors = originGuard.permission(c)
  if (cors?.['access-control-allow-origin'] === undefined) return answerEmpty(204)
  return answerEmpty(204, {
    ...cors,
    vary: 'Origin, Access-Control-Request-Headers',
    'access-control-allow-methods': 'GET, POST, DELETE',
    // Whatever a page's own `fetch` adds to every request may come along: a consent could not be stored there else. It tells the
    // server nothing that any program could not.
    'access-control-allow-headers':
      c.req.header('access-control-request-headers') ?? 'authorization, content-type',
    'access-control-max-age': REMEMBERED_SECONDS,
  })
}
