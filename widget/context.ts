import type { TagConfig } from './config.ts'
import type { Recollection } from './consent/keeping/recall.ts'
import type { UiHost } from './ui/props.ts'

/** State of this page shared by loader, parts and UI: one object, created by `index.ts`. */
export interface Context extends TagConfig, UiHost {
  /** Returns whether this purpose may run now. */
  mayRun(purpose: string): boolean
  /** Loads a part and creates it for this page, once. `undefined` where it could not be loaded. */
  bring<Made>(name: string): Promise<Made | undefined>
  /** Replaces it, and applies it to the page. */
  remember(next: Recollection): void
}

/** Returns every element of a selector that was added to the page since the last call; on the first call, in the whole page. */
export type Find = (selector: string) => ArrayLike<HTMLElement> & Iterable<HTMLElement>

/** Export of every file in `parts/`, loaded on demand: creates the part for this page. */
export interface Part<Made = (find: Find) => void> {
  create(context: Context): Made
}
