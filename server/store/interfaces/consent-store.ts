import type { ConsentState, DataKinds, Language } from '../../contract/index.ts'
import type { AddResult } from '../add-result.ts'
import type { DailyCount } from './daily-count.ts'

/** A consent record's content: written once, never changed but by erasure. Times are milliseconds since 1970 UTC, by the server's clock. */
export interface ConsentRecord {
  /** UUIDv7 made by the client. */
  readonly id: string
  /** SHA-256 of the record's secret, 32 bytes; `null` once the person was erased. */
  readonly secretHash: Uint8Array | null
  readonly language: Language
  readonly policyVersion: string
  /** SHA-256, hex, of the notice shown. */
  readonly noticeSha256: string
  /** Who consented: the person, or a child's legal representative (clause 10.1). */
  readonly actor: 'subject' | 'legal_representative'
  /** Where on the page: `banner`, `settings`, `placeholder`, `api`, `contact_form`. */
  readonly surface: string
  readonly gpcAtChoice: boolean
  readonly givenAtMs: number
  readonly validUntilMs: number
  /** Name of who consented, sealed (`consents.name`), where a form asked for it (CF-03); else, and once erased, `null`. */
  readonly subjectName: Uint8Array | null
  /** 16 random bytes; `null` once the person was erased. */
  readonly subjectSalt: Uint8Array | null
  /** Commitment to what leads to the person, 32 bytes (`commitToSubject`); stays when that is erased (CR-12). */
  readonly subjectCommitment: Uint8Array
}

/** Who caused an event: the person, a child's legal representative, the school, or the end of a term. */
export type EventActor = 'subject' | 'legal_representative' | 'operator' | 'system'

/** One change of a consent record. Events are only ever added. */
export interface ConsentEvent {
  /** UUIDv7: the idempotency key of the request that caused the event (for the first event, the record's own id). */
  readonly id: string
  readonly consentId: string
  readonly state: ConsentState
  /** Every purpose on offer and whether it is granted after this event. */
  readonly purposes: Readonly<Record<string, boolean>>
  /** Every data kind and whether it is granted after this event. */
  readonly dataKinds: DataKinds
  readonly actor: EventActor
  readonly atMs: number
  /** Commitment to the record and this event, 32 bytes (`commitToEvent`); the ledger seals it. */
  readonly commitment: Uint8Array
}

/** A record with its latest event. */
export interface StoredConsent extends ConsentRecord {
  readonly latest: ConsentEvent
  /** Purposes for which the record is restricted now; `''` is all of them: it is blocked (DS-04, DS-07). */
  readonly restricted: readonly string[]
}

/** Consent records and their events. */
export interface ConsentStore {
  /** Stores a record, its first event and its counts in one commit. `conflict` where the id is taken under another secret. */
  addConsent(
    record: ConsentRecord,
    event: ConsentEvent,
    counts: readonly DailyCount[],
  ): Promise<AddResult>
  findConsent(id: string): Promise<StoredConsent | undefined>
  /**
   * Appends an event that was made on the strength of `afterId`, the latest of its record. `overtaken` where another has come
   * since, `duplicate` where this record has an event with its id, `conflict` where another record has; then nothing is
   * stored and nothing counted. A constraint holds it: no event is followed by two. Rejects where there is no such record.
   */
  addConsentEvent(
    event: ConsentEvent,
    counts: readonly DailyCount[],
    afterId: string,
  ): Promise<AddResult | 'overtaken'>
  /** Every event of a record, oldest first: each follows the one on whose strength it was made. */
  readConsentEvents(consentId: string): Promise<readonly ConsentEvent[]>
  /** Up to `limit` records whose term ended at or before `nowMs` and after `afterMs`, and whose latest event does not say so yet. */
  findEndedConsents(
    range: { readonly afterMs: number; readonly nowMs: number },
    limit: number,
  ): Promise<readonly StoredConsent[]>
  /** Keeps a notice unless it is kept already. */
  addNotice(notice: Notice): Promise<void>
  findNotice(sha256: string): Promise<Notice | undefined>
  /** Every notice of a language, the newest first. There are as many as there were configurations and wordings. */
  listNotices(language: Language): Promise<readonly Notice[]>
}

/** An exact text once shown, kept by its hash. */
export interface Notice {
  readonly sha256: string
  readonly language: Language
  readonly content: string
  readonly firstShownAtMs: number
}
