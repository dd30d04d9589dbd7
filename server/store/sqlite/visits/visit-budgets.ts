import { and, eq, gte, ne, sql } from 'drizzle-orm'
import type { DailyCount, Dimension, VisitBudget } from '../../store.ts'
import type { Driver } from '../driver.ts'
import { daysBefore, isOfConsentOnDay } from '../ledger/stretches.ts'
import { type Database, value } from '../queries.ts'
import type { PrepareDriver } from '../schema/insert-by-name.ts'
import { dailyCounts, visitStretches } from '../schema/visits.ts'
import type { HiddenVisits } from './hidden-visits.ts'

/** Days in memory: the current one and, around midnight or after a clock was set back, its neighbour. */
const DAYS_HELD = 2
/** Maximum consents of a day in memory, some hundred bytes each. A dropped one is read again. */
const CONSENTS_HELD = 20_000
/** Days examined for established values: covers a weekend and a holiday. */
const DAYS_LOOKED_BACK = 7

/** What one consent has used of its day. */
export interface ConsentUse {
  visits: number
  /** Number of those that must not be joined. */
  hidden: number
  /** Number of new values that it has introduced. */
  newValues: number
}

/** The state of one day. */
interface DayUse {
  readonly consents: Map<string, ConsentUse>
  /** The values counted separately, by dimension. */
  readonly admitted: Map<Dimension, Set<string>>
}

const prepareBudgets = (db: Database, prepareDriver: PrepareDriver) => {
  const isOfDimension = and(
    eq(dailyCounts.day, value('day')),
    eq(dailyCounts.measure, 'visit'),
    eq(dailyCounts.dimension, value('dimension')),
    ne(dailyCounts.value, value('other')),
  )
  return {
    countVisits: prepareDriver(
      db
        .select({ visits: sql`coalesce(sum(${visitStretches.visits}), 0)`.as('visits') })
        .from(visitStretches)
        .where(isOfConsentOnDay),
    ),
    readValues: db
      .select({ value: dailyCounts.value })
      .from(dailyCounts)
      .where(and(isOfDimension, gte(dailyCounts.count, value('atLeast'))))
      .limit(value('limit'))
      .prepare(),
  }
}

/**
 * Limits what may be counted on a day to its budget. It is in memory, so a visit costs a map lookup; a day or a consent is
 * read from the tables when it first occurs, so a restart resets nothing. Only the number of new values of a consent is not
 * stored, since it would reveal who visited which pages: when read again, every visit counts as one. Two processes on one
 * file each apply the budget separately.
 */
export interface VisitBudgets {
  useOf(day: string, consentId: string, budget: VisitBudget): ConsentUse
  /** Returns the counts to be stored: a value beyond the budget becomes `other`. */
  fold(counts: readonly DailyCount[], budget: VisitBudget, use?: ConsentUse): readonly DailyCount[]
  /** Clears everything: a transaction was rolled back, and its additions are not stored. */
  forget(): void
}

/** Adds to a map of at most `max` entries; the oldest entry is dropped. */
function hold<K, V>(map: Map<K, V>, key: K, held: V, max: number): V {
  if (map.size >= max) map.delete(map.keys().next().value as K)
  map.set(key, held)
  return held
}

/** Reads the values that a day begins with. */
function createReadAdmitted(readValues: ReturnType<typeof prepareBudgets>['readValues']) {
  /** The values already stored, then frequent values of previous days, so that nobody can displace a page that people read. */
  return function readAdmitted(
    { day, dimension }: Pick<DailyCount, 'day' | 'dimension'>,
    atMost: number,
    { other, established }: VisitBudget,
  ): Set<string> {
    const admitted = new Set<string>()
    const add = (from: string, atLeast: number, limit: number) => {
      const rows = readValues.all({ day: from, dimension, other, atLeast, limit })
      for (const row of rows) if (admitted.size < limit) admitted.add(row.value)
    }
    add(day, 1, atMost)
    for (const before of daysBefore(day, DAYS_LOOKED_BACK))
      add(before, established, Math.floor(atMost / 2))
    return admitted
  }
}

/** @see VisitBudgets */
export function createVisitBudgets(
  { db, prepare }: Pick<Driver, 'db' | 'prepare'>,
  hiddenVisits: Pick<HiddenVisits, 'count'>,
): VisitBudgets {
  const queries = prepareBudgets(db, prepare)
  const readAdmitted = createReadAdmitted(queries.readValues)
  const days = new Map<string, DayUse>()

  const dayOf = (day: string): DayUse =>
    days.get(day) ?? hold(days, day, { consents: new Map(), admitted: new Map() }, DAYS_HELD)

  function admittedOf(count: DailyCount, atMost: number, budget: VisitBudget): Set<string> {
    const { admitted } = dayOf(count.day)
    const known = admitted.get(count.dimension)
    if (known) return known
    const read = readAdmitted(count, atMost, budget)
    admitted.set(count.dimension, read)
    return read
  }

  function isAdmitted(count: DailyCount, budget: VisitBudget, use: ConsentUse | undefined) {
    const atMost = budget.values[count.dimension]
    if (atMost === undefined || count.measure !== 'visit') return true
    const values = admittedOf(count, atMost, budget)
    if (values.has(count.value)) return true
    if (values.size >= atMost) return false
    if (use && use.newValues >= budget.newValuesPerConsent) return false
    values.add(count.value)
    if (use) use.newValues += 1
    return true
  }

  return {
    useOf(day, consentId, budget) {
      const { consents } = dayOf(day)
      const known = consents.get(consentId)
      if (known) return known
      const { visits } = queries.countVisits.get(day, consentId) as { readonly visits: number }
      const hidden = hiddenVisits.count(day, consentId)
      const all = visits + hidden
      const newValues = Math.min(all, budget.newValuesPerConsent)
      return hold(consents, consentId, { visits: all, hidden, newValues }, CONSENTS_HELD)
    },
    fold(counts, budget, use) {
      // Usually all are admitted; then nothing is copied.
      let folded: DailyCount[] | undefined
      for (const [at, count] of counts.entries()) {
        if (isAdmitted(count, budget, use)) continue
        folded ??= [...counts]
        folded[at] = { ...count, value: budget.other }
      }
      return folded ?? counts
    },
    forget: () => days.clear(),
  }
}
