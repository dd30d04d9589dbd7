import type { SearchResult } from '../../../contract/index.ts'
import { search } from '../../../domain/answering/search.ts'
import { actingAs } from '../../../domain/registers/acting.ts'
import { answerJson } from '../../../http/answering/answer.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import { operation } from '../../../http/operations/operation.ts'
import { staff } from '../../../http/operations/who.ts'

/** Finding messages and requests. */
export const searchOperations = [
  operation({
    ...{ method: 'post', path: '/v1/admin/search', tag: 'Requests', id: 'search' },
    who: staff('operator'),
    summary: 'Find messages and requests by a reference or an exact address',
    description:
      'One of the two, in the body: an address never stands in a URL. Senders are masked; blocked messages are not found. ' +
      'Audited, without the address.',
    body: { schema: 'SearchBody', takes: 'json' },
    answers: [{ status: 200, description: 'What was found.', schema: 'SearchResult' }],
    handler:
      (deps) =>
      async ({ body, staff: acting }) => {
        if ((body.reference === undefined) === (body.email === undefined)) {
          const problem = body.email === undefined ? 'missing' : 'unknown'
          throw new ApiError('invalid_body', { fields: { reference: problem } })
        }
        const found: SearchResult = await search(body, actingAs(deps, acting))
        return answerJson(200, found)
      },
  }),
]
