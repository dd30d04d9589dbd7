import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Archive } from '../../../../server/backup/archive.ts'

/** A folder of workerd's own files as the archive, so that a test can take the list of deletions away and look into it. */
export function openFolderArchive(folder: string): Archive {
  const find = (key: string) => {
    const path = join(folder, key)
    if (!existsSync(path)) return null
    const content = readFileSync(path)
    return { content, etag: createHash('sha256').update(content).digest('hex') }
  }
  return {
    async get(key) {
      const found = find(key)
      if (!found) return null
      const { content, etag } = found
      return {
        ...{ etag, size: content.byteLength },
        text: async () => content.toString(),
        arrayBuffer: async () => new Uint8Array(content).buffer,
      }
    },
    async put(key, value, { onlyIf } = { onlyIf: {} }) {
      const found = find(key)
      const isRefused =
        (onlyIf.etagDoesNotMatch === '*' && found !== null) ||
        (onlyIf.etagMatches !== undefined && onlyIf.etagMatches !== found?.etag)
      if (isRefused) return null
      writeFileSync(join(folder, key), value)
      return {}
    },
    list: () => Promise.reject(new Error('No test of the routes lists the archive.')),
    delete: () => Promise.reject(new Error('No test of the routes deletes from the archive.')),
  }
}
