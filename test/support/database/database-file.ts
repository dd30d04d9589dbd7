import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'

/** Opens a running server's database read-only. The caller closes it. */
export const openDatabase = (databaseFile: string): Database.Database =>
  new Database(databaseFile, { readonly: true, fileMustExist: true })

/**
 * Searches the bytes of the database, its write-ahead log and its shared memory, which includes deleted and overwritten data
 * and every column.
 *
 * @returns the names of the files that contain the text.
 */
export async function searchBytes(
  databaseFile: string,
  needle: string | Buffer,
): Promise<string[]> {
  const folder = dirname(databaseFile)
  const names = await readdir(folder)
  const files = names.filter((name) => name.startsWith(basename(databaseFile)))
  const contents = await Promise.all(files.map((name) => readFile(join(folder, name))))
  return files.filter((_, index) => contents[index]?.includes(needle))
}
