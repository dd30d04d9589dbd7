import type { Checkpoint } from '../../store/store.ts'
import { toHex } from '../identifiers/hex.ts'

/** What a checkpoint is before it is hashed and signed. */
export type CheckpointFacts = Omit<Checkpoint, 'hash' | 'signature'>

/** Hash of the link before the first. */
export const FIRST_PREVIOUS_HASH = new Uint8Array(32)

/** The text whose SHA-256 is a checkpoint's hash. */
export const checkpointText = (
  facts: Omit<CheckpointFacts, 'eventLeaves' | 'entryLeaves'>,
  /** SHA-256, hex, of the packed leaves of each kind. */
  leafHashes: { readonly events: string; readonly entries: string },
): string =>
  JSON.stringify([
    'kelisim-checkpoint-1',
    facts.number,
    toHex(facts.previousHash),
    ...[leafHashes.events, leafHashes.entries],
    ...[facts.lastEventSeq, facts.lastEntrySeq, facts.sealedAtMs],
  ])

/** What a checkpoint's signature says, and what is published of it: whoever holds it can tell whether the chain was rewritten. */
export interface CheckpointStatement {
  readonly number: number
  /** SHA-256, hex. */
  readonly hash: string
  readonly previousHash: string
  readonly lastEventSeq: number
  readonly lastEntrySeq: number
  /** ISO 8601, UTC. */
  readonly sealedAt: string
}

/** The statement that is signed. */
export const buildStatement = (
  checkpoint: Omit<CheckpointFacts, 'eventLeaves' | 'entryLeaves'> & { readonly hash: Uint8Array },
): CheckpointStatement => ({
  number: checkpoint.number,
  hash: toHex(checkpoint.hash),
  previousHash: toHex(checkpoint.previousHash),
  lastEventSeq: checkpoint.lastEventSeq,
  lastEntrySeq: checkpoint.lastEntrySeq,
  sealedAt: new Date(checkpoint.sealedAtMs).toISOString(),
})

/** A checkpoint as it is handed to where the operator alone cannot change it: the statement, and its signature. */
export const buildSignedStatement = (
  checkpoint: Checkpoint,
): CheckpointStatement & { readonly signature: string } => ({
  ...buildStatement(checkpoint),
  signature: checkpoint.signature,
})
