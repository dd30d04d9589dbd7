import type { LongJob, LongJobKind } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Store } from '../../store/store.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'

/** A work that shows no sign of life for this long was interrupted. */
const LEASE_MS = 30_000
/** A work that is going on gives a sign of life this often, whatever it is busy with. */
const SIGN_OF_LIFE_MS = 5_000
/** Progress is stored at most this often. */
const NOTED_EVERY_MS = 1000
const KINDS = ['verification', 'retention', 'folder'] as const satisfies readonly LongJobKind[]

const nameOf = (kind: LongJobKind): string => `long:${kind}`

/** Dependencies of long work. */
export interface LongJobDeps {
  readonly store: Pick<Store, 'takeJob' | 'noteJob' | 'findJob' | 'releaseJob'>
  readonly cryptography: Pick<Cryptography, 'randomBytes'>
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly log: (level: 'error', event: string, facts: Record<string, unknown>) => void
}

/** How a work ended. */
export type LongJobOutcome =
  | { readonly kind: 'done'; readonly result: NonNullable<LongJob['result']> }
  | { readonly kind: 'failed'; readonly reason: NonNullable<LongJob['reason']> }

/** What a work receives, to say how far it is. Signs of life are given without it. */
export type Advance = (progress: LongJob['progress']) => Promise<void>

/** As it is stored: `aliveAtMs` is the last sign of life. */
type Stored = LongJob & { readonly aliveAtMs: number }

const iso = (ms: number): string => new Date(ms).toISOString()

function present({ aliveAtMs, ...job }: Stored, nowMs: number): LongJob {
  if (job.state !== 'running' || nowMs - aliveAtMs <= LEASE_MS) return job
  return { ...job, state: 'interrupted', endedAt: iso(aliveAtMs) }
}

/** Returns the last work of each kind that was ever started. */
export async function readLongJobs({
  store,
  clock,
}: Pick<LongJobDeps, 'store' | 'clock'>): Promise<readonly LongJob[]> {
  const states = await Promise.all(KINDS.map((kind) => store.findJob(nameOf(kind))))
  return states.flatMap((state) =>
    state?.position ? [present(JSON.parse(state.position) as Stored, clock())] : [],
  )
}

/** Stores a work's state under its lease. */
function createNotes({ store, clock }: LongJobDeps, kind: LongJobKind, id: string) {
  const name = nameOf(kind)
  const take = () => {
    const nowMs = clock()
    return store.takeJob(name, id, { nowMs, untilMs: nowMs + LEASE_MS })
  }
  const note = async (job: LongJob) => {
    const stored: Stored = { ...job, aliveAtMs: clock() }
    await store.noteJob(name, id, { lastRunAtMs: clock(), position: JSON.stringify(stored) })
  }
  return { take, note, release: () => store.releaseJob(name, id) }
}

type Notes = ReturnType<typeof createNotes>

/**
 * Gives signs of life of a work until it is stopped.
 *
 * @returns `advance` for the work, and `stop`, after which nothing is noted any more.
 */
function createSigns(job: LongJob, { deps, notes }: { deps: LongJobDeps; notes: Notes }) {
  const { clock } = deps
  let latest: LongJob['progress'] = null
  let notedAtMs = clock()
  // One after the other: a note that comes late would undo a later one.
  let turn: Promise<void> = Promise.resolve()
  const sign = (): Promise<void> => {
    notedAtMs = clock()
    const noted = turn.then(async () => {
      if (await notes.take()) await notes.note({ ...job, progress: latest })
    })
    turn = noted.catch(() => {})
    return noted
  }
  const advance: Advance = async (progress) => {
    latest = progress
    if (clock() - notedAtMs >= NOTED_EVERY_MS) await sign()
  }
  // One that fails is no reason to end the work: the next may be stored.
  const timer = setInterval(() => void sign().catch(() => {}), SIGN_OF_LIFE_MS)
  // A process that ends waits for no sign. The edge knows no such thing.
  timer.unref?.()
  const stop = () => {
    clearInterval(timer)
    return turn
  }
  return { advance, stop }
}

/** Does the work and notes how it goes. Never rejects: a failure is noted, and logged by its kind only. */
async function carryOut(
  job: LongJob,
  work: (advance: Advance) => Promise<LongJobOutcome>,
  { deps, notes }: { readonly deps: LongJobDeps; readonly notes: Notes },
): Promise<void> {
  const { clock, log } = deps
  const { advance, stop } = createSigns(job, { deps, notes })
  const fail = (error: unknown): LongJobOutcome => {
    log('error', 'long_job_failed', {
      ...{ kind: job.kind, error: error instanceof Error ? error.name : typeof error },
    })
    return { kind: 'failed', reason: 'error' }
  }
  const outcome = await work(advance).catch(fail)
  await stop()
  const ended = { ...job, endedAt: iso(clock()), progress: null }
  const last: LongJob =
    outcome.kind === 'done'
      ? { ...ended, state: 'done', result: outcome.result }
      : { ...ended, state: 'failed', reason: outcome.reason }
  try {
    if (await notes.take()) await notes.note(last)
    await notes.release()
  } catch (error) {
    // The database is closed or full: the work counts as interrupted.
    fail(error)
  }
}

/**
 * Starts a work and returns at once.
 *
 * @returns the work as it begins, and a promise of its end; `undefined` where one of its kind is running.
 */
export async function startLongJob(
  deps: LongJobDeps,
  { kind, by }: { readonly kind: LongJobKind; readonly by: string },
  work: (advance: Advance) => Promise<LongJobOutcome>,
): Promise<{ readonly job: LongJob; readonly ended: Promise<void> } | undefined> {
  const { clock, cryptography } = deps
  const id = buildUuidV7(clock(), cryptography.randomBytes(10))
  const notes = createNotes(deps, kind, id)
  if (!(await notes.take())) return undefined
  const job: LongJob = {
    ...{ kind, id, state: 'running', reason: null, startedAt: iso(clock()), endedAt: null, by },
    ...{ progress: null, result: null },
  }
  await notes.note(job)
  return { job, ended: carryOut(job, work, { deps, notes }) }
}
