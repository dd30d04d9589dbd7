import type { ConsentState, DataKinds, Language } from '../contract/index.ts'

/** A consent record's content: written once, never changed. Times are milliseconds since 1970 UTC, by the server's clock. */
export interface ConsentRecord {
  /** UUIDv7 made by the client. */
  readonly id: string
  /** SHA-256 of the record's secret, 32 bytes. */
  readonly secretHash: Uint8Array
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
}

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
  readonly atMs: number
}

/** A record with its latest event. */
export interface StoredConsent extends ConsentRecord {
  readonly latest: ConsentEvent
}

/** What happened to be counted. `choice` figures are `consent`, `refusal`, `withdrawal`; `visit` is a page view. */
export type Measure = 'consent' | 'refusal' | 'withdrawal' | 'visit'

/** What a count is broken down by; `all` has the value ''. */
export type Dimension =
  | 'all'
  | 'purpose'
  | 'language'
  | 'policy_version'
  | 'page'
  | 'referrer'
  | 'browser'
  | 'os'
  | 'device'

/** A count of one day. Holds no id, so no two counts can be led back to one visitor (TR-03). */
export interface DailyCount {
  /** Day in the site's time zone, `YYYY-MM-DD`. */
  readonly day: string
  readonly measure: Measure
  readonly dimension: Dimension
  readonly value: string
  readonly count: number
}

/** A raw visit: only what its consent grants. What is not granted is `null` and was never written. */
export interface VisitRow {
  /** UUIDv7 from the client; its time bits are the day's start where `visit_time` is not granted. */
  readonly id: string
  readonly consentId: string
  readonly day: string
  readonly seenAtMs: number | null
  readonly durationMs: number | null
  /** Encrypted address (`Cryptography.seal`). */
  readonly address: Uint8Array | null
  readonly browser: string | null
  readonly os: string | null
  readonly device: string | null
}

/** A visit and the counts it adds to when it is new. */
export interface VisitWrite {
  readonly row: VisitRow
  /** Set where the visit may already be stored under this or the day before; then only its duration grows. */
  readonly mayExist: boolean
  readonly counts: readonly DailyCount[]
}

/** A contact-form message. Personal fields are encrypted (`Cryptography.seal`). */
export interface MessageRow {
  readonly id: string
  readonly reference: string
  /** The record of the consent given with it; unrelated to any consent to statistics (CF-07). */
  readonly consentId: string
  readonly name: Uint8Array
  readonly email: Uint8Array | null
  readonly phone: Uint8Array | null
  readonly message: Uint8Array
  readonly language: Language
  readonly receivedAtMs: number
}

/** An exact text once shown, kept by its hash. */
export interface Notice {
  readonly sha256: string
  readonly language: Language
  readonly content: string
  readonly firstShownAtMs: number
}

/** A signed-in browser of an administrator; the token itself is not kept. */
export interface AdminSession {
  readonly tokenHash: Uint8Array
  readonly createdAtMs: number
  readonly lastSeenAtMs: number
}

/** `duplicate`: the same write was stored before and nothing changed. `conflict`: the id belongs to another's write. */
export type AddResult = 'stored' | 'duplicate' | 'conflict'

/**
 * Everything the domain asks of a database. Implemented by each driver and held by one suite (`test/store`).
 *
 * There is no transaction to open: what must be written together is one method, so that D1 can do it in a batch.
 * A write resolves once it is on disk. Outcomes are returned; a method rejects, always with a `StoreError`, only where the
 * database fails or is given a value that its tables do not take.
 */
export interface Store {
  /** Stores a record, its first event and its counts in one commit. `conflict` where the id is taken under another secret. */
  addConsent(
    record: ConsentRecord,
    event: ConsentEvent,
    counts: readonly DailyCount[],
  ): Promise<AddResult>
  findConsent(id: string): Promise<StoredConsent | undefined>
  /**
   * Appends an event. `duplicate` where this record has an event with its id, `conflict` where another has;
   * then nothing is counted. Rejects where there is no such record.
   */
  addConsentEvent(event: ConsentEvent, counts: readonly DailyCount[]): Promise<AddResult>
  addCounts(counts: readonly DailyCount[]): Promise<void>
  /** Stores a batch in one commit. What is stored already is neither changed nor counted, but for `mayExist`. */
  addVisits(visits: readonly VisitWrite[]): Promise<void>
  /**
   * Stores a message with the record and first event of its own consent. `duplicate` where a message with its id is stored:
   * the first one stays. `conflict` where the record's id is taken.
   */
  addMessage(message: MessageRow, record: ConsentRecord, event: ConsentEvent): Promise<AddResult>
  /** The reference under which a message id is stored. */
  findMessageReference(id: string): Promise<string | undefined>
  /**
   * Counts of the days from `fromDay` to `toDay`, both included, in no order: kept apart by day for `all`, else summed over
   * the days for each value and given the day `fromDay`.
   */
  readCounts(fromDay: string, toDay: string): Promise<readonly DailyCount[]>

  /** Up to `limit` visits before `beforeDay`, oldest first, whose address was not yet given to `shortenAddresses`. */
  findWholeAddresses(
    beforeDay: string,
    limit: number,
  ): Promise<readonly Pick<VisitRow, 'id' | 'day' | 'address'>[]>
  /** Replaces addresses by shortened ones. A visit that is gone stays gone. */
  shortenAddresses(
    rows: readonly { readonly id: string; readonly day: string; readonly address: Uint8Array }[],
  ): Promise<void>
  /** Deletes up to `limit` visits before `beforeDay`, oldest first; the counts stay. Returns how many. */
  deleteVisits(beforeDay: string, limit: number): Promise<number>

  /** Keeps a notice unless it is kept already. */
  addNotice(notice: Notice): Promise<void>

  /** The administrator's password hash, absent until it is set. */
  findAdminPassword(): Promise<string | undefined>
  /** Sets the password where none is set; `conflict` where one is. */
  addAdminPassword(passwordHash: string, atMs: number): Promise<AddResult>
  addAdminSession(session: AdminSession): Promise<void>
  findAdminSession(tokenHash: Uint8Array): Promise<AdminSession | undefined>
  touchAdminSession(tokenHash: Uint8Array, lastSeenAtMs: number): Promise<void>
  deleteAdminSession(tokenHash: Uint8Array): Promise<void>

  /** Whether the database answers and its migrations are done. */
  isReady(): Promise<boolean>
  /** Stores what waits, then lets go of the database. Whatever is called afterwards rejects. */
  close(): Promise<void>
}
