import { verifyJws } from '../crypto/jws.ts'
import { checkProof } from '../domain/ledger/check-proof.ts'
import type { ProofBundle } from '../domain/ledger/proof.ts'
import { hashNow } from '../ledger/verify-database.ts'
import { CommandError } from './run-command.ts'

function parse(text: string): ProofBundle {
  try {
    const bundle: ProofBundle = JSON.parse(text)
    if (bundle.schema === 'kelisim-proof-1') return bundle
  } catch {
    // Told below like anything else that is no bundle.
  }
  throw new CommandError('This is no proof bundle.')
}

/** Checks a proof bundle without any database: events, notice, checkpoints, signatures. */
export async function verifyBundle(text: string, say: (line: string) => void): Promise<boolean> {
  const bundle = parse(text)
  const problems = await checkProof(bundle, {
    hash: hashNow,
    verify: (signature) => verifyJws(signature, 'checkpoint', bundle.keys),
  })
  const unsealed = bundle.events.filter(({ checkpoint }) => checkpoint === null).length
  say(
    `Consent ${bundle.record.id}: ${bundle.events.length} events, ${unsealed} of them not sealed yet.`,
  )
  for (const problem of problems) say(`  ${problem}`)
  say(problems.length === 0 ? 'The proof holds.' : 'The proof does NOT hold.')
  return problems.length === 0
}
