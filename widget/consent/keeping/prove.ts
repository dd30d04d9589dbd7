import type { ConsentResult } from '../../../server/contract/index.ts'
import { send } from '../../page/network/send.ts'
import type { GrantedChoice } from '../choice.ts'
import { granted } from '../granted.ts'
import { confirm, judgeAnswer } from './answer.ts'
import type { KeeperDeps } from './keeper-deps.ts'
import type { SavedChoice } from './recall.ts'
import { CONSENTS } from './record.ts'

/**
 * Asks the server for a record that nothing waits to tell it of: kept before names said whose a choice is, or told on a page
 * that never heard the answer. It has it: the choice holds. It says that it has not, or has ended it: nothing holds.
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
  // A choice may have been made while the answer was on its way.
  if (told === 'later' || granted(deps.remembered())?.id !== choice.id) return
  const holds = result.kind === 'accepted' && result.body?.receipt?.state === 'ConsentGiven'
  keep(holds ? { ...saved, choice: confirm(choice, result, deps) } : undefined)
}
