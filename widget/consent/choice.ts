import type { DataKinds } from '../../server/contract/index.ts'

/** Everything was refused. The same bytes for every visitor of one day: nothing in it tells two apart (CB-20). */
export interface RefusedChoice {
  readonly kind: 'refused'
  readonly policyVersion: string
  /** Day of the choice in UTC, `YYYY-MM-DD`. */
  readonly day: string
}

/** At least one purpose was granted. */
export interface GrantedChoice {
  readonly kind: 'granted'
  /** The consent record, a UUID of version 7. */
  readonly id: string
  readonly policyVersion: string
  /** `true` where granted; what is absent is refused. */
  readonly purposes: Readonly<Record<string, boolean>>
  /** `true` where granted; what is absent is refused. */
  readonly dataKinds: Readonly<Partial<DataKinds>>
  /** Stamp of the terms that were shown, 8 hex digits: where it is not among the site's, the visitor is asked again. */
  readonly terms: string
  /** Last day in UTC on which it holds, `YYYY-MM-DD`. Visits do not prolong it. */
  readonly expiresOn: string
  /** Whether the server has said that it stored the record. Until then nothing starts (CB-18). */
  readonly isConfirmed: boolean
}

/** What the visitor decided, as kept in the browser. */
export type Choice = RefusedChoice | GrantedChoice

/** What a visitor ticked: each purpose on offer and each data kind, `true` where granted. What is absent is refused. */
export interface Grants {
  readonly purposes: Readonly<Record<string, boolean>>
  readonly dataKinds: DataKinds
}

/** Where on the page a choice was made, as far as the UI makes it. */
export type UiSurface = 'banner' | 'settings' | 'placeholder'

/** Whether the server has stored it; `not_stored` leaves everything that is not necessary off (CB-18). */
export type Outcome = 'saved' | 'not_stored'

/**
 * Whether this purpose may run now: granted, and the record stored by the server. Necessary always may; what is not on
 * offer never, whatever a saved choice says.
 */
export function mayRun(
  choice: Choice | undefined,
  purpose: string,
  offered: readonly string[],
): boolean {
  return (
    purpose === 'necessary' ||
    (offered.includes(purpose) &&
      (choice as GrantedChoice | undefined)?.isConfirmed === true &&
      (choice as GrantedChoice).purposes[purpose] === true)
  )
}
