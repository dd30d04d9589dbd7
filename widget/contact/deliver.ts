import type { MessageBody } from '../../server/contract/index.ts'
import { pause } from '../page/builtins/pause.ts'
import type { ContactDeps } from './deps.ts'

/** Age of a stamp that the server accepts, in milliseconds: a second, plus a margin for clock differences. */
const PATIENCE_MS = 1_100

/** Sends messages with the form's stamp (CF-09). A sender who was quick waits; nobody is rejected for it. */
export function createDelivery(deps: Pick<ContactDeps, 'send' | 'stamp'>) {
  let stamp: Promise<string | undefined> | undefined
  let patienceMs = PATIENCE_MS

  const ripen = async () => {
    const answer = await deps.stamp()
    if (answer.kind === 'accepted') {
      await pause(patienceMs)
      return answer.body?.stamp
    }
    // Failed: requested again at the next press.
    stamp = undefined
    return undefined
  }
  /** Called when somebody starts to fill in the form. Returns the stamp once it is old enough. */
  const begin = () => (stamp ??= ripen())

  const send = async (body: MessageBody) => deps.send({ ...body, stamp: await begin() })
  return {
    begin,
    async deliver(body: MessageBody): ReturnType<ContactDeps['send']> {
      const result = await send(body)
      if (result.kind !== 'refused' || result.code !== 'sent_too_soon') return result
      // The page was open for a day, or the clock of the server that made the stamp is further ahead than the margin: waits
      // twice as long.
      stamp = undefined
      patienceMs = 2 * PATIENCE_MS
      return send(body)
    },
  }
}
