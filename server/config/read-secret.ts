import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * The 32 bytes from which every key is derived: from the environment, or, in development, from a file beside the
 * database that is made on the first start and read by nobody else.
 */
export async function readSecret(given: string | undefined, keptAt: string): Promise<Uint8Array> {
  if (given) return Buffer.from(given, 'base64')
  try {
    return Buffer.from(await readFile(keptAt, 'utf8'), 'base64')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  const secret = randomBytes(32)
  await mkdir(dirname(keptAt), { recursive: true })
  await writeFile(keptAt, secret.toString('base64'), { mode: 0o600, flag: 'wx' })
  return secret
}
