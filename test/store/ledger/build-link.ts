import type { NewCheckpoint, Store } from '../../../server/store/store.ts'
import { NOW_MS } from '../records.ts'

/** A link that seals everything, or what is named. */
export async function buildLinkOf(
  store: Store,
  number: number,
  change: Partial<NewCheckpoint> = {},
) {
  const last = await store.findLatestCheckpoint()
  const unsealed = await store.readUnsealed(100)
  const rows = {
    events: unsealed.events.map(({ arrival }) => arrival),
    entries: unsealed.entries.map(({ arrival }) => arrival),
    ...change,
  }
  const checkpoint = {
    ...{ number, eventLeaves: Buffer.alloc(0), entryLeaves: Buffer.alloc(0) },
    ...{ previousHash: Buffer.alloc(32), hash: Buffer.alloc(32, number), sealedAtMs: NOW_MS },
    lastEventSeq: (last?.lastEventSeq ?? 0) + rows.events.length,
    lastEntrySeq: (last?.lastEntrySeq ?? 0) + rows.entries.length,
    signature: 'signed',
  }
  return { checkpoint, ...rows }
}
