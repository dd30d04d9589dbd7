import type { DataKinds } from '../../server/contract/index.ts'

/** Everything was refused. The same bytes for every visitor of one day, so no two visitors can be distinguished (CB-20). */
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
  /** `true` where granted; absent means refused. */
  readonly purposes: Readonly<Record<string, boolean>>
  /** `true` where granted; absent means refused. */
  readonly dataKinds: Readonly<Partial<DataKinds>>
  /**
   * Stamp of the consent terms that were shown, 8 hex digits. If the site's stamps do not include it, the visitor is asked
   * again.
   */
  readonly terms: string
  /** Last day of validity in UTC, `YYYY-MM-DD`. Visits do not extend it. */
  readonly expiresOn: string
  /** Whether the server has confirmed that it stored the record. Nothing starts before that (CB-18). */
  readonly isConfirmed: boolean
}

/** The visitor's choice, as stored in the browser. */
export type Choice = RefusedChoice | GrantedChoice

/** The visitor's selection: each purpose on offer and each data kind, `true` where granted. Absent means refused. */
export interface Grants {
  readonly purposes: Readonly<Record<string, boolean>>
  readonly dataKinds: DataKinds
}

/** Where on the page a choice was made, for choices made in the widget's UI. */
export type UiSurface = 'banner' | 'settings' | 'placeholder'

/** Whether the server has stored it. After `not_stored` everything that is not necessary stays off (CB-18). */
export type Outcome = 'saved' | 'not_stored'

/**
 * Returns whether this purpose may run now: granted, and the record stored by the server. `necessary` always may; a purpose
 * that is not on offer never, whatever a saved choice contains.
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
