import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { DestroyedClass, Due, Store } from '../../store/store.ts'
import { pruneConsents } from '../ledger/prune.ts'
import { destroyClass, dropSmallCounts } from './destroy.ts'
import { findDue } from './due.ts'
import { registerDestructions } from './register-destruction.ts'
import { buildSchedule, type RetentionRule } from './schedule.ts'
import { shortenAddresses, visitDaysBefore } from './shorten-addresses.ts'

export interface RetentionDeps {
  readonly store: Store
  readonly cryptography: Cryptography
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly site: Pick<
    SiteConfig,
    'visits' | 'messageDays' | 'openMessages' | 'retention' | 'backups' | 'timeZone'
  >
}

/** Number of things destroyed, or to be destroyed, by class; classes with none are left out. */
export type RetentionCounts = Readonly<Record<string, number>>

/** Options of a run. */
export interface RunOptions {
  /** Runs hourly classes only. Default: everything. */
  readonly isHourly?: boolean
  /** Called between two batches. */
  readonly rest?: () => Promise<void>
  /** The actor for the register. Default `system`. */
  readonly actor?: string
}

/**
 * Returns the rules that the job carries out, in order. Legal holds come last, so that what they protect is kept today as
 * well.
 */
export const listCarriedOut = (site: RetentionDeps['site']): readonly RetentionRule[] =>
  buildSchedule(site).filter(({ by }) => by === 'retention')

function carryOut(
  deps: RetentionDeps,
  { dataClass }: RetentionRule,
  { due, rest }: { readonly due: Due; readonly rest: () => Promise<void> },
): Promise<number> {
  switch (dataClass) {
    case 'consents':
      return pruneConsents(deps, { beforeMs: due.beforeMs, onBatch: rest }).then(
        ({ prunedConsents }) => prunedConsents,
      )
    case 'visit_addresses':
      return shortenAddresses(deps, due, rest)
    case 'small_counts':
      return dropSmallCounts(deps, due, rest)
    default:
      return destroyClass(deps, { dataClass: dataClass as DestroyedClass, due }, rest)
  }
}

/**
 * Destroys data past their retention period (clauses 6.3, 6.4), class by class, and records it in the register. Safe to run
 * at any time, twice, and after an interrupted run: what that run destroyed without recording it is recorded first.
 */
export async function runRetention(
  deps: RetentionDeps,
  { isHourly = false, rest = async () => {}, actor = 'system' }: RunOptions = {},
): Promise<RetentionCounts> {
  const rules = listCarriedOut(deps.site)
  const nowMs = deps.clock()
  await registerDestructions(deps, { rules, actor: 'system' })
  const counts: Record<string, number> = {}
  for (const rule of rules.filter(({ period }) => !isHourly || period.unit === 'hours')) {
    const due = findDue(rule, { nowMs, site: deps.site })
    const count = await carryOut(deps, rule, { due, rest })
    if (count > 0) counts[rule.dataClass] = count
    await registerDestructions(deps, { rules, actor })
  }
  return counts
}

/** Returns what a run would destroy now, each class counted up to `limit`. Changes nothing. */
export async function countDue(deps: RetentionDeps, limit: number): Promise<RetentionCounts> {
  const { store, site } = deps
  const nowMs = deps.clock()
  const counts: Record<string, number> = {}
  for (const rule of listCarriedOut(site)) {
    const due = findDue(rule, { nowMs, site })
    const count = await countClass(deps, rule.dataClass, { due, limit })
    if (count > 0) counts[rule.dataClass] = count
    // The reads do not yield to other work; this await does.
    await store.findJob('retention')
  }
  return counts
}

async function countClass(
  { store }: RetentionDeps,
  dataClass: string,
  { due, limit }: { readonly due: Due; readonly limit: number },
): Promise<number> {
  if (dataClass === 'visit_addresses') {
    return countWhole(store, due, limit)
  }
  if (dataClass === 'consents') return countPrunable(store, due, limit)
  return store.countDue(dataClass as DestroyedClass, due, limit)
}

async function countWhole(store: Store, { beforeDay, nowMs }: Due, limit: number) {
  let count = 0
  for await (const day of visitDaysBefore(store, beforeDay)) {
    count += await store.countWholeAddresses(day, limit - count, nowMs)
    if (count >= limit) break
  }
  return count
}

/** Events examined at once. */
const EVENTS_PER_LOOK = 1000

async function countPrunable(store: Store, { beforeMs, nowMs }: Due, limit: number) {
  const sealedSeq = ((await store.findLatestCheckpoint())?.lastEventSeq ?? 0) - 1
  let count = 0
  for (let afterSeq = 0; count < limit; ) {
    const range = { afterSeq, beforeMs, sealedSeq, nowMs }
    const { consents, lastSeq } = await store.findPrunable(range, EVENTS_PER_LOOK)
    if (lastSeq === null) break
    count += consents.length
    afterSeq = lastSeq
  }
  return Math.min(count, limit)
}
