import type { ConsentResult } from '../../../server/contract/index.ts'
import { send } from '../../page/network/send.ts'
import type { GrantedChoice } from '../choice.ts'
import { granted } from '../granted.ts'
import { confirm, judgeAnswer } from './answer.ts'
import type { KeeperDeps } from './keeper-deps.ts'
import type { SavedChoice } from './recall.ts'
import { CONSENTS } from './record.ts'

/**
 * Asks the server about a record without queued entries: saved before names contained the owner, or sent on a page that never
 * got the response. If the server has the record, the choice is valid. If it has no such record, or has ended it, the choice
 * is dropped.
 */
export async function prove(
  saved: SavedChoice & { readonly choice: GrantedChoice },
  deps: KeeperDeps,
  keep: (saved: SavedChoice | undefined) => void,
): Promise<void> {
  const { choice, secret } = saved
  const result = await send<Partial<ConsentResult>>(
    `${deps.server}${CONSENTS}/${choice.id}`,
    undefined,
    { bearer: secret, isOwnSite: deps.isOwnSite },
  )
  const told = judgeAnswer({ kind: 'consent' }, result)
  // The visitor may have chosen again while the request was in progress.
  if (told === 'later' || granted(deps.remembered())?.id !== choice.id) return
  const holds = result.kind === 'accepted' && result.body?.receipt?.state === 'ConsentGiven'
  keep(holds ? { ...saved, choice: confirm(choice, result, deps) } : undefined)
}
