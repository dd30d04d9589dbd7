import type { PublicKey } from '../../crypto/signer.ts'
import type { Checkpoint, Store } from '../../store/store.ts'
import { toHex } from '../identifiers/hex.ts'
import { buildSignedStatement, type CheckpointStatement } from './checkpoint.ts'

/** One event of a proof. Its commitment is the SHA-256 of a text made of these fields and the record's. */
export interface ProvenEvent {
  /** Place in the chain; `null` where no checkpoint has sealed it yet. */
  readonly seq: number | null
  readonly event: Readonly<Record<string, unknown>>
  /** SHA-256, hex. */
  readonly commitment: string
  /** Number of the checkpoint that sealed it; `null` where none has yet. */
  readonly checkpoint: number | null
}

/** Everything that proves one consent to somebody without access to the database (CR-10). Contains no names. */
export interface ProofBundle {
  readonly schema: 'kelisim-proof-1'
  readonly record: Readonly<Record<string, unknown>> & { readonly id: string }
  readonly events: readonly ProvenEvent[]
  /** The text that was shown, with its hash. */
  readonly notice: { readonly sha256: string; readonly content: string } | null
  readonly checkpoints: readonly (CheckpointStatement & {
    readonly signature: string
    /** Hex: 8 bytes sequence number and 32 bytes commitment of each event, and of each register line. */
    readonly eventLeaves: string
    readonly entryLeaves: string
  })[]
  readonly keys: readonly PublicKey[]
}

interface ProofDeps {
  readonly store: Pick<
    Store,
    'findConsent' | 'readConsentEvents' | 'readEventSeqs' | 'findNotice' | 'findCheckpointOfEvent'
  >
  readonly signer: { publicKeys(): Promise<readonly PublicKey[]> }
}

/** Returns the checkpoints that sealed one of these events, in order: each is looked for, and no other is read. */
async function findCheckpoints(store: ProofDeps['store'], seqs: readonly (number | null)[]) {
  const found = new Map<number, Checkpoint>()
  for (const seq of seqs) {
    const checkpoint = seq === null ? undefined : await store.findCheckpointOfEvent(seq)
    if (checkpoint) found.set(checkpoint.number, checkpoint)
  }
  return [...found.values()].toSorted((one, other) => one.number - other.number)
}

/** Builds the proof of one consent; `undefined` where there is no such record. */
export async function buildProof(
  { store, signer }: ProofDeps,
  consentId: string,
): Promise<ProofBundle | undefined> {
  const stored = await store.findConsent(consentId)
  if (!stored) return undefined
  // Fields that link to the person prove nothing about the consent, and are left out.
  const { latest: _, restricted, secretHash, subjectName, subjectSalt, ...record } = stored
  const [events, seqs, notice] = await Promise.all([
    store.readConsentEvents(consentId),
    store.readEventSeqs(consentId),
    store.findNotice(stored.noticeSha256),
  ])
  const checkpoints = await findCheckpoints(store, seqs)
  return {
    schema: 'kelisim-proof-1',
    record: { ...record, subjectCommitment: toHex(record.subjectCommitment) },
    events: events.map(({ commitment, ...event }, index) => {
      const seq = seqs[index] ?? null
      const sealed =
        seq === null ? undefined : checkpoints.find(({ lastEventSeq }) => lastEventSeq >= seq)
      return { seq, event, commitment: toHex(commitment), checkpoint: sealed?.number ?? null }
    }),
    notice: notice ? { sha256: notice.sha256, content: notice.content } : null,
    checkpoints: checkpoints.map((checkpoint) => ({
      ...buildSignedStatement(checkpoint),
      eventLeaves: toHex(checkpoint.eventLeaves),
      entryLeaves: toHex(checkpoint.entryLeaves),
    })),
    keys: await signer.publicKeys(),
  }
}
