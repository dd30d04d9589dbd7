import type { Checkpoint } from '../../store/store.ts'
import { toHex } from '../identifiers/hex.ts'

/** A checkpoint before it is hashed and signed. */
export type CheckpointFacts = Omit<Checkpoint, 'hash' | 'signature'>

/** Hash of the link before the first. */
export const FIRST_PREVIOUS_HASH = new Uint8Array(32)

/** Returns the text whose SHA-256 is a checkpoint's hash. */
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

/** The signed and published statement of a checkpoint: whoever has it can detect that the chain was rewritten. */
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

/** Builds the statement to be signed. */
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

/** Builds the published form of a checkpoint: the statement with its signature. */
export const buildSignedStatement = (
  checkpoint: Checkpoint,
): CheckpointStatement & { readonly signature: string } => ({
  ...buildStatement(checkpoint),
  signature: checkpoint.signature,
})
