import { existsSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { isBackup } from '../../backup/format.ts'
import type { Environment } from '../../config/environment.ts'
import type { CheckpointStatement } from '../../domain/ledger/checkpoint.ts'
import { decodeText } from '../../files/read-text.ts'
import { summarise } from '../../ledger/summarise.ts'
import { verifyDatabase } from '../../ledger/verify-database.ts'
import { isDatabaseThere } from '../../store/sqlite/file/database-file.ts'
import { mendDisclosures } from '../../store/sqlite/file/mend-disclosures.ts'
import { readSecret } from '../config/read-secret.ts'
import { findDatabaseFile } from '../open-core.ts'
import { readOptions } from './read-options.ts'
import { CommandError, runCommand } from './run-command.ts'
import { tellVerification } from './tell-verification.ts'
import { verifyBundle } from './verify-bundle.ts'

const USAGE =
  'npm run verify [-- FILE] [--checkpoint FILE] [--mend] [--json] [--bundle FILE [--keys FILE]]'

/** Returns the available secrets: from the environment, or in development from beside the database. */
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

/** @throws {CommandError} where the file is a backup, which must be decrypted before it can be read. */
async function refuseBackup(file: string): Promise<void> {
  const handle = await open(file)
  try {
    const { buffer } = await handle.read(Buffer.alloc(8), 0, 8, 0)
    if (isBackup(buffer))
      throw new CommandError(
        `${file} is an encrypted backup. \`npm run restore -- ${file} --into FOLDER\` opens and verifies it beside the present database.`,
      )
  } finally {
    await handle.close()
  }
}

type Say = (line: string) => void

const tellMended = (count: number, say: Say): void =>
  say(
    count === 0
      ? 'The index of disclosures was whole.'
      : `The index of disclosures is whole again: ${count} missing ${count === 1 ? 'entry' : 'entries'} added.`,
  )

async function verify(environment: Environment, say: Say): Promise<boolean> {
  const { values, positionals } = readOptions(USAGE, {
    allowPositionals: true,
    options: {
      ...{ checkpoint: { type: 'string' }, bundle: { type: 'string' }, keys: { type: 'string' } },
      json: { type: 'boolean', default: false },
      mend: { type: 'boolean', default: false },
    },
  })
  const published = await readPublished(values.checkpoint)
  if (values.bundle) {
    const jwks = values.keys && decodeText(await readFile(values.keys), values.keys)
    const bundle = decodeText(await readFile(values.bundle), values.bundle)
    return verifyBundle(bundle, { published, jwks }, say)
  }
  const file =
    positionals[0] === undefined ? findDatabaseFile(environment) : resolve(positionals[0])
  if (!isDatabaseThere(file)) throw new CommandError(`There is no database at ${file}.`)
  await refuseBackup(file)
  if (values.mend) tellMended(mendDisclosures(file), say)
  const secrets = await findSecrets(file, environment)
  const verified = await verifyDatabase(file, { secrets, published })
  if (!values.json) return tellVerification(verified, say)
  say(JSON.stringify(summarise(verified)))
  return verified.problemCount === 0
}

// Runs without a secret too, also in production; it then prints what was not checked.
await runCommand('verify', verify, { ...process.env, NODE_ENV: 'development' })
