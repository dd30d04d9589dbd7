import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Signer } from '../../crypto/signer.ts'
import type {
  Checkpoint,
  LedgerGuard,
  NewCheckpoint,
  SealedHashes,
  Store,
  UnsealedRow,
} from '../../store/store.ts'
import { toHex } from '../identifiers/hex.ts'
import { buildStatement, checkpointText, FIRST_PREVIOUS_HASH } from './checkpoint.ts'
import { createLedgerGuard } from './head.ts'
import { packLeaves } from './leaves.ts'
import { takeOverWhereBroken } from './take-over.ts'

/**
 * Maximum leaves of each kind in one checkpoint, 100 kB. They are read and rolled synchronously while requests wait: 10 ms on
 * Node, 80 ms in a Durable Object.
 */
const LEAVES_PER_CHECKPOINT = 2_500

/** Dependencies of sealing. */
export interface SealerDeps {
  readonly store: Pick<
    Store,
    | 'readUnsealed'
    | 'findLatestCheckpoint'
    | 'addCheckpoint'
    | 'readLedgerEnds'
    | 'takeLedgerOver'
    | 'addRegisterEntry'
  >
  readonly cryptography: Cryptography
  readonly signer: Signer
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  /** Publishes a checkpoint where the operator alone cannot change it. */
  readonly publishCheckpoint: (checkpoint: Checkpoint) => Promise<void>
  readonly log?: (level: 'error', event: string, facts: Record<string, unknown>) => void
}

/** The unsealed rows, and the next link made of them. */
interface NextLink {
  readonly checkpoint: Checkpoint
  readonly events: readonly UnsealedRow[]
  readonly entries: readonly UnsealedRow[]
}

/** Returns the leaves of rows: their places follow the last one. */
const numberFrom = (lastSeq: number, rows: readonly UnsealedRow[]) =>
  rows.map(({ commitment }, index) => ({ seq: lastSeq + index + 1, commitment }))

/** Builds the next link, or returns nothing where no row is unsealed. */
async function buildCheckpoint(deps: SealerDeps): Promise<NextLink | undefined> {
  const { store, cryptography, signer, clock } = deps
  const last = await store.findLatestCheckpoint()
  const { lastEventSeq = 0, lastEntrySeq = 0 } = last ?? {}
  const { events, entries } = await store.readUnsealed(LEAVES_PER_CHECKPOINT)
  if (events.length === 0 && entries.length === 0) return undefined
  const facts = {
    number: (last?.number ?? 0) + 1,
    eventLeaves: packLeaves(numberFrom(lastEventSeq, events)),
    entryLeaves: packLeaves(numberFrom(lastEntrySeq, entries)),
    previousHash: last?.hash ?? FIRST_PREVIOUS_HASH,
    lastEventSeq: lastEventSeq + events.length,
    lastEntrySeq: lastEntrySeq + entries.length,
    // A clock that was set back must not make the chain run backwards.
    sealedAtMs: Math.max(clock(), last?.sealedAtMs ?? 0),
  }
  const leafHashes = {
    events: toHex(await cryptography.sha256(facts.eventLeaves)),
    entries: toHex(await cryptography.sha256(facts.entryLeaves)),
  }
  const hash = await cryptography.sha256(checkpointText(facts, leafHashes))
  const statement = JSON.stringify(buildStatement({ ...facts, hash }))
  const signature = await signer.sign('checkpoint', statement)
  return { checkpoint: { ...facts, hash, signature }, events, entries }
}

/** Returns the rolled hashes at the end of a link. */
const rollOver = (
  sealed: SealedHashes,
  { events, entries }: NextLink,
  { roll }: LedgerGuard,
): SealedHashes => ({
  sealedEventHash: events.reduce(roll, sealed.sealedEventHash),
  sealedEntryHash: entries.reduce(roll, sealed.sealedEntryHash),
})

const arrivalsOf = (rows: readonly UnsealedRow[]) => rows.map(({ arrival }) => arrival)

/** Returns a link as it is stored, with the rows that get their places by it. */
const toAdd = ({ checkpoint, events, entries }: NextLink): NewCheckpoint => ({
  ...{ checkpoint, events: arrivalsOf(events), entries: arrivalsOf(entries) },
})

/**
 * Gives every row without a place in the chain its place, however late it was committed, and publishes the new checkpoints.
 * If another process seals at the same time, each link is written by one of the two: the other is overtaken, and stops.
 *
 * Rows that a process without the secret has inserted, altered or deleted since the last checkpoint would look like all
 * others once sealed. So it searches for them first, and records them in the audit register.
 *
 * @returns the number of checkpoints added.
 */
export async function sealLedger(deps: SealerDeps): Promise<number> {
  const guard = createLedgerGuard(deps.cryptography)
  const head = await takeOverWhereBroken(deps, guard)
  let sealed: SealedHashes | undefined = head
  for (let added = 0; ; added += 1) {
    const link = await buildCheckpoint(deps)
    if (!link) {
      if (head && !head.isWhole) await deps.store.takeLedgerOver(head, true)
      return added
    }
    // Rolling continues from the link that the head knows; another process has added one since.
    if (head && link.checkpoint.number !== head.checkpoint + added + 1) return added
    if (head?.isWhole) sealed &&= rollOver(sealed, link, guard)
    if ((await deps.store.addCheckpoint(toAdd(link), sealed)) === 'overtaken') return added
    await deps.publishCheckpoint(link.checkpoint)
  }
}
