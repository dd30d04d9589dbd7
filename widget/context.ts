import type { TagConfig } from './config.ts'
import type { Recollection } from './consent/keeping/recall.ts'
import type { UiHost } from './ui/props.ts'

/** What loader, parts and UI share about this page: one object, made by `index.ts`. */
export interface Context extends TagConfig, UiHost {
  /** Whether this purpose may run now. */
  mayRun(purpose: string): boolean
  /** Brings a part and makes it for this page, once. Not to be had: `undefined`. */
  bring<Made>(name: string): Promise<Made | undefined>
  /** Replaces it, and applies it to the page. */
  remember(next: Recollection): void
}

/** Every element of a selector in what has come into the page since the last time; the first time, in all of it. */
export type Find = (selector: string) => ArrayLike<HTMLElement> & Iterable<HTMLElement>

/** Export of every file in `parts/`, brought by the loader when it is needed: makes the part for this page. */
export interface Part<Made = (find: Find) => void> {
  create(context: Context): Made
}
