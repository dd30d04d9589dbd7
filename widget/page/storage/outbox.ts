import { promisifyRequest } from 'idb-keyval'
import { DATABASE, OWNER } from '../name.ts'
import { writeJson } from '../write-json.ts'

/** Some browsers never respond when storage is blocked; the outbox is then kept in memory. */
const STORAGE_TIMEOUT_MS = 1_000

/** Result of sending an entry: accepted, refused for good, or to be retried. */
export type Told = 'accepted' | 'refused' | 'later'

/** Entries to be sent to the server, in order, across pages. */
export interface Outbox<Entry> {
  /** Changes the queue, and returns its new content. */
  edit(change: (entries: readonly Entry[]) => readonly Entry[]): Promise<readonly Entry[]>
  /** Sends entries one after the other until the queue is empty or one must wait. Never rejects. */
  flush(tell: (entry: Entry) => Promise<Told>): Promise<void>
  /** Returns whether entries for another server, whose tag is also on pages of this origin, were queued at the last read. */
  hasOthers(): boolean
}

/** An entry as stored, with its recipient. An older entry without one is for this server. */
interface Addressed {
  readonly owner?: string
}

const STORE = 'outbox'
const KEY = 'entries'

/**
 * Opens the database at the first use, and keeps it open until the page wants to delete it, as at a sign-out; idb-keyval's
 * own connection would block that. It is not reopened for each use, since a withdrawal must be written within the click.
 */
function createStore<Value>(): (change: (stored: Value | undefined) => Value) => Promise<void> {
  let opened: Promise<IDBDatabase> | undefined
  const forget = () => {
    opened = undefined
  }
  const open = async () => {
    const request = indexedDB.open(DATABASE)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    const database = await promisifyRequest(request)
    database.onversionchange = () => {
      forget()
      database.close()
    }
    // Safari closes connections by itself.
    database.onclose = forget
    return database
  }
  return async (change) => {
    opened ??= open()
    opened.catch(forget)
    const transaction = (await opened).transaction(STORE, 'readwrite')
    const store = transaction.objectStore(STORE)
    const request = store.get(KEY)
    request.onsuccess = () => {
      try {
        store.put(change(request.result), KEY)
      } catch {
        transaction.abort() // full, say: whoever waits is told
      }
    }
    return promisifyRequest(transaction)
  }
}

/** Opens the outbox; it stores nothing before its first use. If storage is blocked, it lasts as long as the page. */
export function createOutbox<Entry extends object>(): Outbox<Entry> {
  const update = createStore<readonly (Entry & Addressed)[]>()
  let waiting: readonly (Entry & Addressed)[] = []
  let others: readonly (Entry & Addressed)[] = []
  let running: Promise<void> = Promise.resolve()

  const edit: Outbox<Entry>['edit'] = async (change) => {
    const before = waiting
    const address = (entries: readonly Entry[]) =>
      change(entries).map((entry) => ({ ...entry, owner: OWNER }))
    try {
      await Promise.race([
        // Empty: never used, or deleted by the page. The entries known to this page are still queued.
        update((stored = [...others, ...waiting]) => {
          const isOwn = ({ owner = OWNER }: Addressed) => owner === OWNER
          const foreign = stored.filter((entry) => !isOwn(entry))
          const own = address(stored.filter(isOwn))
          waiting = own
          others = foreign
          return [...foreign, ...own]
        }),
        new Promise((_, reject) => setTimeout(reject, STORAGE_TIMEOUT_MS)),
      ])
    } catch {
      waiting = address(before) // blocked: from memory, for this page
    }
    return waiting
  }

  const run = async (tell: (entry: Entry) => Promise<Told>) => {
    for (;;) {
      const [first] = await edit((entries) => entries)
      if (!first || (await tell(first)) === 'later') return
      const told = writeJson(first)
      // Another page may have sent it meanwhile; then another entry is first.
      await edit((entries) => (writeJson(entries[0]) === told ? entries.slice(1) : entries))
    }
  }

  return {
    edit,
    hasOthers: () => others.length > 0,
    flush: (tell) => {
      running = running.then(() => run(tell))
      return running
    },
  }
}
