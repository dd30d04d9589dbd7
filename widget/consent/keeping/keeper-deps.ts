import type { DecisionContext } from '../decide.ts'
import type { Recollection } from './recall.ts'

/** What a keeper is given. */
export interface KeeperDeps {
  readonly site: DecisionContext['site']
  readonly language: DecisionContext['language']
  readonly isGpc: boolean
  /** Origin of the server. */
  readonly server: string
  /** Whether the server may set its cookie. */
  readonly isOwnSite: boolean
  /** The longest name that page and server are both below, where they are of one site. */
  readonly sharedDomain: string | undefined
  /** Milliseconds since 1970 UTC. */
  now(): number
  /** What the page remembers. */
  remembered(): Recollection
  /** Replaces it, and applies it to the page. */
  remember(next: Recollection): void
  /** Reads it anew from where it is saved. */
  reread(): void
}
