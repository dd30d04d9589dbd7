import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Store } from '../../store/store.ts'
import { judgeClock } from '../calendar/clock-guard.ts'
import { addDays, dayOf } from '../calendar/day.ts'
import { readCurrentKey } from '../ledger/signing-keys.ts'
import { VERIFICATION_JOB } from '../ledger/verify-now.ts'
import { JOB as RETENTION, ranAtMsOf, readProgress } from '../retention/daily-retention.ts'
import type { HealthFacts } from './health.ts'

/** Name under which a restore of a copy is noted in the database that it is a copy of. */
export const DRILL_JOB = 'restore-drill'

/** Free room where the database lies. */
export interface DiskRoom {
  readonly freeBytes: number
}

/** Dependencies for reading the health. */
export interface HealthDeps {
  readonly store: Store
  readonly cryptography: Cryptography
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly site: Pick<SiteConfig, 'timeZone'>
  /** `undefined` where mail is not configured. */
  readonly transport?: object | undefined
  /** Absent where no backup folder is configured. */
  readonly backUp?: unknown
  /** Absent where the server has no disk of its own. */
  readonly readDisk?: (() => Promise<DiskRoom>) | undefined
}

const isTime = (ms: number): number | null => (Number.isFinite(ms) ? ms : null)

async function readSigns({ store, clock, site }: HealthDeps) {
  const today = dayOf(clock(), site.timeZone)
  const now = await store.readSignsOfUse(today)
  const { pages, choices } = now
  const isUsedToday = pages + choices > 0
  const before = isUsedToday ? now : await store.readSignsOfUse(addDays(today, -1))
  const isUsed = before.pages + before.choices > 0
  return { signs: { pages, isUsed }, lastConsentAtMs: now.lastConsentAtMs }
}

async function readChain({ store }: HealthDeps): Promise<HealthFacts['chain']> {
  const [latest, { events, entries }, { head }, sealing] = await Promise.all([
    store.findLatestCheckpoint(),
    store.readUnsealed(1),
    store.readLedgerEnds(),
    store.findJob('sealing'),
  ])
  return {
    sealedAtMs: latest?.sealedAtMs ?? null,
    hasUnsealed: events.length + entries.length > 0,
    sealingRanAtMs: sealing?.lastRunAtMs ?? null,
    isWhole: head?.isWhole ?? true,
  }
}

async function readRetention({ store, clock }: HealthDeps): Promise<HealthFacts['retention']> {
  const state = await store.findJob(RETENTION)
  const progress = readProgress(state?.position ?? null)
  const { doubtedSinceMs } = judgeClock(progress, clock())
  return { ranAtMs: ranAtMsOf(state), isClockInDoubt: doubtedSinceMs !== null }
}

async function readVerified(store: Store): Promise<HealthFacts['verified']> {
  const state = await store.findJob(VERIFICATION_JOB)
  return state?.position ? (JSON.parse(state.position) as HealthFacts['verified']) : null
}

async function readDiskFacts({ store, readDisk }: HealthDeps): Promise<HealthFacts['disk']> {
  if (!readDisk) return null
  const { freeBytes } = await readDisk()
  return { freeBytes, areWritesRefused: (await store.readCondition()) === 'writes_refused' }
}

/** Reads what the server has recorded about itself. */
export async function readHealthFacts(deps: HealthDeps): Promise<HealthFacts> {
  const { store, clock, transport, backUp } = deps
  const [backup, drill, mail] = await Promise.all(
    ['backup', DRILL_JOB, 'mail'].map((name) => store.findJob(name)),
  )
  return {
    nowMs: clock(),
    ...(await readSigns(deps)),
    chain: await readChain(deps),
    verified: await readVerified(store),
    backup: {
      isSetUp: backUp !== undefined,
      atMs: isTime(Date.parse(backup?.position ?? '')),
    },
    drilledAtMs: drill?.lastRunAtMs ?? null,
    mail: {
      ...{ isSetUp: transport !== undefined, ranAtMs: mail?.lastRunAtMs ?? null },
      ...(await store.readMailState()),
    },
    retention: await readRetention(deps),
    disk: await readDiskFacts(deps),
    keyMadeAtMs: (await readCurrentKey(deps))?.createdAtMs ?? null,
  }
}
