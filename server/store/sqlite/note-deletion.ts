import { readFileSync } from 'node:fs'
import { extendKnown, fitList, formatLine, parseList } from '../../deletions/deletion-list.ts'
import { appendLine } from '../../deletions/list-file.ts'
import type { HeldKind } from '../store.ts'
import { StoreError } from '../store-error.ts'
import { prepareListRow } from './deletion-list.ts'
import type { Database } from './queries.ts'

/** Notes that a person's data are gone: kind, id and time, nothing else. On disk when it returns. */
export type NoteDeletion = (kind: HeldKind, id: string, atMs: number) => void

const fail = (code: string): never => {
  throw new StoreError('noteDeletion', 'unavailable', code)
}

/**
 * The list of deletions lies outside the database, so that it is still there when the database is lost or put back to an
 * earlier day (RT-07). The note comes first: where it cannot be written, nothing is erased, and the caller is told so, since
 * what is erased without a note would come back with a backup. With the erasure the database takes down how long the list is
 * now; a list that is gone, was exchanged or has moved since is not written to.
 *
 * @param place of the list, which is the database's own by now; `undefined` where the database was opened without one.
 */
export function prepareNoteDeletion(db: Database, place: string | undefined): NoteDeletion {
  const row = prepareListRow(db)
  let checkedFile = ''
  const add = (path: string, line: string) => {
    const known = row.read()
    if (!known || known.place !== path) return fail('list_moved')
    const check = (file: string, sizeBytes: number) => {
      // As it was left: read in full only where it is another file, or longer.
      if (file === checkedFile && sizeBytes === known.byteCount) return
      const list = parseList(path, readFileSync(path))
      if (list.isEdited || fitList(list, known) !== 'right') fail('list_exchanged')
      checkedFile = file
    }
    const { tail } = appendLine(path, line, { byteCount: known.byteCount, check })
    row.write(extendKnown(known, tail))
  }
  return (kind, id, atMs) => {
    // A database that keeps a list is not erased from past it.
    if (place === undefined) return row.read() ? fail('no_list') : undefined
    try {
      add(place, formatLine(atMs, kind, id))
    } catch (error) {
      if (error instanceof StoreError) throw error
      fail(error instanceof Error && 'code' in error ? String(error.code) : 'unknown')
    }
  }
}
