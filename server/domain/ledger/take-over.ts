import type { Cryptography } from '../../crypto/cryptography.ts'
import type { LedgerGuard, LedgerHead, Store } from '../../store/store.ts'
import { audit } from '../registers/audit.ts'
import { findBreak, type LedgerBreak } from './find-breaks.ts'
import { bindKey, createLedgerGuard, isKeyBound } from './head.ts'

/** The action of the audit line that records a break (`LedgerBreak`). `verify` reports every such line. */
export const BREAK_ACTION = 'ledger.break'

type TakeOverStore = Pick<
  Store,
  'readLedgerEnds' | 'readUnsealed' | 'takeLedgerOver' | 'addRegisterEntry'
>

export interface TakeOverDeps {
  readonly store: TakeOverStore
  readonly cryptography: Cryptography
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly log?: (level: 'error', event: string, facts: Record<string, unknown>) => void
}

/** Rows over which a new head is rolled in one commit. More are first sealed in parts, between which others run. */
const ROWS_AT_ONCE = 10_000

/** Returns whether no more than `ROWS_AT_ONCE` rows are unsealed. Reads at most one more. */
async function areFewUnsealed({
  readUnsealed,
}: Pick<TakeOverStore, 'readUnsealed'>): Promise<boolean> {
  const { events, entries } = await readUnsealed(ROWS_AT_ONCE + 1)
  return events.length + entries.length <= ROWS_AT_ONCE
}

/**
 * Takes over a ledger that was changed bypassing the server: recreates its head from the rows as they are, so the server can go
 * on, and records the break in log and audit register; the next checkpoint seals that line. If many rows are unsealed, the head
 * is marked as not whole (`LedgerHead.isWhole`) until they are sealed.
 */
async function takeOver(deps: TakeOverDeps, what: LedgerBreak): Promise<void> {
  const { store, clock, log } = deps
  const ends = await store.readLedgerEnds()
  const { head, lastEvent, lastEntry, lastCheckpoint } = ends
  const facts = { what, checkpoint: lastCheckpoint?.number ?? 0, lastEvent, lastEntry }
  log?.('error', 'ledger_break', facts)
  // The moment of the first binding remains, if the head still names it.
  const since = {
    sinceMs: head?.sinceMs ?? clock(),
    sinceCheckpoint: head?.sinceCheckpoint ?? lastCheckpoint?.number ?? 0,
  }
  await store.takeLedgerOver(since, await areFewUnsealed(store))
  await audit(deps, { action: BREAK_ACTION, subject: 'ledger', actor: 'system', facts })
}

/**
 * Checks whether the unsealed rows were all written by processes with the secret, and takes the ledger over if not.
 *
 * @returns the head; `undefined` where the store keeps none. If it is not whole, the caller must recreate it once everything
 *   is sealed (`takeLedgerOver`).
 */
export async function takeOverWhereBroken(
  deps: TakeOverDeps,
  guard: LedgerGuard,
): Promise<LedgerHead | undefined> {
  const ends = await deps.store.readLedgerEnds()
  if (!ends.head) return undefined
  const found = await findBreak({ store: deps.store, guard }, ends)
  if (!found) return ends.head
  await takeOver(deps, found)
  return (await deps.store.readLedgerEnds()).head
}

/** Returns whether nothing was ever added to the ledger. */
const isEmpty = async ({ store }: Pick<TakeOverDeps, 'store'>): Promise<boolean> => {
  const { lastEvent, lastEntry, lastCheckpoint } = await store.readLedgerEnds()
  return lastEvent + lastEntry === 0 && lastCheckpoint === undefined
}

/** Dependencies for binding a whole database to its secret. */
export interface BindDeps extends TakeOverDeps {
  readonly store: TakeOverStore & Pick<Store, 'guardLedger' | 'readSigningKeys' | 'bindSigningKeys'>
}

/**
 * Binds the ledger of an open database to the secret: gives the store the guard, by which each commit updates the head. Call it
 * before anything is written.
 *
 * The rows and signing keys of a database that was never bound, new or older than the binding, are accepted as they are. The
 * head contains that moment: the secret proves nothing about changes before it.
 *
 * @param wasBound whether the database is marked as bound (`bindDatabase`). Then a missing head is a sign of tampering, unless
 *   the ledger is empty.
 */
export async function bindLedger(deps: BindDeps, wasBound: boolean): Promise<void> {
  const { store, cryptography, clock } = deps
  const guard = createLedgerGuard(cryptography)
  store.guardLedger(guard)
  const { head, lastCheckpoint } = await store.readLedgerEnds()
  // Bound without the mark: the first start was interrupted between the two.
  if (head && (wasBound || guard.isBound(head))) return
  if (wasBound && !(await isEmpty(deps))) return takeOver(deps, 'head_missing')
  // In a database marked as bound, every key of ours is bound already; any other stays unbound.
  const keys = wasBound ? [] : await store.readSigningKeys()
  await store.bindSigningKeys(
    keys.map((key) => ({ keyId: key.id, keyedHash: bindKey(key, cryptography) })),
  )
  const since = { sinceMs: clock(), sinceCheckpoint: lastCheckpoint?.number ?? 0 }
  await store.takeLedgerOver(since, true)
}

/**
 * Replaces the keyed hashes of the head and of all bound signing keys by those of the newest key generation, so that the others
 * can be retired. Unbound keys stay unbound.
 */
export async function rebindAll({
  store,
  cryptography,
}: {
  readonly store: Pick<Store, 'rebindLedger' | 'readSigningKeys' | 'bindSigningKeys'>
  readonly cryptography: Pick<Cryptography, 'blindIndexes' | 'isEqual'>
}): Promise<void> {
  const keys = (await store.readSigningKeys()).filter((key) => isKeyBound(key, cryptography))
  await store.bindSigningKeys(
    keys.map((key) => ({ keyId: key.id, keyedHash: bindKey(key, cryptography) })),
  )
  await store.rebindLedger()
}
