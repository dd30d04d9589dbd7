import { createHash } from 'node:crypto'
import type { Archive } from './archive.ts'
import { buildBackupName } from './backup-name.ts'

/** Name of the object that is restored into empty storage, below the site's host. */
export const RESTORE_NAME = 'restore.backup'

/** A Durable Object's key-value storage for facts that do not belong to the site's database; backups do not contain it. */
export interface ObjectNotes {
  readonly kv: {
    get(name: string): unknown
    put(name: string, value: unknown): void
    delete(name: string): unknown
  }
}

/** A restored backup that is still in its original place. */
interface Untidied {
  /** SHA-256 of its bytes, hex. */
  readonly sha256: string
  /** Its name among the backups, the same at every attempt. */
  readonly name: string
}

const NOTE = 'restored'

const hashOf = (sealed: Uint8Array) => createHash('sha256').update(sealed).digest('hex')

/** Records that a backup was loaded. Call it in the transaction that loads it. @param nowMs milliseconds since 1970 UTC. */
export function noteRestored({ kv }: ObjectNotes, sealed: Uint8Array, nowMs: number): void {
  const untidied: Untidied = { sha256: hashOf(sealed), name: buildBackupName(nowMs) }
  kv.put(NOTE, untidied)
}

/**
 * Moves a loaded backup to the site's backups, where its retention period applies. Does nothing where that is done already;
 * an object that was put in its place meanwhile is kept. Call it at each start and with the regular jobs.
 *
 * @throws what the archive throws.
 */
export async function tidyRestored(
  { kv }: ObjectNotes,
  { archive, host }: { readonly archive: Archive; readonly host: string },
): Promise<void> {
  const untidied = kv.get(NOTE) as Untidied | undefined
  if (!untidied) return
  const key = `${host}/${RESTORE_NAME}`
  const found = await archive.get(key)
  const sealed = found && Buffer.from(await found.arrayBuffer())
  if (sealed && hashOf(sealed) === untidied.sha256) {
    await archive.put(`${host}/backups/${untidied.name}`, sealed)
    await archive.delete([key])
  }
  kv.delete(NOTE)
}
