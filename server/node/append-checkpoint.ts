import { access, appendFile } from 'node:fs/promises'
import type { Log } from '../deps.ts'
import { buildSignedStatement } from '../domain/ledger/checkpoint.ts'
import type { SealerDeps } from '../domain/ledger/sealer.ts'

const FIRST = 1

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/**
 * Returns the function that appends each checkpoint with its signature to a file, as a line of JSON. If the file cannot be
 * written, it logs that, and sealing goes on. It also logs a file that does not begin with the first checkpoint: it was
 * configured late, or lost, so earlier checkpoints are missing.
 *
 * @param path of the file; `undefined` publishes nothing.
 */
export const createAppendCheckpoint =
  (path: string | undefined, log: Log): SealerDeps['publishCheckpoint'] =>
  async (checkpoint) => {
    if (path === undefined) return
    const line = JSON.stringify(buildSignedStatement(checkpoint))
    try {
      if (checkpoint.number > FIRST && !(await isThere(path)))
        log('warn', 'checkpoint_file_begun', { number: checkpoint.number, path })
      await appendFile(path, `${line}\n`)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : 'unknown'
      log('error', 'checkpoint_not_published', { number: checkpoint.number, code })
    }
  }
