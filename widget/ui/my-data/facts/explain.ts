import type { ErrorCode } from '../../../../server/contract/index.ts'
import * as my from '../../../text/kk/my-data.ts'
import type { SendResult } from '../../props.ts'

/** Messages for error codes that override the general ones. */
export type Words = Readonly<Partial<Record<ErrorCode | 'offline', string>>>

/** Returns the message for a failed request, with what to do instead. */
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
