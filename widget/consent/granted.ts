import { ownKeys } from '../page/builtins/own-keys.ts'
import type { GrantedChoice } from './choice.ts'
import type { Recollection } from './keeping/recall.ts'

/** The grant that holds, confirmed or not; none where there is a refusal, or no choice. */
export const granted = ({ saved }: Recollection): GrantedChoice | undefined =>
  saved?.choice.kind === 'granted' ? saved.choice : undefined

/** Whether anything at all is granted. */
export const isAnyGranted = (purposes: Readonly<Record<string, boolean>>): boolean =>
  ownKeys(purposes).some((id) => purposes[id] === true)
