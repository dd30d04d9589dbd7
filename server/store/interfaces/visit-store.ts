import type { DailyCount, Dimension } from './daily-count.ts'

/** A raw visit: only what its consent grants. A field that is not granted is `null` and was never written. */
export interface VisitRow {
  /**
   * UUIDv7 from the client; its time bits are the day's start where `visit_time` is not granted. For a visit that must not be
   * joined, 32 hex digits of a keyed hash.
   */
  readonly id: string
  /** The consent; empty where the visit must not be joined to others of the same consent. */
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

/** A visit and the counts that it adds if it is new. */
export interface VisitWrite {
  readonly row: VisitRow
  /** For a row that must not be joined: the consent that it belongs to. Requires `hideVisits`. */
  readonly owner?: string
  /** The counts of the consent's first visit of its day. Default: none. */
  readonly visitor?: FirstVisit
  /** Set where the visit was probably sent before, when the page was opened; then its duration is extended. */
  readonly mayExist: boolean
  /** Counts to add where the visit is stored and lasted longer. Default: none. */
  readonly countLonger?: (day: string, beforeMs: number | null) => readonly DailyCount[]
  /** Further days on which the visit may be stored, besides its own and the day before. Default: none. */
  readonly mayLieOn?: readonly string[]
  readonly counts: readonly DailyCount[]
}

/** The first visit of a consent on a day. */
export interface FirstVisit {
  /** Number of days before it that are searched for an earlier one. */
  readonly lookBackDays: number
  /** @param daysAgo days since the last day with a visit, 1 or more; `null` where none was found. */
  readonly count: (daysAgo: number | null) => readonly DailyCount[]
}

/** The state of a consent on which the write of visits is based. */
export interface VisitBasis {
  readonly consentId: string
  /** Its latest event. */
  readonly eventId: string
  /** Purposes for which it was restricted. */
  readonly restricted: readonly string[]
}

/** Limits of what may be stored for one day, so that no visitor can exhaust it for others. */
export interface VisitBudget {
  /** Visits of one consent on one day. */
  readonly visitsPerConsent: number
  /** New values (pages, hosts …) that one consent may introduce on a day. */
  readonly newValuesPerConsent: number
  /** Different values of a dimension counted separately on one day; a dimension without a number has no limit. */
  readonly values: Partial<Readonly<Record<Dimension, number>>>
  /** Counted instead of every further value. No visitor can send a value equal to it. */
  readonly other: string
  /** A value counted this often on one of the previous days keeps its place, up to half of the dimension's limit. */
  readonly established: number
}

/** A page of a person's visits. */
export interface VisitPage {
  /** The last visit of the previous page; absent: from the beginning. */
  readonly after?: Pick<VisitRow, 'day' | 'id'>
  /** Maximum number of visits. A shorter page is the last. */
  readonly limit: number
}

/** Raw visits and their ageing. */
export interface VisitStore {
  /**
   * Stores a batch in one commit. A visit that is stored already, on its day, the day before or one of `mayLieOn`, is neither
   * changed nor counted, except for `mayExist`.
   *
   * @param budget default: none; everything is stored.
   * @param basis default: not checked.
   * @returns how many new visits were not stored because their consent has used up its day. `overtaken`: an event was added
   *   to the consent meanwhile, or it was restricted further, by any process; then nothing is stored.
   */
  addVisits(
    visits: readonly VisitWrite[],
    budget?: VisitBudget,
    basis?: VisitBasis,
  ): Promise<number | 'overtaken'>
  /**
   * Returns visits of one consent on the days from `fromDay` to `toDay`, newest day first, by id within a day; those that may
   * be joined first. Uses an index once for each day, never a scan, so the period should be no longer than visits are kept.
   * However many visits others have in between, it reads some thousand rows at a time and yields to others.
   *
   * @param page default: all of them.
   */
  readVisits(
    consentId: string,
    fromDay: string,
    toDay: string,
    page?: VisitPage,
  ): Promise<readonly VisitRow[]>
  /** Returns the first day after `afterDay` with a visit. */
  findVisitDay(afterDay: string): Promise<string | null>
  /**
   * Returns up to `limit` visits of a day, by id, whose address `shortenAddresses` has not truncated yet, without those under
   * a legal hold at `nowMs` (default: without any that was ever held). Reads the whole day where there are fewer.
   */
  findWholeAddresses(
    day: string,
    limit: number,
    nowMs?: number,
  ): Promise<readonly Pick<VisitRow, 'id' | 'consentId' | 'day' | 'address'>[]>
  /**
   * Replaces addresses by truncated ones and adds them to the tally `visit_addresses`, in one commit. Deleted visits are
   * ignored.
   */
  shortenAddresses(
    rows: readonly (Pick<VisitRow, 'id' | 'consentId' | 'day'> & {
      readonly address: Uint8Array
    })[],
  ): Promise<void>
}
