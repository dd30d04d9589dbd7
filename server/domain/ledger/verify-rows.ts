import type { LedgerEntry, LedgerEvent } from '../../store/store.ts'
import { entryText, eventText, subjectText } from '../identifiers/commitment.ts'
import { toHex } from '../identifiers/hex.ts'

/** Returns SHA-256 in hex, synchronously: awaiting each of a hundred thousand events a second would be slow. */
export type HashNow = (data: string | Uint8Array) => string

/** Something that is not as it was written. */
export interface LedgerProblem {
  readonly part:
    | 'event'
    | 'entry'
    | 'checkpoint'
    | 'pruning'
    | 'notice'
    | 'record'
    | 'database'
    | 'key'
    | 'head'
  /**
   * Sequence number of an event or entry, or for an unsealed one its number in the order of writing; number of a checkpoint;
   * the first of a pruning.
   */
  readonly number?: number
  /** Id of the event, the entry, the record, the key, or hash of the notice. */
  readonly id?: string
  readonly what: string
}

/** Tools for checking rows. */
export interface RowTools {
  readonly hash: HashNow
  /** Decrypts a name. Absent where the secret is not available: then names are not checked. */
  readonly openName?: ((recordId: string, sealed: Uint8Array) => string) | undefined
  /** Hashes of the notices that are stored and intact. */
  readonly notices: ReadonlySet<string>
}

/** Returns the problem of an event and, for a first event, of its record; `undefined` where there is none. */
export function findEventProblem(row: LedgerEvent, tools: RowTools): string | undefined {
  const { recordId, gpcAtChoice } = row
  if (recordId === null) return 'its consent record is missing'
  if (gpcAtChoice === null) return 'its record was altered'
  const text = eventText(
    {
      id: recordId,
      language: row.language,
      policyVersion: row.policyVersion,
      noticeSha256: row.noticeSha256,
      actor: row.recordActor,
      surface: row.surface,
      gpcAtChoice,
      givenAtMs: row.givenAtMs,
      validUntilMs: row.validUntilMs,
      subjectCommitment: toHex(row.subjectCommitment),
    },
    row,
  )
  if (tools.hash(text) !== toHex(row.commitment)) return 'it, or its consent record, was altered'
  // No commitment covers which event it follows; the chain contains their order.
  if (row.afterId !== (row.precedingId ?? '')) return 'it is said to follow another event'
  return row.id === recordId ? findRecordProblem(row, tools) : undefined
}

function findRecordProblem(
  { consentId, noticeSha256, secretHash, subjectSalt, subjectName, subjectCommitment }: LedgerEvent,
  { notices, hash, openName }: RowTools,
): string | undefined {
  if (!notices.has(noticeSha256)) return 'the notice shown with it is missing'
  const isErased = secretHash === null && subjectSalt === null && subjectName === null
  if (isErased) return undefined
  if (secretHash === null || subjectSalt === null) return 'what leads to the person was half erased'
  if (subjectName !== null && !openName) return undefined
  const name = subjectName && openName ? tryOpen(() => openName(consentId, subjectName)) : null
  if (name === undefined) return 'the name kept with it does not open'
  const text = subjectText(toHex(subjectSalt), toHex(secretHash), name)
  return hash(text) === toHex(subjectCommitment)
    ? undefined
    : 'what leads to the person was altered'
}

function tryOpen(open: () => string): string | undefined {
  try {
    return open()
  } catch {
    return undefined
  }
}

/** Returns the problem of a register line. */
export const findEntryProblem = (row: LedgerEntry, { hash }: RowTools): string | undefined =>
  hash(entryText(row)) === toHex(row.commitment) ? undefined : 'it was altered'
