import type { Archive } from '../backup/archive.ts'
import type { Log } from '../deps.ts'
import { buildSignedStatement } from '../domain/ledger/checkpoint.ts'
import type { SealerDeps } from '../domain/ledger/sealer.ts'

/**
 * Publishes each checkpoint of a site as an object in the bucket, named by its number. Logs a checkpoint that cannot be
 * stored.
 */
export const createArchiveCheckpoint = (
  archive: Archive | undefined,
  host: string,
  log: Log,
): SealerDeps['publishCheckpoint'] =>
  async function archiveCheckpoint(checkpoint) {
    const statement = JSON.stringify(buildSignedStatement(checkpoint))
    const name = String(checkpoint.number).padStart(10, '0')
    try {
      await archive?.put(`${host}/checkpoints/${name}.json`, statement)
    } catch {
      log('error', 'checkpoint_not_published', { number: checkpoint.number })
    }
  }
