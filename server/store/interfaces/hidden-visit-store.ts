/** Hides visits that must not be joined; the database itself has no key. Synchronous. */
export interface VisitHiding {
  /** Returns a new key for a day, and the same encrypted. */
  makeKey(day: string): { readonly key: Uint8Array; readonly sealed: Uint8Array }
  /** Decrypts a day's key. @throws where that fails. */
  openKey(day: string, sealed: Uint8Array): Uint8Array
  /** Returns a keyed hash, 32 bytes. */
  hide(key: Uint8Array, text: string): Uint8Array
}

/** A visit before and after it was unlinked. */
export interface UnlinkedVisit {
  readonly id: string
  readonly hiddenId: string
  /** The address, encrypted for the new id. */
  readonly address: Uint8Array | null
  readonly seenAtMs: number | null
}

/** A consent whose visits of a day can be joined, and whether they may be. */
export interface LinkedDay {
  readonly day: string
  readonly consentId: string
  readonly mayBeJoined: boolean
}

/** Visits that must not be joined to others of the same consent. */
export interface HiddenVisitStore {
  /** Provides the hiding; from then on visits that must not be joined can be added and read. */
  hideVisits(hiding: VisitHiding): void
  /** Returns up to `limit` pairs of day and consent after a given one with visits that can be joined, in order. */
  readLinkedDays(
    after: Pick<LinkedDay, 'day' | 'consentId'>,
    limit: number,
  ): Promise<readonly LinkedDay[]>
  /** Replaces visits of one consent and day by the same visits unlinked, in one commit. */
  unlinkVisits(
    linked: Pick<LinkedDay, 'day' | 'consentId'>,
    visits: readonly UnlinkedVisit[],
  ): Promise<void>
  /** Deletes the stretches of a consent's visits that could be joined, where none is left. Call it once all are unlinked. */
  forgetLinkedDay(linked: Pick<LinkedDay, 'day' | 'consentId'>): Promise<void>
  /** Erases every visit of a consent that must not be joined, some hundred per commit. @returns the number erased. */
  eraseHiddenVisits(consentId: string): Promise<number>
}
