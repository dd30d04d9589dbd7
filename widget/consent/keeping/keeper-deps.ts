import type { DecisionContext } from '../decide.ts'
import type { Recollection } from './recall.ts'

/** Dependencies of a keeper. */
export interface KeeperDeps {
  readonly site: DecisionContext['site']
  readonly language: DecisionContext['language']
  readonly isGpc: boolean
  /** Origin of the server. */
  readonly server: string
  /** Whether the server may set its cookie. */
  readonly isOwnSite: boolean
  /** The longest domain that contains both page and server, where they are on the same site. */
  readonly sharedDomain: string | undefined
  /** Milliseconds since 1970 UTC. */
  now(): number
  /** Returns what the page remembers. */
  remembered(): Recollection
  /** Replaces it, and applies it to the page. */
  remember(next: Recollection): void
  /** Reads it again from storage. */
  reread(): void
}
