import type { Verified } from '../../crypto/signer.ts'
import {
  type CommittedEvent,
  type CommittedRecordText,
  eventText,
} from '../identifiers/commitment.ts'
import { fromHex, toHex } from '../identifiers/hex.ts'
import { buildStatement, checkpointText } from './checkpoint.ts'
import { unpackLeaves } from './leaves.ts'
import type { ProofBundle } from './proof.ts'
import type { HashNow } from './verify-rows.ts'

interface ProofTools {
  readonly hash: HashNow
  /** Verifies a checkpoint's signature with the keys in the bundle. */
  readonly verify: (signature: string) => Verified
}

type BundledCheckpoint = ProofBundle['checkpoints'][number]

/** Returns the problem of a checkpoint in a bundle. */
function findCheckpointProblem(
  checkpoint: BundledCheckpoint,
  { hash, verify }: ProofTools,
): string | undefined {
  const facts = {
    number: checkpoint.number,
    previousHash: fromHex(checkpoint.previousHash),
    lastEventSeq: checkpoint.lastEventSeq,
    lastEntrySeq: checkpoint.lastEntrySeq,
    sealedAtMs: Date.parse(checkpoint.sealedAt),
  }
  const leafHashes = {
    events: hash(fromHex(checkpoint.eventLeaves)),
    entries: hash(fromHex(checkpoint.entryLeaves)),
  }
  const own = hash(checkpointText(facts, leafHashes))
  if (own !== checkpoint.hash) return `checkpoint ${checkpoint.number}: it was altered`
  const verified = verify(checkpoint.signature)
  const said = JSON.stringify(buildStatement({ ...facts, hash: fromHex(own) }))
  const isSigned = verified.kind === 'valid' && verified.payload === said
  return isSigned ? undefined : `checkpoint ${checkpoint.number}: its signature is not right`
}

/** Returns the problem of an event in a bundle: its own content, or its place in the chain. */
function findEventProblem(
  { seq, event, commitment, checkpoint }: ProofBundle['events'][number],
  bundle: ProofBundle,
  hash: HashNow,
): string | undefined {
  const record = bundle.record as unknown as CommittedRecordText
  const text = eventText(record, {
    ...(event as unknown as CommittedEvent),
    purposes: JSON.stringify(event.purposes),
    dataKinds: JSON.stringify(event.dataKinds),
  })
  const name = seq === null ? 'an event that is not sealed' : `event ${seq}`
  if (hash(text) !== commitment) return `${name}: it was altered`
  if (checkpoint === null) return undefined
  const sealed = bundle.checkpoints.find(({ number }) => number === checkpoint)
  const leaves = sealed ? [...unpackLeaves(fromHex(sealed.eventLeaves))] : []
  const isSealed = leaves.some((leaf) => leaf.seq === seq && toHex(leaf.commitment) === commitment)
  return isSealed ? undefined : `${name}: checkpoint ${checkpoint} does not hold it`
}

/** Verifies a proof bundle on its own; returns the problems, or an empty list. */
export function checkProof(bundle: ProofBundle, tools: ProofTools): string[] {
  const { notice, record, events, checkpoints } = bundle
  const problems = events.map((event) => findEventProblem(event, bundle, tools.hash))
  for (const checkpoint of checkpoints) problems.push(findCheckpointProblem(checkpoint, tools))
  if (!notice) problems.push('the notice is missing')
  else if (tools.hash(notice.content) !== record.noticeSha256) {
    problems.push('the notice is not the one that was shown')
  }
  return problems.filter((problem) => problem !== undefined)
}
