import { readToday } from '../../domain/today/today.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { operation } from '../../http/operations/operation.ts'
import { staff } from '../../http/operations/who.ts'

/** What is due, and how the system is. */
export const todayOperations = [
  operation({
    ...{ method: 'get', path: '/v1/admin/today', tag: 'Console', id: 'readToday' },
    who: staff('operator', 'auditor'),
    isQuiet: true,
    summary: 'Read what is due and how the system is',
    description:
      'The soonest due first, with working days left; then the health of each part, from the server’s own record. ' +
      'Numbers and references only. Reading it does not prolong the session.',
    answers: [{ status: 200, description: 'What is due.', schema: 'TodayResult' }],
    handler: (deps) => async () => answerJson(200, await readToday(deps)),
  }),
]
