/** By what visits that may not be joined are hidden: the database itself has no key. All at once, no promises. */
export interface VisitHiding {
  /** A new key for a day, and the same sealed. */
  makeKey(day: string): { readonly key: Uint8Array; readonly sealed: Uint8Array }
  /** Opens a day's key. @throws where it does not open. */
  openKey(day: string, sealed: Uint8Array): Uint8Array
  /** Keyed hash, 32 bytes. */
  hide(key: Uint8Array, text: string): Uint8Array
}

/** A visit as it was, and as it is once it may not be joined. */
export interface UnlinkedVisit {
  readonly id: string
  readonly hiddenId: string
  /** The address, sealed for the new id. */
  readonly address: Uint8Array | null
  readonly seenAtMs: number | null
}

/** Of which consent visits can be joined on a day, and whether they may. */
export interface LinkedDay {
  readonly day: string
  readonly consentId: string
  readonly mayBeJoined: boolean
}

/** Visits that may not be joined to others of the same consent. */
export interface HiddenVisitStore {
  /** From now on visits that may not be joined can be added and read. */
  hideVisits(hiding: VisitHiding): void
  /** Up to `limit` pairs of day and consent after one, of which visits can be joined, in order. */
  readLinkedDays(
    after: Pick<LinkedDay, 'day' | 'consentId'>,
    limit: number,
  ): Promise<readonly LinkedDay[]>
  /** Puts visits of one consent and day in the place of themselves, in such a way that they cannot be joined: one commit. */
  unlinkVisits(
    linked: Pick<LinkedDay, 'day' | 'consentId'>,
    visits: readonly UnlinkedVisit[],
  ): Promise<void>
  /** Forgets where visits of a consent lay that could be joined, where none is left. To be called once all are unlinked. */
  forgetLinkedDay(linked: Pick<LinkedDay, 'day' | 'consentId'>): Promise<void>
  /** Erases every visit of a consent that may not be joined, some hundred in a commit. @returns how many. */
  eraseHiddenVisits(consentId: string): Promise<number>
}
