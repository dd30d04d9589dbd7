import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { ListNews } from '../../../server/store/sqlite/erasure/deletion-list.ts'
import { openSqlite, type SqliteOptions } from '../../../server/store/sqlite/file/open.ts'
import type { Store } from '../../../server/store/store.ts'
import { buildEvent, buildMessage, buildRecord, NOW_MS, uuidV7 } from '../records.ts'

/** Stores a message, with its consent. @returns its id. */
export async function addMessage(store: Store, receivedAtMs = NOW_MS): Promise<string> {
  const record = buildRecord()
  const message = buildMessage({ consentId: record.id, receivedAtMs })
  await store.addMessage(message, record, buildEvent(record))
  return message.id
}

/** A line of the register as an erasure that a person wished for writes it. */
export const entryOf = (id: string) => ({
  ...{ id: uuidV7(), register: 'destructions' as const, thread: id },
  content: JSON.stringify({ category: 'messages', refs: [id] }),
  ...{ actor: 'subject', atMs: NOW_MS, commitment: Buffer.alloc(32) },
})

/** Erases a message as a person's wish does. */
export const erase = (store: Store, id: string) => store.eraseMessage(id, entryOf(id))

/** The text of a list. */
export const readText = (file: string) => readFileSync(file, 'utf8')
/** Its lines. */
export const linesOf = (file: string) => readText(file).trimEnd().split('\n')
/** The ids of what was erased, in its order. */
export const idsIn = (file: string) =>
  linesOf(file)
    .filter((line) => / (message|consent) /.test(line))
    .map((line) => line.split(' ')[2] ?? '')

/** A folder for a database, `a.db`, and its list, `lists/deletions.log`. */
export class ListWorld {
  readonly folder = mkdtempSync(join(tmpdir(), 'kelisim-list-'))
  readonly path = join(this.folder, 'a.db')
  readonly place = join(this.folder, 'lists', 'deletions.log')
  /** What was told of the list since. */
  readonly news: ListNews[] = []
  readonly #stores: Store[] = []

  /** Opens the database; it is closed in the end. */
  async open(options: SqliteOptions = {}, file = this.path): Promise<Store> {
    const store = await openSqlite(file, {
      ...{ deletionsFile: this.place, onListNews: (one) => this.news.push(one) },
      ...options,
    })
    this.#stores.push(store)
    return store
  }

  /** A database with `count` erasures, closed. @returns the ids erased. */
  async makeErasures(count = 2, options: SqliteOptions = {}, file = this.path): Promise<string[]> {
    const store = await openSqlite(file, { deletionsFile: this.place, ...options })
    const ids: string[] = []
    for (let index = 0; index < count; index++) {
      const id = await addMessage(store)
      expect(await erase(store, id)).toBe('erased')
      ids.push(id)
    }
    await store.close()
    return ids
  }

  async closeAll(): Promise<void> {
    for (const store of this.#stores.splice(0)) await store.close()
  }

  async remove(): Promise<void> {
    await this.closeAll()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
