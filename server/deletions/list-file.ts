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
 * A list as it lies on disk.
 *
 * @returns `undefined` where there is none.
 * @throws {DeletionListError} where it cannot be read. {@link OperatorError} where an editor has saved it as something else
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

/** A list whatever is wrong with it; `undefined` where nothing of it can be read. */
export function readLegible(path: string): DeletionList | undefined {
  try {
    return parseList(path, readFileSync(path))
  } catch {
    return undefined
  }
}

/** Whether two paths lead to one file, be it over a link. */
export function isSameFile(one: string, other: string): boolean {
  if (resolve(one) === resolve(other)) return true
  const [a, b] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }))
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino
}

function writeAll(file: number, bytes: Buffer): void {
  // A disk that fills up takes a part and reports no error.
  if (writeSync(file, bytes) < bytes.length)
    throw Object.assign(new Error('disk full'), { code: 'ENOSPC' })
  fsyncSync(file)
}

/** Brings the names in a folder to disk, where the file system can. */
function syncFolder(path: string): void {
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } catch {
    // Network and FAT disks know no such thing; the file itself is on disk.
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

/** What is answered where a file cannot be replaced, but perhaps written to: it is mounted by itself, or its folder is closed. */
const NOT_REPLACED = /^(EBUSY|EXDEV|EACCES|EPERM|EROFS)$/

/**
 * Puts a whole list in its place, over whatever bears the name: at once, or, where the file can only be written to, in it. On
 * disk when it returns.
 *
 * @throws the system's error.
 */
export function placeList(path: string, content: Buffer): void {
  const place = followLinks(path)
  // One name for all: who gets here holds the database's write lock, and what a killed process has left is overwritten.
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

/** Copies a list beside itself before another takes its place. @returns the copy's path; `undefined` where there is no list. */
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

/** What the list holds from the bytes on that are known, with the line that was added. */
export interface Appended {
  readonly tail: Buffer
}

/**
 * Adds a line to a list that is there; it is on disk when it returns. Never makes one.
 *
 * @param line with its end.
 * @param known.byteCount bytes that the caller knows already.
 * @param known.check is given device, number and size of the file before anything is written, and may throw.
 * @throws the system's error; `ESHORT` where the list holds less than is known.
 */
export function appendLine(
  path: string,
  line: string,
  known: { readonly byteCount: number; readonly check: (file: string, sizeBytes: number) => void },
): Appended {
  // Reading and adding, and no making: a list that is gone must not begin anew with this line.
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
