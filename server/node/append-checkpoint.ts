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
 * Makes the function that appends each checkpoint to a file, a line of JSON each: what it says, and its signature. A file that
 * cannot be written is told in the log; sealing goes on. So is one that begins with a later checkpoint than the first: it was
 * named only now, or lost, and what was published before is not in it.
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
