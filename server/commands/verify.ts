import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Environment } from '../config/environment.ts'
import { readSecret } from '../config/read-secret.ts'
import type { CheckpointStatement } from '../domain/ledger/checkpoint.ts'
import type { LedgerProblem } from '../domain/ledger/verify-rows.ts'
import { decodeText } from '../files/read-text.ts'
import { verifyDatabase } from '../ledger/verify-database.ts'
import { findDatabaseFile } from '../open-core.ts'
import { readOptions } from './read-options.ts'
import { CommandError, runCommand } from './run-command.ts'
import { verifyBundle } from './verify-bundle.ts'

const USAGE = 'npm run verify [-- FILE] [--checkpoint FILE] [--bundle FILE]'

/** The secrets at hand: in the environment, or in development beside the database. */
async function findSecrets(file: string, environment: Environment): Promise<readonly Uint8Array[]> {
  const { KELISIM_SECRET, KELISIM_SECRET_PREVIOUS } = environment
  const keptAt = join(dirname(file), 'secret')
  if (!KELISIM_SECRET && !existsSync(keptAt)) return []
  const previous = KELISIM_SECRET_PREVIOUS.map((text) => Buffer.from(text, 'base64'))
  return [await readSecret(KELISIM_SECRET, keptAt), ...previous]
}

async function readPublished(path: string | undefined): Promise<readonly CheckpointStatement[]> {
  if (path === undefined) return []
  const lines = decodeText(await readFile(path), path)
    .split('\n')
    .filter((line) => line.trim() !== '')
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

type Say = (line: string) => void

function tell(result: Awaited<ReturnType<typeof verifyDatabase>>, say: Say): boolean {
  const { events, entries, checkpoints, sealedAtMs, problems, problemCount } = result
  say(`${events.rows} consent events, ${entries.rows} register lines, ${checkpoints} checkpoints.`)
  if (sealedAtMs !== null) {
    const waiting = events.unsealed + entries.unsealed
    say(`Sealed until ${new Date(sealedAtMs).toISOString()}; ${waiting} written since.`)
  }
  if (!result.isNamesChecked)
    say('Names were not checked: KELISIM_SECRET is not at hand, or not the one of this database.')
  if (problemCount === 0) {
    say('Everything is as it was written.')
    return true
  }
  say(`NOT as it was written: ${problemCount} problem${problemCount === 1 ? '' : 's'}. The first:`)
  for (const problem of problems) say(`  ${describe(problem)}`)
  return false
}

async function verify(environment: Environment, say: Say): Promise<boolean> {
  const { values, positionals } = readOptions(USAGE, {
    allowPositionals: true,
    options: { checkpoint: { type: 'string' }, bundle: { type: 'string' } },
  })
  if (values.bundle)
    return verifyBundle(decodeText(await readFile(values.bundle), values.bundle), say)
  const file =
    positionals[0] === undefined ? findDatabaseFile(environment) : resolve(positionals[0])
  if (!existsSync(file)) throw new CommandError(`There is no database at ${file}.`)
  const secrets = await findSecrets(file, environment)
  const published = await readPublished(values.checkpoint)
  return tell(await verifyDatabase(file, { secrets, published }), say)
}

// Proves without a secret too, in production as elsewhere: names are then not checked, and it says so.
await runCommand('verify', verify, { ...process.env, NODE_ENV: 'development' })
