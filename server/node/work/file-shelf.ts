import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Shelf } from '../../domain/folder/shelf.ts'

/** Keeps files in a folder of the server's own beside the database, readable by its user only. */
export const createFileShelf = (databaseFile: string): Shelf => {
  const folder = join(dirname(databaseFile), 'made')
  return {
    async put(name, bytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const path = join(folder, name)
      await writeFile(`${path}.new`, bytes, { mode: 0o600 })
      await rename(`${path}.new`, path)
    },
    get: (name) => readFile(join(folder, name)).catch(() => undefined),
  }
}
