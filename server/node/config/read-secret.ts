import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { OperatorError } from '../../config/operator-error.ts'
import { decodeText } from '../../files/read-text.ts'

const SECRET_BYTES = 32

/**
 * Returns the 32 bytes from which every key is derived: from the environment or, in development, from a private file beside
 * the database that is created at the first start.
 */
export async function readSecret(given: string | undefined, keptAt: string): Promise<Uint8Array> {
  if (given) return Buffer.from(given, 'base64')
  try {
    return parseSecret(decodeText(await readFile(keptAt), keptAt), keptAt)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  const secret = randomBytes(SECRET_BYTES)
  await mkdir(dirname(keptAt), { recursive: true, mode: 0o700 })
  await writeFile(keptAt, secret.toString('base64'), { mode: 0o600, flag: 'wx' })
  return secret
}

/** @throws {OperatorError} where it is truncated or overwritten: another secret would decrypt nothing. */
function parseSecret(text: string, path: string): Uint8Array {
  const secret = Buffer.from(text.trim(), 'base64')
  if (secret.byteLength === SECRET_BYTES) return secret
  throw new OperatorError(
    `${path} does not hold a secret: ${SECRET_BYTES} bytes in base64. Restore it; without it nothing encrypted can be read.`,
  )
}
