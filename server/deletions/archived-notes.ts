import type { Archive } from '../backup/archive.ts'
import type { ArchivedList } from '../store/sqlite/erasure/archived-list.ts'
import type { DeletionNote, ListMark } from '../store/store.ts'
import { StoreError } from '../store/store-error.ts'
import { extendKnown, fitList, formatLine, parseList } from './deletion-list.ts'

const fail = (code: string): never => {
  throw new StoreError('noteDeletion', 'unavailable', code)
}

/** The place that the database stores for its list: in its site's part of the archive, whatever the site's host. */
const PLACE = 'archive'

/** Converts an error of the archive to an error of the store. */
const asStoreError = (error: unknown): StoreError =>
  error instanceof StoreError
    ? error
    : new StoreError('noteDeletion', 'unavailable', 'archive_not_answering')

/**
 * The list of deletions as one object of the archive. It is read and written as a whole, on condition that nobody has changed
 * it meanwhile; each deletion takes sixty bytes.
 *
 * @param key name of the object.
 */
export function createArchivedList(archive: Archive, key: string): ArchivedList {
  let last: Promise<unknown> = Promise.resolve()

  async function add(known: ListMark, notes: readonly DeletionNote[]): Promise<ListMark> {
    if (known.place !== PLACE) return fail('list_moved')
    const found = (await archive.get(key)) ?? fail('list_gone')
    const content = Buffer.from(await found.text())
    const list = parseList(PLACE, content)
    if (list.movedTo !== undefined || list.isEdited || fitList(list, known) !== 'right')
      return fail('list_exchanged')
    const lines = notes.map(({ atMs, word, id }) => formatLine(atMs, word, id)).join('')
    const bytes = Buffer.concat([list.content, Buffer.from(lines)])
    const stored = await archive.put(key, bytes, { onlyIf: { etagMatches: found.etag } })
    if (stored === null) return fail('list_exchanged')
    return { ...extendKnown(known, bytes.subarray(known.byteCount)), place: PLACE }
  }

  return {
    place: PLACE,
    async read() {
      try {
        const found = await archive.get(key)
        return found ? Buffer.from(await found.text()) : undefined
      } catch (error) {
        throw asStoreError(error)
      }
    },
    async begin(content) {
      const stored = await archive
        .put(key, content, { onlyIf: { etagDoesNotMatch: '*' } })
        .catch((error: unknown) => Promise.reject(asStoreError(error)))
      return stored !== null
    },
    // One after the other, since each builds on what the previous one wrote.
    add(known, notes) {
      const added = last.then(() => add(known, notes))
      last = added.catch(() => undefined)
      return added.catch((error: unknown) => Promise.reject(asStoreError(error)))
    },
  }
}
