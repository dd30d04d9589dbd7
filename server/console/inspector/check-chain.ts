import type { FolderCheckpoint, FolderEntry, FolderEvent } from '../../domain/folder/files.ts'
import { entryText, eventText } from '../../domain/identifiers/commitment.ts'
import { fromHex, toHex } from '../../domain/identifiers/hex.ts'
import { buildStatement, checkpointText } from '../../domain/ledger/checkpoint.ts'
import { unpackLeaves } from '../../domain/ledger/leaves.ts'
import { sha256 } from './cryptography.ts'
import { type Check, listOf } from './folder-lists.ts'
import type { Files } from './read-files.ts'

type Verify = (jws: string, kind: string) => Promise<string | undefined>
/** Commitment by place in the chain. */
type Leaves = ReadonlyMap<number, string>

interface Pruning {
  readonly firstSeq: number
  readonly lastSeq: number
}

/** Problems that are told: more would not help. */
const TOLD_AT_MOST = 50

const own = (hex: string): Uint8Array<ArrayBuffer> => new Uint8Array(fromHex(hex))

async function isRight(checkpoint: FolderCheckpoint, verify: Verify): Promise<boolean> {
  const facts = {
    number: checkpoint.number,
    previousHash: own(checkpoint.previousHash),
    lastEventSeq: checkpoint.lastEventSeq,
    lastEntrySeq: checkpoint.lastEntrySeq,
    sealedAtMs: Date.parse(checkpoint.sealedAt),
  }
  const hash = await sha256(
    checkpointText(facts, {
      events: await sha256(own(checkpoint.eventLeaves)),
      entries: await sha256(own(checkpoint.entryLeaves)),
    }),
  )
  const said = JSON.stringify(buildStatement({ ...facts, hash: own(hash) }))
  return hash === checkpoint.hash && (await verify(checkpoint.signature, 'checkpoint')) === said
}

async function checkCheckpoints(
  checkpoints: readonly FolderCheckpoint[],
  verify: Verify,
): Promise<Check> {
  const problems: string[] = []
  for (const [index, checkpoint] of checkpoints.entries()) {
    const before = checkpoints[index - 1]
    const follows =
      !before ||
      (checkpoint.previousHash === before.hash && checkpoint.number === before.number + 1)
    if (!follows || !(await isRight(checkpoint, verify)))
      problems.push(`checkpoints.json: ${checkpoint.number}`)
  }
  return { name: 'chain', count: checkpoints.length, problems: problems.slice(0, TOLD_AT_MOST) }
}

const leavesOf = (
  checkpoints: readonly FolderCheckpoint[],
  kind: 'eventLeaves' | 'entryLeaves',
): Leaves =>
  new Map(
    checkpoints.flatMap((checkpoint) =>
      [...unpackLeaves(fromHex(checkpoint[kind]))].map(
        ({ seq, commitment }) => [seq, toHex(commitment)] as const,
      ),
    ),
  )

const safely = (write: () => string): string => {
  try {
    return write()
  } catch {
    return ''
  }
}

async function checkEvents(events: readonly FolderEvent[], leaves: Leaves): Promise<Check> {
  const problems: string[] = []
  for (const one of events) {
    const { seq, record, event } = one
    const text = safely(() =>
      eventText(
        record as Parameters<typeof eventText>[0],
        event as Parameters<typeof eventText>[1],
      ),
    )
    const commitment = await sha256(text)
    if (seq === null || leaves.get(seq) !== commitment) problems.push(`consents.json: ${seq}`)
  }
  return { name: 'consents', count: events.length, problems: problems.slice(0, TOLD_AT_MOST) }
}

async function checkEntries(
  entries: readonly (readonly [string, FolderEntry])[],
  leaves: Leaves,
): Promise<Check> {
  const problems: string[] = []
  for (const [path, { seq, commitment: _, ...entry }] of entries) {
    const commitment = await sha256(safely(() => entryText(entry)))
    if (seq === null || leaves.get(seq) !== commitment) problems.push(`${path}: ${seq}`)
  }
  return { name: 'registers', count: entries.length, problems: problems.slice(0, TOLD_AT_MOST) }
}

/** Checks that everything sealed is there: what is not must have been destroyed at the end of its term. */
function checkWhole(
  { events, entries }: { readonly events: Leaves; readonly entries: Leaves },
  shown: { readonly events: ReadonlySet<number>; readonly entries: ReadonlySet<number> },
  prunings: readonly Pruning[],
): Check {
  const isPruned = (seq: number) =>
    prunings.some(({ firstSeq, lastSeq }) => seq >= firstSeq && seq <= lastSeq)
  const problems = [
    ...[...events.keys()]
      .filter((seq) => !shown.events.has(seq) && !isPruned(seq))
      .map((seq) => `− consents.json: ${seq}`),
    ...[...entries.keys()]
      .filter((seq) => !shown.entries.has(seq))
      .map((seq) => `− registers: ${seq}`),
  ]
  const count = events.size + entries.size
  return { name: 'whole', count, problems: problems.slice(0, TOLD_AT_MOST) }
}

const placesOf = (rows: readonly { readonly seq: number | null }[]): ReadonlySet<number> =>
  new Set(rows.flatMap(({ seq }) => (seq === null ? [] : [seq])))

/** Checks the checkpoints, what they sealed, and that nothing of it was left out. */
export async function checkChain(files: Files, verify: Verify): Promise<readonly Check[]> {
  const checkpoints = listOf<FolderCheckpoint>(files, 'checkpoints.json')
  const events = listOf<FolderEvent>(files, 'consents.json')
  const registers = [...files.keys()].filter((path) => /^registers\/\w+\.json$/.test(path))
  const entries = registers.flatMap((path) =>
    listOf<FolderEntry>(files, path).map((entry) => [path, entry] as const),
  )
  const leaves = {
    events: leavesOf(checkpoints, 'eventLeaves'),
    entries: leavesOf(checkpoints, 'entryLeaves'),
  }
  const shown = { events: placesOf(events), entries: placesOf(entries.map(([, entry]) => entry)) }
  return [
    await checkCheckpoints(checkpoints, verify),
    await checkEvents(events, leaves.events),
    await checkEntries(entries, leaves.entries),
    checkWhole(leaves, shown, listOf<Pruning>(files, 'prunings.json')),
  ]
}
