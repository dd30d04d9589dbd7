import type { LedgerSnapshot } from '../../store/store.ts'
import type { LedgerProblem } from './verify-rows.ts'

/** Reads the ranges in the lines of the register `prunings`, by the line's id. */
async function readRanges(
  snapshot: LedgerSnapshot,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const byEntry = new Map<string, ReadonlySet<string>>()
  for await (const page of snapshot.entries())
    for (const { id, register, content } of page)
      if (register === 'prunings')
        byEntry.set(id, new Set(rangesOf(content).map((range) => range.join('-'))))
  return byEntry
}

/** Tampered content is detected by its commitment; here it just contains no ranges. */
function rangesOf(content: string): readonly (readonly number[])[] {
  try {
    const { ranges }: { ranges?: unknown } = JSON.parse(content)
    return Array.isArray(ranges) ? ranges.filter(Array.isArray) : []
  } catch {
    return []
  }
}

/**
 * Checks that each range of deleted events is in the register, and returns whether a sequence number is in one. Ask for the
 * numbers in ascending order.
 */
export async function readPrunings(
  snapshot: LedgerSnapshot,
  report: (problem: LedgerProblem) => void,
): Promise<(seq: number) => boolean> {
  const known = await readRanges(snapshot)
  const ranges: { readonly firstSeq: number; readonly lastSeq: number }[] = []
  for await (const page of snapshot.prunings())
    for (const { firstSeq, lastSeq, entryId } of page) {
      if (known.get(entryId)?.has(`${firstSeq}-${lastSeq}`)) ranges.push({ firstSeq, lastSeq })
      else report({ part: 'pruning', number: firstSeq, what: 'no register says so' })
    }
  let at = 0
  return (seq) => {
    while ((ranges[at]?.lastSeq ?? Number.POSITIVE_INFINITY) < seq) at += 1
    const range = ranges[at]
    return range !== undefined && range.firstSeq <= seq
  }
}
