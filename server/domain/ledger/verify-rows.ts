import type { LedgerEvent, StoredEntry } from '../../store/store.ts'
import { entryText, eventText, subjectText } from './commitment.ts'

/** SHA-256, at once: a hundred thousand events a second are not waited for one by one. */
export type HashNow = (data: string | Uint8Array) => Uint8Array

/** Something that is not as it was written. */
export interface LedgerProblem {
  readonly part: 'event' | 'entry' | 'checkpoint' | 'pruning' | 'notice' | 'record' | 'database'
  /** Sequence number of an event or entry, number of a checkpoint; the first of a pruning. */
  readonly number?: number
  /** Id of the event, the entry, the record, or hash of the notice. */
  readonly id?: string
  readonly what: string
}

/** What checking rows needs. */
export interface RowTools {
  readonly hash: HashNow
  /** Opens a sealed name; absent where the secret is not at hand: then names are not checked. */
  readonly openName?: ((recordId: string, sealed: Uint8Array) => string) | undefined
  /** Hashes of the notices that are stored and whole. */
  readonly notices: ReadonlySet<string>
}

/** Whether two byte strings are equal. Nothing here is secret. */
export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false
  return true
}

/** What is wrong with an event and, where it begins one, with its record; `undefined` where nothing is. */
export function findEventProblem(row: LedgerEvent, tools: RowTools): string | undefined {
  const { record } = row
  if (record.id === null) return 'its consent record is missing'
  if (record.gpcAtChoice !== 0 && record.gpcAtChoice !== 1) return 'its record was altered'
  const committed = { ...record, gpcAtChoice: record.gpcAtChoice === 1 }
  const isAltered = !isSame(tools.hash(eventText(committed, row)), row.commitment)
  if (isAltered) return 'it, or its consent record, was altered'
  return row.id === record.id ? findRecordProblem(record, tools) : undefined
}

function findRecordProblem(
  {
    id,
    noticeSha256,
    secretHash,
    subjectSalt,
    subjectName,
    subjectCommitment,
  }: LedgerEvent['record'],
  { notices, hash, openName }: RowTools,
): string | undefined {
  if (!notices.has(noticeSha256)) return 'the notice shown with it is missing'
  const isErased = secretHash === null && subjectSalt === null && subjectName === null
  if (isErased) return undefined
  if (secretHash === null || subjectSalt === null) return 'what leads to the person was half erased'
  if (subjectName !== null && !openName) return undefined
  const name = subjectName && openName ? tryOpen(() => openName(id, subjectName)) : null
  if (name === undefined) return 'the name kept with it does not open'
  const text = subjectText({ secretHash, subjectSalt, name })
  return isSame(hash(text), subjectCommitment) ? undefined : 'what leads to the person was altered'
}

function tryOpen(open: () => string): string | undefined {
  try {
    return open()
  } catch {
    return undefined
  }
}

/** What is wrong with a line of a register. */
export const findEntryProblem = (row: StoredEntry, { hash }: RowTools): string | undefined =>
  isSame(hash(entryText(row)), row.commitment) ? undefined : 'it was altered'
