import fs from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import Database from 'better-sqlite3'
import { onTestFinished, vi } from 'vitest'

const SYNC = [
  'openSync',
  'writeSync',
  'fsyncSync',
  'readFileSync',
  'readSync',
  'closeSync',
] as const
const OF_HANDLE = ['stat', 'read', 'write', 'sync'] as const

/** The calls of a file's handle, as every file opened later has them. */
async function handlesOf(file: string): Promise<FileHandle> {
  await using handle = await open(file, 'r')
  return Object.getPrototypeOf(handle) as FileHandle
}

/** Whether somebody is writing to a database: asked by a connection of its own. */
export function isTransactionOpen(databaseFile: string): boolean {
  const other = new Database(databaseFile, { timeout: 0 })
  try {
    other.exec('begin immediate')
    other.exec('rollback')
    return false
  } catch {
    return true
  } finally {
    other.close()
  }
}

/**
 * Watches what this process does with files, SQLite's own left out, until the test ends.
 *
 * @returns the calls so far, each with whether a transaction was open.
 */
export async function watchFiles(databaseFile: string) {
  const calls: { readonly name: string; readonly isInTransaction: boolean }[] = []
  const note = (name: string) =>
    calls.push({ name, isInTransaction: isTransactionOpen(databaseFile) })
  const prototype = await handlesOf(databaseFile)
  const spies = [
    ...SYNC.map((name) => {
      const call = fs[name] as (...given: unknown[]) => unknown
      return vi.spyOn(fs, name).mockImplementation((...given: unknown[]) => {
        note(name)
        return call(...given) as never
      })
    }),
    ...OF_HANDLE.map((name) => {
      const call = prototype[name] as (this: FileHandle, ...given: unknown[]) => unknown
      return vi.spyOn(prototype, name).mockImplementation(function (
        this: FileHandle,
        ...given: unknown[]
      ) {
        note(name)
        return call.apply(this, given) as never
      })
    }),
  ]
  syncBuiltinESMExports()
  onTestFinished(() => {
    for (const spy of spies) spy.mockRestore()
    syncBuiltinESMExports()
  })
  return calls
}

/**
 * Does something as soon as the next note is on disk, and before its erasure begins. @param file any that can be opened.
 */
export async function afterNextNote(file: string, work: () => unknown): Promise<void> {
  const prototype = await handlesOf(file)
  const { sync } = prototype
  const spy = vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
    spy.mockRestore()
    await sync.call(this)
    await work()
  })
  onTestFinished(() => spy.mockRestore())
}
