import { hash as hashOnce } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { parseEnvironment } from '../config/environment.ts'
import { readSecret } from '../config/read-secret.ts'
import { verifyJws } from '../crypto/jws.ts'
import { createNodeCryptography } from '../crypto/node.ts'
import type { PublicKey } from '../crypto/signer.ts'
import type { CheckpointStatement } from '../domain/ledger/checkpoint.ts'
import { type VerifyResult, type VerifyTools, verifyLedger } from '../domain/ledger/verify.ts'
import type { LedgerProblem } from '../domain/ledger/verify-rows.ts'
import { openLedgerSnapshot } from '../store/sqlite/read-ledger.ts'
import { CommandError, runCommand, say } from './run.ts'
import { verifyBundle } from './verify-bundle.ts'

// `npm run verify [-- FILE] [--checkpoint FILE] [--bundle FILE]`: proves a live database, a copy or a proof bundle.

const hash = (data: string | Uint8Array) => hashOnce('sha256', data)

/** Opens names where the secret is at hand: in the environment, or in development beside the database. */
async function findOpenName(
  file: string,
  secret: string | undefined,
): Promise<VerifyTools['openName']> {
  const keptAt = join(dirname(file), 'secret')
  if (!secret && !existsSync(keptAt)) return undefined
  const { open } = createNodeCryptography(await readSecret(secret, keptAt))
  return (recordId, sealed) => {
    const name = open('consents.name', recordId, sealed)
    if (typeof name !== 'string') throw new Error('open a name: it must be opened at once')
    return name
  }
}

async function readPublished(path: string | undefined): Promise<readonly CheckpointStatement[]> {
  if (path === undefined) return []
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => {
    try {
      return JSON.parse(line)
    } catch {
      throw new CommandError(
        `${path} is no list of checkpoints: each line is one, as it was published.`,
      )
    }
  })
}

const describe = ({ part, number, id, what }: LedgerProblem): string =>
  `${part}${number === undefined ? '' : ` ${number}`}${id === undefined ? '' : ` (${id})`}: ${what}`

function tell(result: VerifyResult, isNamesChecked: boolean): boolean {
  const { events, entries, checkpoints, sealedAtMs, problems, problemCount } = result
  say(`${events.rows} consent events, ${entries.rows} register lines, ${checkpoints} checkpoints.`)
  if (sealedAtMs !== null) {
    const waiting = events.unsealed + entries.unsealed
    say(`Sealed until ${new Date(sealedAtMs).toISOString()}; ${waiting} written since.`)
  }
  if (!isNamesChecked) say('Names were not checked: KELISIM_SECRET is not at hand.')
  if (problemCount === 0) {
    say('Everything is as it was written.')
    return true
  }
  say(`NOT as it was written: ${problemCount} problem${problemCount === 1 ? '' : 's'}. The first:`)
  for (const problem of problems) say(`  ${describe(problem)}`)
  return false
}

async function verifyFile(file: string, secret: string | undefined, published: string | undefined) {
  if (!existsSync(file)) throw new CommandError(`There is no database at ${file}.`)
  const openName = await findOpenName(file, secret)
  const snapshot = openLedgerSnapshot(file)
  try {
    const keys = [...snapshot.signingKeys()].map(
      ({ publicJwk }): PublicKey => JSON.parse(publicJwk),
    )
    const result = await verifyLedger(snapshot, {
      hash,
      openName,
      published: await readPublished(published),
      async readSignature(signature) {
        const verified = await verifyJws(signature, 'checkpoint', keys)
        return verified.kind === 'valid' ? verified.payload : undefined
      },
    })
    return tell(result, openName !== undefined)
  } finally {
    snapshot.close()
  }
}

await runCommand(async (args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { checkpoint: { type: 'string' }, bundle: { type: 'string' } },
  })
  if (values.bundle) return verifyBundle(await readFile(values.bundle, 'utf8'))
  const { DATABASE_URL, KELISIM_SECRET } = parseEnvironment({
    ...process.env,
    NODE_ENV: 'development',
  })
  const file = resolve(positionals[0] ?? DATABASE_URL.slice('file:'.length))
  return verifyFile(file, KELISIM_SECRET, values.checkpoint)
})
