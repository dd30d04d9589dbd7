import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { HeldKind } from '../store.ts'
import { StoreError } from '../store-error.ts'
import { makeFolder } from './make-folder.ts'

/** Notes that a person's data are gone: kind, id and time, nothing else. On disk when it returns. */
export type NoteDeletion = (kind: HeldKind, id: string, atMs: number) => void

/** Opened for reading too: the last byte tells whether the line before was cut off. */
function append(path: string, line: string): void {
  const file = openSync(path, 'a+', 0o600)
  try {
    const { size } = fstatSync(file)
    const last = Buffer.alloc(1)
    if (size > 0) readSync(file, last, 0, 1, size - 1)
    // A line that a full disk or a power cut left without its end must not swallow this one.
    const start = size > 0 && last.toString() !== '\n' ? '\n' : ''
    const bytes = Buffer.from(`${start}${line}`)
    // A disk that fills up takes a part and reports no error.
    if (writeSync(file, bytes) < bytes.length)
      throw new StoreError('noteDeletion', 'unavailable', 'ENOSPC')
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** @throws {StoreError} where it cannot be made. */
function make(path: string): void {
  try {
    makeFolder(dirname(path))
    closeSync(openSync(path, 'a', 0o600))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new StoreError('noteDeletion', 'unavailable', code)
  }
}

/**
 * The list of deletions lies outside the database, so that it is still there when the database is lost or put back to an
 * earlier day (RT-07). The note comes first: where it cannot be written, nothing is erased, and the caller is told so, since
 * what is erased without a note would come back with a backup.
 *
 * @param path of the list; made at once where there is none, so that a missing list always means a lost one.
 */
export function prepareNoteDeletion(path: string | undefined): NoteDeletion {
  if (path === undefined) return () => {}
  make(path)
  return (kind, id, atMs) => {
    try {
      append(path, `${new Date(atMs).toISOString()} ${kind} ${id}\n`)
    } catch (error) {
      if (error instanceof StoreError) throw error
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
      throw new StoreError('noteDeletion', 'unavailable', code)
    }
  }
}
