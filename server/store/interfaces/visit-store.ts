import type { DailyCount, Dimension } from './daily-count.ts'

/** A raw visit: only what its consent grants. What is not granted is `null` and was never written. */
export interface VisitRow {
  /**
   * UUIDv7 from the client; its time bits are the day's start where `visit_time` is not granted. Of a visit that may not be
   * joined 32 hex digits of a keyed hash.
   */
  readonly id: string
  /** The consent; empty where the visit may not be joined to others of the same one. */
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
  /** Where the row may not be joined to others: the consent that it belongs to. Needs `hideVisits`. */
  readonly owner?: string
  /** What the consent's first visit of its day adds to the counts. Default: nothing. */
  readonly visitor?: FirstVisit
  /** Set where the visit was probably sent before, when the page was opened; then its duration grows. */
  readonly mayExist: boolean
  /** What is counted where the visit is stored and lasted longer than that. Default: nothing. */
  readonly countLonger?: (day: string, beforeMs: number | null) => readonly DailyCount[]
  /** Further days on which the visit may be stored, besides its own and the day before. Default: none. */
  readonly mayLieOn?: readonly string[]
  readonly counts: readonly DailyCount[]
}

/** The first visit of a consent on a day. */
export interface FirstVisit {
  /** For how many days before it an earlier one is looked for. */
  readonly lookBackDays: number
  /** @param daysAgo days since the last day with a visit, 1 or more; `null` where none was found. */
  readonly count: (daysAgo: number | null) => readonly DailyCount[]
}

/** The state of a consent on the strength of which visits are written: as it was looked at. */
export interface VisitBasis {
  readonly consentId: string
  /** Its latest event. */
  readonly eventId: string
  /** Purposes for which it was restricted. */
  readonly restricted: readonly string[]
}

/** What may be kept of one day, so that no visitor can make the others pay. */
export interface VisitBudget {
  /** Visits of one consent on one day. */
  readonly visitsPerConsent: number
  /** Values (pages, hosts …) that one consent may be the first to bring on a day. */
  readonly newValuesPerConsent: number
  /** Different values of a dimension that are counted by themselves on one day; a dimension without a number has no limit. */
  readonly values: Partial<Readonly<Record<Dimension, number>>>
  /** Counted in the place of every further value. Nothing that a visitor can send is equal to it. */
  readonly other: string
  /** A value counted so often on one of the days before keeps its place, up to half of what the dimension may have. */
  readonly established: number
}

/** A part of a person's visits. */
export interface VisitPage {
  /** The last visit of the part before; absent: from the beginning. */
  readonly after?: Pick<VisitRow, 'day' | 'id'>
  /** At most so many. Fewer mean that there are no more. */
  readonly limit: number
}

/** Raw visits and their ageing. */
export interface VisitStore {
  /**
   * Stores a batch in one commit. What is stored already, on its day, the day before or one of `mayLieOn`, is neither changed
   * nor counted, but for `mayExist`.
   *
   * @param budget default: none, everything is stored.
   * @param basis default: none is asked for.
   * @returns how many new visits were not stored, since their consent has used up its day. `overtaken`: an event was added to the
   *   consent meanwhile, or it was restricted further, by whichever process; then nothing is stored.
   */
  addVisits(
    visits: readonly VisitWrite[],
    budget?: VisitBudget,
    basis?: VisitBasis,
  ): Promise<number | 'overtaken'>
  /**
   * Visits of one consent on the days from `fromDay` to `toDay`, newest day first, by id within a day; those that may be joined
   * first. Looks once into each
   * day (an index, never a scan), so the period should be no longer than visits are kept. However many visits others have
   * beside them, it goes through some thousand at a time; others get their turn between.
   *
   * @param page default: all of them.
   */
  readVisits(
    consentId: string,
    fromDay: string,
    toDay: string,
    page?: VisitPage,
  ): Promise<readonly VisitRow[]>
  /** The first day after `afterDay` on which there is a visit. */
  findVisitDay(afterDay: string): Promise<string | null>
  /**
   * Up to `limit` visits of a day, by their ids, whose address was not yet given to `shortenAddresses`; of none under a legal
   * hold at `nowMs` (default: of none that was ever held). Reads the day from end to end where there are fewer.
   */
  findWholeAddresses(
    day: string,
    limit: number,
    nowMs?: number,
  ): Promise<readonly Pick<VisitRow, 'id' | 'consentId' | 'day' | 'address'>[]>
  /** Replaces addresses by shortened ones and adds them to the tally `visit_addresses`: one commit. A visit that is gone stays gone. */
  shortenAddresses(
    rows: readonly (Pick<VisitRow, 'id' | 'consentId' | 'day'> & {
      readonly address: Uint8Array
    })[],
  ): Promise<void>
}
