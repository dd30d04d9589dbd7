import { readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { BackupError } from '../../backup/backup-error.ts'
import { readList } from '../../deletions/list-file.ts'
import { followLinks } from '../../files/follow-links.ts'
import { isDatabaseThere } from '../../store/sqlite/file/database-file.ts'

/** Absolute paths at which a database and its files are searched. */
export interface Places {
  readonly databaseFile: string
  /** The configured place of the list of deletions. */
  readonly deletionsFile: string
  /** `backups.folder`; relative to the working folder. */
  readonly backupsFolder: string | undefined
}

/** A list of deletions without its database. */
interface LeftList {
  readonly path: string
  /** Its database, or why it cannot be read, as the rest of a sentence. */
  readonly told: string
  /** Whether it is readable and not continued elsewhere. */
  readonly isWhole: boolean
}

/** Traces of a database whose file is missing. */
interface Remains {
  readonly lists: readonly LeftList[]
  /** SQLite's log. SQLite deletes it unread when it opens an empty file beside it. */
  readonly log: string | undefined
  /** Newest first. */
  readonly backups: readonly string[]
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

function readLeftList(path: string): LeftList[] {
  try {
    const list = readList(path)
    if (!list) return []
    const whose = list.databaseId === undefined ? 'a database' : `the database ${list.databaseId}`
    const count = list.messages.length + list.consents.length
    const went = list.movedTo === undefined ? '' : `, and goes on at ${list.movedTo}`
    const told = `belongs to ${whose} and names ${count} ids of what was deleted${went}`
    return [{ path, told, isWhole: list.movedTo === undefined }]
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown'
    return [{ path, told: `is there and cannot be read: ${why}`, isWhole: false }]
  }
}

function listBackups(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.backup'))
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}

const newestFirst = (paths: readonly string[]) =>
  paths
    .map((path) => ({ path, atMs: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.atMs - a.atMs)
    .map(({ path }) => path)

/** Searches the default places too: the setting may have been changed since. */
function findRemains({ databaseFile, deletionsFile, backupsFolder }: Places): Remains {
  const folders = [
    ...new Set([dirname(databaseFile), ...(backupsFolder ? [resolve(backupsFolder)] : [])]),
  ]
  const lists = new Set([deletionsFile, ...folders.map((folder) => join(folder, 'deletions.log'))])
  const place = followLinks(databaseFile)
  const log = sizeOf(place) === 0 && sizeOf(`${place}-wal`) > 0 ? `${place}-wal` : undefined
  return {
    log,
    lists: [...lists].flatMap(readLeftList),
    backups: newestFirst(folders.flatMap(listBackups)),
  }
}

const tellAbsence = (databaseFile: string): string => {
  const isFile = statSync(databaseFile, { throwIfNoEntry: false })?.isFile() === true
  const empty = isFile ? ': the file is there, and empty' : ''
  return `There is no database at ${databaseFile} (DATABASE_URL)${empty}`
}

const tellRemains = ({ lists, log, backups }: Remains): string[] => [
  ...lists.map(({ path, told }) => `  The list of deletions ${path} ${told}.`),
  ...(log ? [`  Its log ${log} was left without it; what is in it is part of the database.`] : []),
  ...(backups[0] ? [`  Backups are there: ${backups.length}, the newest ${backups[0]}.`] : []),
]

function describeLost({ databaseFile, deletionsFile }: Places, remains: Remains): string {
  const list = remains.lists.find(({ isWhole }) => isWhole)
  const named = list && list.path !== deletionsFile ? ` --deletions ${list.path}` : ''
  return [
    `${tellAbsence(databaseFile)}, but there was one:`,
    ...tellRemains(remains),
    'Nothing was written. Is its disk mounted, and is DATABASE_URL right? Then put the database back, with its -wal where that is there.',
    `If it is lost, restore a backup:  npm run restore -- ${remains.backups[0] ?? 'FILE'}${named}`,
    'Only to begin with an empty database, knowingly:  npm run deletions -- --begin-anew',
    'That begins a new list, in which stays what the one before names, so that no backup brings back who was deleted.',
  ].join('\n')
}

/** Checks the database once more at the end: another process may just have created it, and the list with it. */
function findLost(places: Places): Remains | undefined {
  if (isDatabaseThere(places.databaseFile)) return undefined
  const remains = findRemains(places)
  return isDatabaseThere(places.databaseFile) ? undefined : remains
}

const isAnyLeft = ({ lists, log, backups }: Remains): boolean =>
  lists.length + backups.length > 0 || log !== undefined

/**
 * Permits creating a database only where none existed before. Where files remain, the database is lost or searched in the
 * wrong place: an empty one would adopt its list and take its place. Writes nothing.
 *
 * @throws {BackupError} `refused`, with the remaining files and what to do.
 */
export function refuseLost(places: Places): void {
  const remains = findLost(places)
  if (remains && isAnyLeft(remains)) throw new BackupError('refused', describeLost(places, remains))
}

/** The same for a command that never creates a database. @throws {BackupError} `refused` where there is none. */
export function requireDatabase(places: Places): void {
  const remains = findLost(places)
  if (!remains) return
  throw new BackupError(
    'refused',
    isAnyLeft(remains)
      ? describeLost(places, remains)
      : `${tellAbsence(places.databaseFile)}. The first start of the server makes one; a backup is put back with ` +
          'npm run restore -- FILE.',
  )
}

/**
 * Renames the log of a missing database, because SQLite would delete it unread.
 *
 * @returns the log's new path; `undefined` where there is none, or the database exists.
 * @throws the system's error.
 */
export function keepLogAside(databaseFile: string, atMs: number): string | undefined {
  const place = followLinks(databaseFile)
  if (sizeOf(place) > 0 || sizeOf(`${place}-wal`) === 0) return undefined
  const kept = `${place}-wal.${new Date(atMs).toISOString().replace(/[:.]/g, '-')}.kept`
  renameSync(`${place}-wal`, kept)
  rmSync(`${place}-shm`, { force: true })
  return kept
}

/**
 * Prepares for an empty database in place of one that is lost for good, on the operator's explicit request.
 *
 * @returns sentences about what was done; `undefined` where the database exists.
 * @throws {BackupError} `refused` where nothing remains of one, as with a mistyped path, or its list cannot be continued.
 */
export function prepareAnew(places: Places, atMs: number): readonly string[] | undefined {
  const remains = findLost(places)
  if (!remains) return undefined
  if (!isAnyLeft(remains)) requireDatabase(places)
  const { databaseFile, deletionsFile } = places
  const broken = remains.lists.find(({ isWhole }) => !isWhole)
  if (broken)
    throw new BackupError(
      'refused',
      `The list of deletions ${broken.path} ${broken.told}. Put the right one there, or move it away, then run this again.`,
    )
  const elsewhere = remains.lists.find(({ path }) => path !== deletionsFile)
  if (elsewhere && !remains.lists.some(({ path }) => path === deletionsFile))
    throw new BackupError(
      'refused',
      `The list of deletions ${elsewhere.path} is not where the configuration has it: ${deletionsFile}. Move it there, so that ` +
        'what it names stays deleted, then run this again.',
    )
  const kept = keepLogAside(databaseFile, atMs)
  return [
    `A new, empty database is made at ${databaseFile}.`,
    ...(kept ? [`The log of the one before is kept as ${kept}.`] : []),
  ]
}
