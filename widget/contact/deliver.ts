import type { MessageBody } from '../../server/contract/index.ts'
import { pause } from '../page/builtins/pause.ts'
import type { ContactDeps } from './deps.ts'

/** After so long a stamp is old enough for the server, in milliseconds: a second, and what two clocks may differ by. */
const PATIENCE_MS = 1_100

/** Sends messages with what says when the form was begun (CF-09). Whoever was quick waits; nobody is turned away for it. */
export function createDelivery(deps: Pick<ContactDeps, 'send' | 'stamp'>) {
  let stamp: Promise<string | undefined> | undefined
  let patienceMs = PATIENCE_MS

  const ripen = async () => {
    const answer = await deps.stamp()
    if (answer.kind === 'accepted') {
      await pause(patienceMs)
      return answer.body?.stamp
    }
    // Not to be had now: asked for again with the next press.
    stamp = undefined
    return undefined
  }
  /** Somebody who may send has begun. Answers the stamp once it is old enough. */
  const begin = () => (stamp ??= ripen())

  const send = async (body: MessageBody) => deps.send({ ...body, stamp: await begin() })
  return {
    begin,
    async deliver(body: MessageBody): ReturnType<ContactDeps['send']> {
      const result = await send(body)
      if (result.kind !== 'refused' || result.code !== 'sent_too_soon') return result
      // The page was open for a day, or of two servers the one that made the stamp is further ahead than the margin: twice as long.
      stamp = undefined
      patienceMs = 2 * PATIENCE_MS
      return send(body)
    },
  }
}
