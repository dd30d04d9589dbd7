import { readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { BackupError } from '../../backup/backup-error.ts'
import { readList } from '../../deletions/list-file.ts'
import { followLinks } from '../../files/follow-links.ts'
import { isDatabaseThere } from '../../store/sqlite/file/database-file.ts'

/** Where a database and what belongs to it are looked for; absolute paths. */
export interface Places {
  readonly databaseFile: string
  /** Where the configuration has the list of deletions. */
  readonly deletionsFile: string
  /** `backups.folder`; relative to the working folder. */
  readonly backupsFolder: string | undefined
}

/** A list of deletions without its database. */
interface LeftList {
  readonly path: string
  /** Whose it is, or why it cannot be read, as the rest of a sentence. */
  readonly told: string
  /** Whether it can be read and goes on nowhere else. */
  readonly isWhole: boolean
}

/** What is left of a database that is not there. */
interface Remains {
  readonly lists: readonly LeftList[]
  /** SQLite's log: it is deleted unread as soon as SQLite opens an empty file beside it. */
  readonly log: string | undefined
  /** The newest first. */
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

/** Also where things lie by default: the setting may have been changed since. */
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

/** Looked at once more at the end: the list may be of another process that has just made the database. */
function findLost(places: Places): Remains | undefined {
  if (isDatabaseThere(places.databaseFile)) return undefined
  const remains = findRemains(places)
  return isDatabaseThere(places.databaseFile) ? undefined : remains
}

const isAnyLeft = ({ lists, log, backups }: Remains): boolean =>
  lists.length + backups.length > 0 || log !== undefined

/**
 * Lets a first start make a database, where nothing is left of one. Where something is, the database is lost or looked for in
 * the wrong place: an empty one would take its list over, and pass for it. Writes nothing.
 *
 * @throws {BackupError} `refused`, with what is left and what to do.
 */
export function refuseLost(places: Places): void {
  const remains = findLost(places)
  if (remains && isAnyLeft(remains)) throw new BackupError('refused', describeLost(places, remains))
}

/** The same for a command that makes no database. @throws {BackupError} `refused` where there is none. */
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
 * Gives the log of a database that is not there another name: SQLite would delete it unread.
 *
 * @returns the log's new path; `undefined` where there is none, or the database is there.
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
 * Makes ready for an empty database in the place of one that is lost for good, where the operator asks for it by name.
 *
 * @returns sentences on what was done; `undefined` where the database is there.
 * @throws {BackupError} `refused` where nothing is left of one, as with a mistyped path, or its list cannot be carried on.
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
