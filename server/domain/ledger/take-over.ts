import type { Cryptography } from '../../crypto/cryptography.ts'
import type { LedgerGuard, LedgerHead, Store } from '../../store/store.ts'
import { audit } from '../registers/audit.ts'
import { findBreak, type LedgerBreak } from './find-breaks.ts'
import { bindKey, createLedgerGuard, isKeyBound } from './head.ts'

/** The audit action for rows that no process with the secret has written. `verify` reports every such line. */
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

/** Rows rolled over in one commit. If there are more, they are sealed first in parts, and others run in between. */
const ROWS_AT_ONCE = 10_000

/** Returns whether few rows are unsealed; it counts no more than that. */
async function isFew({ readUnsealed }: Pick<TakeOverStore, 'readUnsealed'>): Promise<boolean> {
  const { events, entries } = await readUnsealed(ROWS_AT_ONCE + 1)
  return events.length + entries.length <= ROWS_AT_ONCE
}

/**
 * Continues with a ledger that was changed bypassing the server: takes it over in its current state, and records it in log
 * and audit register, which the next checkpoint seals. If many rows are unsealed, the head stays marked until they are
 * sealed.
 */
async function goOn(deps: TakeOverDeps, what: LedgerBreak): Promise<void> {
  const { store, clock, log } = deps
  const ends = await store.readLedgerEnds()
  const { head, lastEvent, lastEntry, lastCheckpoint } = ends
  const facts = { what, checkpoint: lastCheckpoint?.number ?? 0, lastEvent, lastEntry }
  log?.('error', 'ledger_break', facts)
  const since = {
    sinceMs: head?.sinceMs ?? clock(),
    sinceCheckpoint: head?.sinceCheckpoint ?? lastCheckpoint?.number ?? 0,
  }
  await store.takeLedgerOver(since, await isFew(store))
  await audit(deps, { action: BREAK_ACTION, subject: 'ledger', actor: 'system', facts })
}

/**
 * Checks whether the unsealed rows were all written by processes with the secret, and takes the ledger over if not.
 *
 * @returns the head; `undefined` where the store keeps none. A head that is not whole must be recreated once everything is
 *   sealed.
 */
export async function takeOverWhereBroken(
  deps: TakeOverDeps,
  guard: LedgerGuard,
): Promise<LedgerHead | undefined> {
  const ends = await deps.store.readLedgerEnds()
  if (!ends.head) return undefined
  const found = await findBreak({ store: deps.store, guard }, ends)
  if (!found) return ends.head
  await goOn(deps, found)
  return (await deps.store.readLedgerEnds()).head
}

const isEmpty = async ({ store }: Pick<TakeOverDeps, 'store'>): Promise<boolean> => {
  const { lastEvent, lastEntry, lastCheckpoint } = await store.readLedgerEnds()
  return lastEvent + lastEntry === 0 && lastCheckpoint === undefined
}

/** Dependencies for binding a whole database to its secret. */
export interface BindDeps extends TakeOverDeps {
  readonly store: TakeOverStore & Pick<Store, 'guardLedger' | 'readSigningKeys' | 'bindSigningKeys'>
}

/**
 * Binds the ledger of an open database to the secret: from then on each commit updates its head. Call it before anything is
 * written.
 *
 * An older database is taken over in its current state, with its keys: from that moment on the secret proves its history, and
 * the head contains the moment.
 *
 * @param wasBound whether the database is marked as bound. Then a missing head is a sign of tampering.
 */
export async function bindLedger(deps: BindDeps, wasBound: boolean): Promise<void> {
  const { store, cryptography, clock } = deps
  const guard = createLedgerGuard(cryptography)
  store.guardLedger(guard)
  const { head, lastCheckpoint } = await store.readLedgerEnds()
  // An interrupted first start has bound the head without marking it.
  if (head && (wasBound || guard.isBound(head))) return
  if (wasBound && !(await isEmpty(deps))) return goOn(deps, 'head_missing')
  const keys = wasBound ? [] : await store.readSigningKeys()
  await store.bindSigningKeys(
    keys.map((key) => ({ keyId: key.id, keyedHash: bindKey(key, cryptography) })),
  )
  const since = { sinceMs: clock(), sinceCheckpoint: lastCheckpoint?.number ?? 0 }
  await store.takeLedgerOver(since, true)
}

/**
 * Binds everything that is bound again with the newest key generation, so that the others can be retired. Unbound rows stay
 * unbound.
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
