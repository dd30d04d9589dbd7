import type { Failure } from '../shell/call.ts'
import type { PeopleTexts } from './text/kk.ts'

/** Returns the words for what the server refuses about a person; `undefined`: the general ones. */
export const sayRefused = (failure: Failure, own: PeopleTexts): string | undefined => {
  if (failure.kind !== 'refused') return undefined
  if (failure.code === 'last_administrator') return own.lastAdministrator
  return failure.code === 'not_found' ? own.goneAlready : undefined
}
