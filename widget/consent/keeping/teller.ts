import type { ConsentResult } from '../../../server/contract/index.ts'
import { send } from '../../page/network/send.ts'
import type { Told } from '../../page/storage/outbox.ts'
import { granted } from '../granted.ts'
import { confirm, judgeAnswer } from './answer.ts'
import type { KeeperDeps } from './keeper-deps.ts'
import type { SavedChoice } from './recall.ts'
import type { Entry } from './record.ts'

/** Sends one entry at a time to the server and applies its response. */
export function createTeller(deps: KeeperDeps, keep: (saved: SavedChoice | undefined) => void) {
  const { server, isOwnSite, remembered } = deps
  /** Idempotency keys of entries that the server has accepted. */
  const taken: string[] = []
  const isCurrent = (entry: Entry) =>
    entry.kind === 'consent' && entry.record === granted(remembered())?.id

  return {
    hasTaken: (entry: Entry) => entry.kind !== 'refusal' && taken.includes(entry.body.id),
    async tell(entry: Entry): Promise<Told> {
      // The visitor has changed the choice before it was sent.
      if (entry.kind === 'consent' && !isCurrent(entry)) return 'refused'
      const bearer = entry.kind === 'withdrawal' ? entry.bearer : undefined
      const result = await send<Partial<ConsentResult>>(server + entry.path, entry.body, {
        bearer,
        isOwnSite,
      })
      const told = judgeAnswer(entry, result)
      if (told === 'accepted' && entry.kind !== 'refusal') taken.push(entry.body.id)
      const { saved } = remembered()
      // The visitor may have chosen again while the request was in progress.
      if (told !== 'later' && isCurrent(entry) && saved?.choice.kind === 'granted')
        keep(
          told === 'accepted'
            ? { ...saved, choice: confirm(saved.choice, result, deps) }
            : undefined,
        )
      return told
    },
  }
}
