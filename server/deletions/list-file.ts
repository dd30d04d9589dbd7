import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { followLinks } from '../files/follow-links.ts'
import { decodeText } from '../files/read-text.ts'
import { makeFolder } from '../store/sqlite/file/make-folder.ts'
import { type DeletionList, parseList } from './deletion-list.ts'
import { DeletionListError } from './deletion-list-error.ts'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'

/**
 * Reads a list from disk.
 *
 * @returns `undefined` where there is none.
 * @throws {DeletionListError} where it cannot be read. {@link OperatorError} where an editor has saved it in another encoding
 *   than UTF-8.
 */
export function readList(path: string): DeletionList | undefined {
  const bytes = readBytes(path)
  if (bytes) decodeText(bytes, `The list of deletions ${path}`)
  return bytes && parseList(path, bytes)
}

function readBytes(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new DeletionListError(`The list of deletions ${path} cannot be read (${code}).`)
  }
}

/** Reads a list, whatever is wrong with it; `undefined` where nothing of it can be read. */
export function readLegible(path: string): DeletionList | undefined {
  try {
    return parseList(path, readFileSync(path))
  } catch {
    return undefined
  }
}

/** Returns whether two paths lead to one file, also through a link. */
export function isSameFile(one: string, other: string): boolean {
  if (resolve(one) === resolve(other)) return true
  const [a, b] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }))
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino
}

function writeAll(file: number, bytes: Buffer): void {
  // A full disk writes a part and reports no error.
  if (writeSync(file, bytes) < bytes.length)
    throw Object.assign(new Error('disk full'), { code: 'ENOSPC' })
  fsyncSync(file)
}

/** Syncs a folder's entries to disk, where the file system supports it. */
function syncFolder(path: string): void {
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } catch {
    // Network and FAT disks do not support it; the file itself is on disk.
  } finally {
    closeSync(folder)
  }
}

function writeWhole(path: string, content: Buffer, flags: number): void {
  const file = openSync(path, flags, 0o600)
  try {
    writeAll(file, content)
    ftruncateSync(file, content.length)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  if (!readFileSync(path).equals(content))
    throw Object.assign(new Error('read back otherwise'), { code: 'EIO', syscall: 'read' })
}

/** Error codes where a file cannot be replaced but perhaps written to: it is a mount point, or its folder is read-only. */
const NOT_REPLACED = /^(EBUSY|EXDEV|EACCES|EPERM|EROFS)$/

/**
 * Writes a whole list over an existing one: atomically, or, where the file can only be written to, in place. On disk when it
 * returns.
 *
 * @throws the system's error.
 */
export function placeList(path: string, content: Buffer): void {
  const place = followLinks(path)
  // One name for all: the caller holds the database's write lock, and the remains of a killed process are overwritten.
  const part = `${place}.part`
  try {
    makeFolder(dirname(place))
    writeWhole(part, content, constants.O_RDWR | constants.O_CREAT)
    renameSync(part, place)
    syncFolder(place)
  } catch (error) {
    rmSync(part, { force: true })
    if (!NOT_REPLACED.test(codeOf(error)) || !existsSync(place)) throw error
    writeWhole(place, content, constants.O_RDWR)
  }
}

/** Copies a list beside itself before another replaces it. @returns the copy's path; `undefined` where there is no list. */
export function keepAside(path: string, atMs: number): string | undefined {
  const kept = `${followLinks(path)}.${new Date(atMs).toISOString().replace(/[:.]/g, '-')}.kept`
  try {
    copyFileSync(path, kept, constants.COPYFILE_EXCL)
    return kept
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** The list's bytes after the known ones, including the appended line. */
export interface Appended {
  readonly tail: Buffer
}

/**
 * Appends a line to an existing list; it is on disk when it returns. Never creates one.
 *
 * @param line with its end.
 * @param known.byteCount bytes that the caller already knows.
 * @param known.check receives device, number and size of the file before anything is written, and may throw.
 * @throws the system's error; `ESHORT` where the list is shorter than known.
 */
export function appendLine(
  path: string,
  line: string,
  known: { readonly byteCount: number; readonly check: (file: string, sizeBytes: number) => void },
): Appended {
  // Without creating it: a lost list must not start anew with this line.
  const file = openSync(path, constants.O_RDWR | constants.O_APPEND)
  try {
    const { size, dev, ino } = fstatSync(file)
    if (size < known.byteCount)
      throw Object.assign(new Error('shorter than known'), { code: 'ESHORT' })
    known.check(`${dev}:${ino}`, size)
    const last = Buffer.alloc(1)
    if (size > 0) readSync(file, last, 0, 1, size - 1)
    // A line that a full disk or a power cut left without its end must not swallow this one.
    const start = size > 0 && last[0] !== 10 ? '\n' : ''
    const bytes = Buffer.from(`${start}${line}`)
    if (writeSync(file, bytes) < bytes.length)
      throw Object.assign(new Error('disk full'), { code: 'ENOSPC' })
    fsyncSync(file)
    const tail = Buffer.alloc(size + bytes.length - known.byteCount)
    readSync(file, tail, 0, tail.length, known.byteCount)
    return { tail }
  } finally {
    closeSync(file)
  }
}
