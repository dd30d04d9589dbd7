import { checkSecrets, type Secrets, WrongSecretError } from '../crypto/open-keys.ts'
import { parseList } from '../deletions/deletion-list.ts'
import { DeletionListError } from '../deletions/deletion-list-error.ts'
import { tellProblem, verifySnapshot } from '../ledger/verify-snapshot.ts'
import type { DurableStorage, Migration } from '../store/sqlite/durable/durable-storage.ts'
import { isDatabaseStored } from '../store/sqlite/durable/durable-tables.ts'
import { type Loaded, loadDurable } from '../store/sqlite/durable/load-durable.ts'
import type { ArchivedList } from '../store/sqlite/erasure/archived-list.ts'
import type { LedgerSnapshot } from '../store/store.ts'
import { type Archive, listNames } from './archive.ts'
import { BackupError } from './backup-error.ts'
import { decodeDump, isDump } from './dump.ts'
import { type OpenBackup, openBackup } from './envelope.ts'
import { holdRefusals } from './hold-refusals.ts'
import { NEWER_BACKUP } from './newer-backup.ts'
import {
  logBookmark,
  type RecoverableStorage,
  type RecoveryLog,
  takeBookmark,
} from './recovery-bookmark.ts'
import { noteRestored, type ObjectNotes, RESTORE_NAME } from './tidy-restored.ts'

/** A Durable Object has 128 MB of memory, and the backup is held whole beside its decoded content; a conservative estimate. */
export const LARGEST_BYTES = 32 * 1024 * 1024

/** Dependencies of a restore. */
export interface RestoreParts {
  readonly storage: DurableStorage & RecoverableStorage & ObjectNotes
  readonly archive: Archive
  readonly list: Pick<ArchivedList, 'place' | 'read'>
  /** The site's host, which is the prefix of its objects. */
  readonly host: string
  readonly secrets: Secrets
  readonly migrations: readonly Migration[]
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
}

/** Result of a restore. */
export interface Restored {
  /** When the backup was made, milliseconds since 1970 UTC. */
  readonly createdAtMs: number
  /** Rows changed by replaying the list of deletions. */
  readonly erasedCount: number
  /** Bookmark of the empty storage before the restore; `undefined` where the platform has none. */
  readonly bookmark: string | undefined
}

const TOO_BIG =
  'A value in the backup has more than 2 MB, the most that the platform stores in one. Run this site on Node.'

const refuse = (sentence: string): never => {
  throw new BackupError('refused', sentence)
}

const tellLost = (host: string, names: readonly string[]): string => {
  const newest = names.filter((name) => name.startsWith('backups/')).sort()
  const last = newest.at(-1)
  return [
    `${host}: There is no database, but there was one: the archive holds ${names.length} objects below ${host}/`,
    ...(names.includes('deletions.log') ? ['its list of deletions is among them'] : []),
    ...(last ? [`the newest backup is ${host}/${last}`] : []),
    `Nothing was written. To restore a backup, copy it to ${host}/${RESTORE_NAME}`,
    `To begin with an empty database, knowingly, move everything below ${host}/ to another name`,
  ].join('. ')
}

/** @throws {BackupError} as {@link openBackup}; `unfit` where its content cannot be loaded here. */
function open(sealed: Buffer, { current, previous }: Secrets): OpenBackup {
  const opened = openBackup(sealed, [current, ...previous])
  for (const piece of opened.pieces())
    if (!isDump(piece))
      throw new BackupError(
        'unfit',
        'This backup holds a database file, which cannot be loaded here. Make one with npm run backup -- --portable.',
      )
    else break
  return opened
}

/** @throws {BackupError} `unsound` where the ledger was not written by a server with this secret. */
async function checkLedger(ledger: LedgerSnapshot, secrets: readonly Uint8Array[]): Promise<void> {
  const { problems, problemCount } = await verifySnapshot(ledger, { secrets })
  if (problemCount === 0) return
  const told = problems.map(tellProblem).join('; ')
  throw new BackupError(
    'unsound',
    `The ledger of the backup is not as it was written, and it is not served: ${told}. Restore another backup.`,
  )
}

async function load(
  opened: OpenBackup,
  content: Buffer,
  parts: RestoreParts & { readonly whenLoaded: () => void },
): Promise<Loaded> {
  const { storage, list, migrations, clock, whenLoaded } = parts
  const secrets = [parts.secrets.current, ...parts.secrets.previous]
  try {
    return await loadDurable(storage, {
      ...{ migrations, clock, whenLoaded, createdAtMs: opened.header.createdAtMs },
      lines: () => decodeDump(opened.pieces()),
      list: parseList(list.place, content),
      checkKeys: (generations) => checkSecrets(generations, secrets),
      checkLedger: (ledger) => checkLedger(ledger, secrets),
    })
  } catch (error) {
    if (error instanceof BackupError || error instanceof DeletionListError) throw error
    if (error instanceof WrongSecretError) throw error
    // SQLite's message may contain a value; its code does not.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'SQLITE_TOOBIG') refuse(TOO_BIG)
    throw new BackupError('unsound', `The backup cannot be loaded (${code}).`)
  }
}

async function readBackup(archive: Archive, key: string): Promise<Buffer> {
  const found = (await archive.get(key)) ?? refuse(`There is no backup at ${key}.`)
  if (found.size > LARGEST_BYTES)
    refuse(
      `The backup ${key} has ${found.size} bytes; an object of the platform can load ${LARGEST_BYTES}. Run this site on Node.`,
    )
  return Buffer.from(await found.arrayBuffer())
}

/**
 * Restores a site with empty storage if its archive contains a backup to restore. Nothing is stored before all of it is
 * decrypted and checked, and data erased since the backup are erased again.
 *
 * @returns `undefined` where there is nothing to restore: the site has data, or is new.
 * @throws {BackupError} every code but `disk_full`; `refused` also where the database is lost, since an empty one would take
 *   its place. {@link DeletionListError}, {@link WrongSecretError}.
 */
async function restoreFromArchive(parts: RestoreParts): Promise<Restored | undefined> {
  const { storage, archive, list, host, secrets, clock } = parts
  if (isDatabaseStored(storage)) return undefined
  const names = await listNames(archive, `${host}/`)
  if (names.length === 0) return undefined
  if (!names.includes(RESTORE_NAME)) return refuse(tellLost(host, names))
  const key = `${host}/${RESTORE_NAME}`
  const content = await list.read()
  if (!content)
    return refuse(
      `The list of deletions ${host}/deletions.log is not in the archive. Without it, people who were deleted since the backup would come back. Put it there.`,
    )
  const sealed = await readBackup(archive, key)
  const opened = open(sealed, secrets)
  const bookmark = await takeBookmark(storage)
  const whenLoaded = () => noteRestored(storage, sealed, clock())
  const loaded = await load(opened, content, { ...parts, whenLoaded })
  if (loaded === 'newer') throw new BackupError('unfit', NEWER_BACKUP)
  if (loaded === 'orphans')
    throw new BackupError('unsound', 'The backup holds rows that point to rows that are not there.')
  return {
    createdAtMs: opened.header.createdAtMs,
    erasedCount: loaded.erasedCount,
    bookmark,
  }
}

/** Returns the function that restores one site: `restoreFromArchive`, which after a refusal is not retried for a minute. */
export const createRestore = () => holdRefusals(restoreFromArchive)

/** Logs that a site was restored, and the bookmark to which the storage can be reset. */
export function logRestored(
  { createdAtMs, erasedCount, bookmark }: Restored,
  log: RecoveryLog,
): void {
  const backupMadeAt = new Date(createdAtMs).toISOString()
  log('warn', 'restored', { backupMadeAt, erasedAgain: erasedCount, isWithoutDeletions: false })
  logBookmark(log, 'restore', bookmark)
}
