import type { RegisterName } from '../../contract/index.ts'
import type { Checkpoint, LedgerEntry, LedgerEvent, LedgerSnapshot } from '../../store/store.ts'
import { dayOf } from '../calendar/day.ts'

/** Rows in one folder: more would not fit into the memory of a small server. */
export const ROWS_AT_MOST = 200_000

/** First and last day, inclusive, in a time zone. */
export interface Period {
  readonly from: string
  readonly to: string
  readonly timeZone: string
}

/** A pruning: events deleted at the end of their term, and the line that records it. */
type Pruning = { readonly firstSeq: number; readonly lastSeq: number; readonly entryId: string }

/** What the ledger holds of a period: all rows that its checkpoints have sealed. */
export interface Collected {
  readonly checkpoints: readonly Checkpoint[]
  readonly events: readonly LedgerEvent[]
  readonly entries: ReadonlyMap<RegisterName, readonly LedgerEntry[]>
  readonly notices: readonly { readonly sha256: string; readonly content: string }[]
  readonly prunings: readonly Pruning[]
}

/** Places of rows: after the first, up to the last. */
interface Places {
  readonly after: number
  readonly last: number
}
const isWithin = (seq: number | null, { after, last }: Places): boolean =>
  seq !== null && seq > after && seq <= last

/** More rows than a folder may have. */
export class FolderTooLargeError extends Error {}

function add<T>(list: T[], one: T): void {
  if (list.length >= ROWS_AT_MOST) throw new FolderTooLargeError()
  list.push(one)
}

async function readCheckpoints(snapshot: LedgerSnapshot, { from, to, timeZone }: Period) {
  const checkpoints: Checkpoint[] = []
  let before: Pick<Checkpoint, 'lastEventSeq' | 'lastEntrySeq'> = {
    ...{ lastEventSeq: 0, lastEntrySeq: 0 },
  }
  for await (const page of snapshot.checkpoints())
    for (const checkpoint of page) {
      const day = dayOf(checkpoint.sealedAtMs, timeZone)
      if (day < from) before = checkpoint
      else if (day <= to) add(checkpoints, checkpoint)
    }
  const last = checkpoints.at(-1) ?? before
  return {
    checkpoints,
    events: { after: before.lastEventSeq, last: last.lastEventSeq },
    entries: { after: before.lastEntrySeq, last: last.lastEntrySeq },
  }
}

async function readEvents(snapshot: LedgerSnapshot, places: Places) {
  const events: LedgerEvent[] = []
  for await (const page of snapshot.events())
    for (const event of page) if (isWithin(event.seq, places)) add(events, event)
  return events
}

async function readEntries(snapshot: LedgerSnapshot, places: Places) {
  const entries = new Map<RegisterName, LedgerEntry[]>()
  let count = 0
  for await (const page of snapshot.entries())
    for (const entry of page) {
      if (!isWithin(entry.seq, places)) continue
      count += 1
      if (count > ROWS_AT_MOST) throw new FolderTooLargeError()
      const lines = entries.get(entry.register) ?? []
      lines.push(entry)
      entries.set(entry.register, lines)
    }
  return entries
}

async function readNotices(snapshot: LedgerSnapshot, events: readonly LedgerEvent[]) {
  const shown = new Set(events.map(({ noticeSha256 }) => noticeSha256))
  const notices: { readonly sha256: string; readonly content: string }[] = []
  for await (const page of snapshot.notices())
    notices.push(...page.filter(({ sha256 }) => shown.has(sha256)))
  return notices
}

async function readPrunings(snapshot: LedgerSnapshot, { after, last }: Places) {
  const prunings: Pruning[] = []
  for await (const page of snapshot.prunings())
    prunings.push(...page.filter((one) => one.lastSeq > after && one.firstSeq <= last))
  return prunings
}

/**
 * Reads what the checkpoints of a period have sealed: every consent event and register line, so that whoever has the result
 * can see that nothing was left out.
 *
 * @throws {FolderTooLargeError}
 */
export async function collect(snapshot: LedgerSnapshot, period: Period): Promise<Collected> {
  const places = await readCheckpoints(snapshot, period)
  const events = await readEvents(snapshot, places.events)
  return {
    checkpoints: places.checkpoints,
    events,
    entries: await readEntries(snapshot, places.entries),
    notices: await readNotices(snapshot, events),
    prunings: await readPrunings(snapshot, places.events),
  }
}
