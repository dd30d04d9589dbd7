import { createHash } from 'node:crypto'
import type { Archive } from './archive.ts'
import { buildBackupName } from './backup-name.ts'

/** The object that is loaded into a storage which holds nothing, below the site's name. */
export const RESTORE_NAME = 'restore.backup'

/** Where a Durable Object keeps what is no part of the site's database: no backup holds it. */
export interface ObjectNotes {
  readonly kv: {
    get(name: string): unknown
    put(name: string, value: unknown): void
    delete(name: string): unknown
  }
}

/** What was loaded and still lies where it was put. */
interface Untidied {
  /** Of its bytes, hex. */
  readonly sha256: string
  /** Among the backups: the same however often it is tried. */
  readonly name: string
}

const NOTE = 'restored'

const hashOf = (sealed: Uint8Array) => createHash('sha256').update(sealed).digest('hex')

/** Notes that a backup was loaded, to be called in the transaction that loads it. @param nowMs milliseconds since 1970 UTC. */
export function noteRestored({ kv }: ObjectNotes, sealed: Uint8Array, nowMs: number): void {
  const untidied: Untidied = { sha256: hashOf(sealed), name: buildBackupName(nowMs) }
  kv.put(NOTE, untidied)
}

/**
 * Puts a backup that was loaded among the site's backups, where its term ends. Does nothing where that is done already; what
 * somebody has put in its place meanwhile is left alone. To be tried at each start and with regular work.
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
