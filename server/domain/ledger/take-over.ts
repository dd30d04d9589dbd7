import type { Cryptography } from '../../crypto/cryptography.ts'
import type { LedgerGuard, LedgerHead, Store } from '../../store/store.ts'
import { audit } from '../registers/audit.ts'
import { findBreak, type LedgerBreak } from './find-breaks.ts'
import { bindKey, createLedgerGuard, isKeyBound } from './head.ts'

/** The audit's word for rows that no process with the secret has written. `verify` tells every line that says so. */
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

/** Rows that are rolled over in one commit. Where more wait, they are sealed first, in stretches, and others get their turn between. */
const ROWS_AT_ONCE = 10_000

/** Whether so few rows wait to be sealed: no more than these are counted. */
async function isFew({ readUnsealed }: Pick<TakeOverStore, 'readUnsealed'>): Promise<boolean> {
  const { events, entries } = await readUnsealed(ROWS_AT_ONCE + 1)
  return events.length + entries.length <= ROWS_AT_ONCE
}

/**
 * Goes on from a ledger that was changed past the server: takes it over as it stands, and says so in log and audit register,
 * which the next checkpoint seals. Where much waits to be sealed the head stays marked until that is done.
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
 * Looks whether what is not sealed yet was written by processes with the secret alone, and takes the ledger over where it was not.
 *
 * @returns the head; `undefined` where the store keeps none. One that is not whole is to be made anew once all is sealed.
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

/** What binding a whole database to its secret needs. */
export interface BindDeps extends TakeOverDeps {
  readonly store: TakeOverStore & Pick<Store, 'guardLedger' | 'readSigningKeys' | 'bindSigningKeys'>
}

/**
 * Binds the ledger of an open database to the secret: from here on each commit moves its head on. To be called before anything is
 * written.
 *
 * A database of before is taken over as it stands, keys and all: that is the moment from which on the secret proves anything,
 * and the head says when it was.
 *
 * @param wasBound whether the database says that it was bound before. Then a missing head is a sign of tampering.
 */
export async function bindLedger(deps: BindDeps, wasBound: boolean): Promise<void> {
  const { store, cryptography, clock } = deps
  const guard = createLedgerGuard(cryptography)
  store.guardLedger(guard)
  const { head, lastCheckpoint } = await store.readLedgerEnds()
  // A first start that was cut off has bound the head and not said so yet.
  if (head && (wasBound || guard.isBound(head))) return
  if (wasBound && !(await isEmpty(deps))) return goOn(deps, 'head_missing')
  const keys = wasBound ? [] : await store.readSigningKeys()
  await store.bindSigningKeys(
    keys.map((key) => ({ keyId: key.id, keyedHash: bindKey(key, cryptography) })),
  )
  const since = { sinceMs: clock(), sinceCheckpoint: lastCheckpoint?.number ?? 0 }
  await store.takeLedgerOver(since, true)
}

/** Binds everything that is bound with the newest key generation, so that the others can be retired. What is not bound stays so. */
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
