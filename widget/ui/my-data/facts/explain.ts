import type { ErrorCode } from '../../../../server/contract/index.ts'
import * as my from '../../../text/kk/my-data.ts'
import type { SendResult } from '../../props.ts'

/** What to say of an error code where an act has words of its own for it. */
export type Words = Readonly<Partial<Record<ErrorCode | 'offline', string>>>

/** Says what became of a request that was not done, and what to do instead. */
export function explain(
  answer: Exclude<SendResult, { kind: 'accepted' }>,
  words: Words = {},
): string {
  if (answer.kind === 'offline') return words.offline ?? my.myOffline
  const own = answer.code && words[answer.code]
  if (own) return own
  if (answer.status === 429) return my.myErrRate
  return answer.status === 404 ? my.myErrCode : my.myErrServer
}
