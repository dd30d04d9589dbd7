import * as v from 'valibot'
import type { DeepReadonly } from '../deep-readonly.ts'
import { count, day, instant } from '../words.ts'

/** Work that takes longer than a request: one of a kind at a time. */
export const longJobKinds = ['verification', 'retention', 'folder'] as const

const verification = v.object({
  /** The first problems, each in a technical English sentence without stored values. */
  problems: v.array(v.string()),
  problemCount: count,
  events: count,
  /** Lines of registers. */
  entries: count,
  /** Events and lines that no checkpoint has sealed yet. */
  unsealed: count,
  checkpoints: count,
  /** The last published checkpoint that is in the chain unchanged; 0 where none was compared. */
  publishedUpTo: count,
  /** Whether the secret shows that nobody else has written to the ledger. */
  isBound: v.boolean(),
})
/** Result of a verification of the whole ledger. */
export type VerificationSummary = DeepReadonly<v.InferOutput<typeof verification>>

const retention = v.object({
  isDryRun: v.boolean(),
  /** Number destroyed, or to be destroyed, by class. */
  counts: v.record(v.string(), count),
})

const folder = v.object({
  from: day,
  to: day,
  files: count,
  bytes: count,
  /** SHA-256 of the archive, hex. */
  sha256: v.string(),
  consents: count,
  lines: count,
})
/** What is in an inspector's folder. */
export type FolderSummary = DeepReadonly<v.InferOutput<typeof folder>>

const longJob = v.object({
  kind: v.picklist(longJobKinds),
  id: v.string(),
  /** `interrupted`: the server stopped meanwhile; nothing half-done remains, start it again. */
  state: v.picklist(['running', 'done', 'failed', 'interrupted']),
  /** Why it failed. */
  reason: v.nullable(v.picklist(['retention_running', 'clock_in_doubt', 'too_large', 'error'])),
  startedAt: instant,
  endedAt: v.nullable(instant),
  /** Account that started it. */
  by: v.string(),
  /** Steps done, of `total`; `null` where they are not known. */
  progress: v.nullable(v.object({ done: count, total: count })),
  /** Of its kind; `null` until it is done. */
  result: v.nullable(v.union([verification, retention, folder])),
})
/** One long work with its state: it can be left and come back to. */
export type LongJob = DeepReadonly<v.InferOutput<typeof longJob>>
export type LongJobKind = LongJob['kind']

export const longJobResult = longJob
/** The last work of each kind, GET `/v1/admin/jobs`. */
export const longJobsResult = v.object({ jobs: v.array(longJob) })
export type LongJobsResult = DeepReadonly<v.InferOutput<typeof longJobsResult>>

/** First and last day of an inspector's folder, inclusive. */
export const folderBody = v.strictObject({ from: day, to: day })
export type FolderBody = v.InferOutput<typeof folderBody>
