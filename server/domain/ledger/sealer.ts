import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Signer } from '../../crypto/signer.ts'
import type { Checkpoint, Store } from '../../store/store.ts'
import { toHex } from '../hex.ts'
import { buildStatement, checkpointText, FIRST_PREVIOUS_HASH } from './checkpoint.ts'
import { packLeaves } from './leaves.ts'

/** Leaves of each kind in one checkpoint: 400 kB at most. */
const LEAVES_PER_CHECKPOINT = 10_000

/** What sealing needs. */
export interface SealerDeps {
  readonly store: Pick<Store, 'readUnsealed' | 'findLatestCheckpoint' | 'addCheckpoint'>
  readonly cryptography: Pick<Cryptography, 'sha256'>
  readonly signer: Signer
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  /** Hands a checkpoint to where the operator alone cannot change it. */
  readonly publishCheckpoint: (checkpoint: Checkpoint) => Promise<void>
}

/** Makes the next link, or nothing where nothing waits to be sealed. */
async function buildCheckpoint(deps: SealerDeps): Promise<Checkpoint | undefined> {
  const { store, cryptography, signer, clock } = deps
  const last = await store.findLatestCheckpoint()
  const { lastEventSeq = 0, lastEntrySeq = 0 } = last ?? {}
  const after = { eventSeq: lastEventSeq, entrySeq: lastEntrySeq }
  const { events, entries } = await store.readUnsealed(after, LEAVES_PER_CHECKPOINT)
  if (events.length === 0 && entries.length === 0) return undefined
  const facts = {
    number: (last?.number ?? 0) + 1,
    eventLeaves: packLeaves(events),
    entryLeaves: packLeaves(entries),
    previousHash: last?.hash ?? FIRST_PREVIOUS_HASH,
    lastEventSeq: events.at(-1)?.seq ?? lastEventSeq,
    lastEntrySeq: entries.at(-1)?.seq ?? lastEntrySeq,
    // A clock that was set back must not make the chain run backwards.
    sealedAtMs: Math.max(clock(), last?.sealedAtMs ?? 0),
  }
  const leafHashes = {
    events: toHex(await cryptography.sha256(facts.eventLeaves)),
    entries: toHex(await cryptography.sha256(facts.entryLeaves)),
  }
  const hash = await cryptography.sha256(checkpointText(facts, leafHashes))
  const statement = JSON.stringify(buildStatement({ ...facts, hash }))
  return { ...facts, hash, signature: await signer.sign('checkpoint', statement) }
}

/**
 * Seals everything that was written since the last checkpoint, and publishes the new ones. Where another process seals at the
 * same time, each link is written by one of the two: the other stops.
 *
 * @returns how many checkpoints were added.
 */
export async function sealLedger(deps: SealerDeps): Promise<number> {
  for (let added = 0; ; added += 1) {
    const checkpoint = await buildCheckpoint(deps)
    if (!checkpoint) return added
    if ((await deps.store.addCheckpoint(checkpoint)) === 'conflict') return added
    await deps.publishCheckpoint(checkpoint)
  }
}
