import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Store } from '../../store/store.ts'
import { buildRegisterEntry } from '../registers/register-entry.ts'

/** Events examined at once: few enough that a write in between waits for milliseconds only. */
const EVENTS_PER_BATCH = 200

interface PruneDeps {
  readonly store: Pick<Store, 'findLatestCheckpoint' | 'findPrunable' | 'pruneConsents'>
  readonly cryptography: Cryptography
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
}

/** Joins sequence numbers to runs without a gap: first and last of each. */
export function toRanges(seqs: readonly number[]): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = []
  for (const seq of [...seqs].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && last[1] === seq - 1) last[1] = seq
    else ranges.push([seq, seq])
  }
  return ranges
}

/**
 * Deletes consents that ended before `beforeMs`, with their events, and records in a register which sequence numbers are
 * gone, so the chain can still be verified (CR-12). Only sealed events are deleted, and never the last one, so that a
 * truncated chain is detected.
 *
 * @param onBatch called after each batch.
 */
export async function pruneConsents(
  { store, cryptography, clock }: PruneDeps,
  { beforeMs, onBatch }: { readonly beforeMs: number; readonly onBatch?: () => Promise<void> },
): Promise<{ readonly prunedConsents: number }> {
  const sealedSeq = ((await store.findLatestCheckpoint())?.lastEventSeq ?? 0) - 1
  let prunedConsents = 0
  for (let afterSeq = 0; ; ) {
    const range = { afterSeq, beforeMs, sealedSeq, nowMs: clock() }
    const { consents, lastSeq } = await store.findPrunable(range, EVENTS_PER_BATCH)
    if (lastSeq === null) return { prunedConsents }
    if (consents.length > 0) {
      const ranges = toRanges(consents.flatMap(({ seqs }) => seqs))
      const entry = await buildRegisterEntry(
        { register: 'prunings', content: { ranges, consents: consents.length }, actor: 'system' },
        { cryptography, clock },
      )
      await store.pruneConsents(entry, {
        consentIds: consents.map(({ consentId }) => consentId),
        ranges,
      })
      prunedConsents += consents.length
    }
    await onBatch?.()
    afterSeq = lastSeq
  }
}
