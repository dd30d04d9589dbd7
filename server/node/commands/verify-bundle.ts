import { verifyJws } from '../../crypto/jws.ts'
import type { PublicKey } from '../../crypto/signer.ts'
import { checkProof } from '../../domain/ledger/check-proof.ts'
import type { CheckpointStatement } from '../../domain/ledger/checkpoint.ts'
import type { ProofBundle } from '../../domain/ledger/proof.ts'
import { hasDoubledKey } from '../../domain/receipt/strict-json.ts'
import { hashNow } from '../../ledger/verify-snapshot.ts'
import { CommandError } from './run-command.ts'

type Say = (line: string) => void

/** Evidence that a bundle is compared with. */
export interface BundleEvidence {
  /** Checkpoints as they were published. */
  readonly published: readonly CheckpointStatement[]
  /** The school's keys as text, as somebody has saved them from `/.well-known/jwks.json`. */
  readonly jwks?: string | undefined
}

function parse(text: string): ProofBundle {
  try {
    const bundle: ProofBundle = JSON.parse(text)
    if (bundle.schema === 'kelisim-proof-1' && !hasDoubledKey(text)) return bundle
  } catch {
    // Reported below like any other file that is not a bundle.
  }
  throw new CommandError('This is no proof bundle.')
}

function parseKeys(jwks: string): readonly PublicKey[] {
  try {
    const { keys }: { keys?: unknown } = JSON.parse(jwks)
    if (Array.isArray(keys)) return keys
  } catch {
    // Reported below.
  }
  throw new CommandError('The file of keys is no JWKS, as it stands at /.well-known/jwks.json.')
}

/** Returns the bundle's checkpoints that differ from the published ones, and whether all of them were published. */
function comparePublished({ checkpoints }: ProofBundle, published: readonly CheckpointStatement[]) {
  const hashes = new Map(published.map(({ number, hash }) => [number, hash]))
  const problems = checkpoints
    .filter(({ number, hash }) => hashes.has(number) && hashes.get(number) !== hash)
    .map(({ number }) => `checkpoint ${number}: it is not the one that was published`)
  const isWhole = checkpoints.length > 0 && checkpoints.every(({ number }) => hashes.has(number))
  return { problems, isWhole }
}

function tellUnchecked(
  bundle: ProofBundle,
  { areKeysKnown, isPublished }: { areKeysKnown: boolean; isPublished: boolean },
  say: Say,
): void {
  if (!areKeysKnown && !isPublished)
    say(
      'Not checked: whether the keys in it are the school’s. Anybody can make a bundle with keys of their own: hold it against ' +
        'published checkpoints (--checkpoint FILE) or a copy of the school’s /.well-known/jwks.json (--keys FILE).',
    )
  if (!isPublished)
    say(
      'Not checked: whether its checkpoints are the ones that were published (--checkpoint FILE).',
    )
  if (bundle.events.some(({ checkpoint }) => checkpoint === null))
    say('Not checked: the events that are not sealed yet. They are what the server said, no more.')
  say('Not checked: whether later events of this consent were left out of the bundle.')
}

/** Verifies a proof bundle without a database: events, notice, checkpoints, signatures. Prints what that proves. */
export function verifyBundle(text: string, { published, jwks }: BundleEvidence, say: Say): boolean {
  const bundle = parse(text)
  const keys = jwks === undefined ? bundle.keys : parseKeys(jwks)
  const compared = comparePublished(bundle, published)
  const found = checkProof(bundle, {
    hash: hashNow,
    verify: (signature) => verifyJws(signature, 'checkpoint', keys),
  })
  const problems = [...found, ...compared.problems]
  const unsealed = bundle.events.filter(({ checkpoint }) => checkpoint === null).length
  say(
    `Consent ${bundle.record.id}: ${bundle.events.length} events, ${unsealed} of them not sealed yet.`,
  )
  for (const problem of problems) say(`  ${problem}`)
  if (problems.length > 0) {
    say('The proof does NOT hold.')
    return false
  }
  say('The bundle agrees with itself: events, notice, checkpoints and signatures.')
  if (jwks !== undefined && bundle.checkpoints.length > 0)
    say('Verified with the keys given: its checkpoints were signed by the school.')
  if (compared.isWhole)
    say('Verified with the published checkpoints: what is sealed in it is as it was then.')
  tellUnchecked(bundle, { areKeysKnown: jwks !== undefined, isPublished: compared.isWhole }, say)
  return true
}
