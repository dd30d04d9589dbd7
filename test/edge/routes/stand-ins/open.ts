import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { migrations } from 'virtual:kelisim-bundle'
import { createArchivedList } from '../../../../server/deletions/archived-notes.ts'
import { openDurable } from '../../../../server/store/sqlite/durable/open-durable.ts'
import type { SqliteOptions } from '../../../../server/store/sqlite/file/open.ts'
import type { Store } from '../../../../server/store/store.ts'
import { openFolderArchive } from './folder-archive.ts'
import { getStorage } from './object.ts'

let lastPath = ''

/** In place of Node's: the storage of the object stands for the file that was opened last; another file is a new one. */
export async function openSqlite(path: string, options: SqliteOptions = {}): Promise<Store> {
  const { deletionsFile, onListNews } = options
  if (path !== lastPath) await getStorage().deleteAll()
  lastPath = path
  mkdirSync(dirname(path), { recursive: true })
  // Tests ask whether it is there.
  writeFileSync(path, '')
  return openDurable(getStorage(), {
    migrations,
    ...(onListNews && { onListNews }),
    ...(deletionsFile !== undefined && {
      list: createArchivedList(openFolderArchive(dirname(deletionsFile)), basename(deletionsFile)),
    }),
  })
}
