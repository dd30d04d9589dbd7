import type { BoundSince, Checkpoint, LedgerEntry, LedgerSnapshot } from '../../store/store.ts'
import { toHex } from '../identifiers/hex.ts'
import {
  buildStatement,
  type CheckpointStatement,
  checkpointText,
  FIRST_PREVIOUS_HASH,
} from './checkpoint.ts'
import { isWhole, unpackLeaves } from './leaves.ts'
import { BREAK_ACTION } from './take-over.ts'
import { type BindingCheck, type BindingTools, createBindingCheck } from './verify-binding.ts'
import { readPrunings } from './verify-prunings.ts'
import {
  findEntryProblem,
  findEventProblem,
  type HashNow,
  type LedgerProblem,
  type RowTools,
} from './verify-rows.ts'
import { createStream, type Stream } from './verify-stream.ts'

/** Maximum problems reported individually; more would not help. */
const PROBLEMS_TOLD = 20

/** A disclosure that is missing in the index: the person would not be told of it. */
const UNLISTED =
  'it is not found by a person whom it names; npm run verify -- --mend adds it to the index'

/** Tools for verifying besides the rows. */
export interface VerifyTools {
  readonly hash: HashNow
  /** Returns the payload of a checkpoint's signature, or `undefined` where this server did not sign it. */
  readonly readSignature: (signature: string) => string | undefined
  readonly openName?: RowTools['openName']
  /** Checks whether a process with the secret has written a row; absent where the secret is not available. */
  readonly binding?: BindingTools | undefined
  /** Published checkpoints: each must still be in the chain unchanged. */
  readonly published?: readonly CheckpointStatement[]
}

/** Result of a verification. */
export interface VerifyResult {
  readonly problems: readonly LedgerProblem[]
  /** Number of problems; `problems` contains the first of them. */
  readonly problemCount: number
  readonly events: { readonly rows: number; readonly unsealed: number }
  readonly entries: { readonly rows: number; readonly unsealed: number }
  readonly checkpoints: number
  /** When the last checkpoint was made, in milliseconds since 1970 UTC; `null` where there is none. */
  readonly sealedAtMs: number | null
  /** The last published checkpoint that is in the chain unchanged; 0 where there is none. */
  readonly publishedUpTo: number
  /** Since when the secret binds the ledger; `null` where that was not checked. */
  readonly boundSince: BoundSince | null
  /** Breaks that a server has recorded in the audit register: rows that no process with the secret had written. */
  readonly breaks: readonly { readonly line: number; readonly atMs: number }[]
}

interface Problems {
  readonly report: (problem: LedgerProblem) => void
  readonly list: LedgerProblem[]
  count: number
}

function createProblems(): Problems {
  const problems: Problems = {
    list: [],
    count: 0,
    report(problem) {
      problems.count += 1
      if (problems.list.length < PROBLEMS_TOLD) problems.list.push(problem)
    },
  }
  return problems
}

/** Returns the notices whose text matches its hash. */
async function checkNotices(
  snapshot: LedgerSnapshot,
  hash: HashNow,
  { report }: Problems,
): Promise<Set<string>> {
  const whole = new Set<string>()
  for await (const page of snapshot.notices())
    for (const { sha256, content } of page) {
      if (hash(content) === sha256) whole.add(sha256)
      else report({ part: 'notice', id: sha256, what: 'its text was altered' })
    }
  return whole
}

interface Chain {
  number: number
  publishedUpTo: number
  hash: Uint8Array
  lastEventSeq: number
  lastEntrySeq: number
  sealedAtMs: number | null
}

/** Returns the problem of a checkpoint and its place in the chain. */
function findCheckpointProblem(
  checkpoint: Checkpoint,
  before: Chain,
  { hash, readSignature }: VerifyTools,
): string | undefined {
  const { number, previousHash, eventLeaves, entryLeaves } = checkpoint
  if (number !== before.number + 1)
    return `it follows number ${before.number}: what was between is missing`
  if (toHex(previousHash) !== toHex(before.hash)) return 'it does not follow from the one before'
  if (!isWhole(eventLeaves) || !isWhole(entryLeaves)) return 'its leaves were cut'
  const leafHashes = { events: hash(eventLeaves), entries: hash(entryLeaves) }
  if (hash(checkpointText(checkpoint, leafHashes)) !== toHex(checkpoint.hash))
    return 'it was altered'
  const signed = readSignature(checkpoint.signature)
  if (signed !== JSON.stringify(buildStatement(checkpoint))) return 'its signature is not right'
  return undefined
}

function findPublishedProblem(
  checkpoint: Checkpoint,
  published: ReadonlyMap<number, CheckpointStatement>,
): string | undefined {
  const known = published.get(checkpoint.number)
  if (!known || known.hash === toHex(checkpoint.hash)) return undefined
  return 'it is not the one that was published: the chain was rewritten'
}

/** Verifies one checkpoint and advances. */
async function takeCheckpoint(
  checkpoint: Checkpoint,
  { chain, published, tools, streams, problems }: Walk,
): Promise<void> {
  const { number } = checkpoint
  const what =
    findCheckpointProblem(checkpoint, chain, tools) ?? findPublishedProblem(checkpoint, published)
  if (what) problems.report({ part: 'checkpoint', number, what })
  await streams.events.take(unpackLeaves(checkpoint.eventLeaves))
  await streams.entries.take(unpackLeaves(checkpoint.entryLeaves))
  if (!what && published.delete(number)) chain.publishedUpTo = number
  published.delete(number)
  Object.assign(chain, checkpoint)
}

interface Walk {
  readonly chain: Chain
  /** Published checkpoints not encountered yet, by number. */
  readonly published: Map<number, CheckpointStatement>
  readonly tools: VerifyTools
  readonly streams: { readonly events: Stream; readonly entries: Stream }
  readonly problems: Problems
}

async function walkChain(
  snapshot: LedgerSnapshot,
  given: Pick<Walk, 'tools' | 'streams' | 'problems'>,
): Promise<Chain> {
  const { tools, streams, problems } = given
  const published = new Map(tools.published?.map((statement) => [statement.number, statement]))
  const chain: Chain = {
    ...{ number: 0, hash: FIRST_PREVIOUS_HASH, publishedUpTo: 0 },
    ...{ lastEventSeq: 0, lastEntrySeq: 0, sealedAtMs: null },
  }
  for await (const page of snapshot.checkpoints())
    for (const checkpoint of page) await takeCheckpoint(checkpoint, { ...given, chain, published })
  await streams.events.finish()
  await streams.entries.finish()
  for (const number of published.keys()) {
    if (number > chain.number)
      problems.report({ part: 'checkpoint', number, what: 'it was published and is missing now' })
  }
  return chain
}

/** Returns whether a register line records a break. Its content may be forged; only the action name counts. */
function isBreak({ register, content }: LedgerEntry): boolean {
  if (register !== 'audit' || !content.includes(BREAK_ACTION)) return false
  try {
    return JSON.parse(content).action === BREAK_ACTION
  } catch {
    return false
  }
}

/** Creates the streams over events and register lines. */
async function openStreams(
  snapshot: LedgerSnapshot,
  tools: VerifyTools,
  {
    problems,
    binding,
    breaks,
  }: {
    readonly problems: Problems
    readonly binding: BindingCheck | undefined
    readonly breaks: { line: number; atMs: number }[]
  },
): Promise<Walk['streams']> {
  const { report } = problems
  const rowTools = { ...tools, notices: await checkNotices(snapshot, tools.hash, problems) }
  const isPruned = await readPrunings(snapshot, report)
  const events = createStream({
    ...{ part: 'event' as const, rows: snapshot.events(), report, isPruned },
    findProblem: (row) => findEventProblem(row, rowTools),
    onRow: (row) => binding?.takeEvent(row),
  })
  const entries = createStream({
    ...{ part: 'entry' as const, rows: snapshot.entries(), report },
    findProblem: (row) => {
      if (isBreak(row)) breaks.push({ line: row.arrival, atMs: row.atMs })
      return findEntryProblem(row, rowTools)
    },
    isPruned: () => false,
    onRow: (row) => binding?.takeEntry(row),
  })
  return { events, entries }
}

/**
 * Compares everything with its proof: each event, record and register line with its commitment, each commitment with the
 * chain, each link with its signature, each notice with its hash (CR-03), and keys and the ledger's end with the secret,
 * where available. Events recorded as deleted at the end of their retention period may be missing (CR-12).
 */
export async function verifyLedger(
  snapshot: LedgerSnapshot,
  tools: VerifyTools,
): Promise<VerifyResult> {
  const problems = createProblems()
  const { report } = problems
  const binding = tools.binding && (await createBindingCheck(snapshot, tools.binding))
  const breaks: { line: number; atMs: number }[] = []
  const streams = await openStreams(snapshot, tools, { problems, binding, breaks })
  const { events, entries } = streams
  try {
    const chain = await walkChain(snapshot, { tools, streams, problems })
    for await (const page of snapshot.orphans())
      for (const id of page) report({ part: 'record', id, what: 'no event belongs to it' })
    for await (const page of snapshot.unlisted())
      for (const { arrival: number, id } of page)
        report({ part: 'entry', number, id, what: UNLISTED })
    for (const what of await snapshot.damages()) report({ part: 'database', what })
    for (const problem of (await binding?.finish(chain)) ?? []) report(problem)
    return {
      problems: problems.list,
      problemCount: problems.count,
      events: events.counts,
      entries: entries.counts,
      checkpoints: chain.number,
      sealedAtMs: chain.sealedAtMs,
      publishedUpTo: chain.publishedUpTo,
      boundSince: binding?.since ?? null,
      breaks,
    }
  } finally {
    await Promise.all([events.close(), entries.close()])
  }
}
