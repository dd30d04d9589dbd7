import { createStore, update } from 'idb-keyval'
import { NAME } from './name.ts'

/** Some browsers never answer when storage is blocked; memory serves then. */
const STORAGE_TIMEOUT_MS = 1_000

/** What became of an entry: told, refused for good, or to be tried again. */
export type Told = 'accepted' | 'refused' | 'later'

/** What waits to be told to the server, in order, across pages. */
export interface Outbox<Entry> {
  /** Changes what waits, and answers what waits then. */
  edit(change: (entries: readonly Entry[]) => readonly Entry[]): Promise<readonly Entry[]>
  /** Tells entries one after the other until none is left or one must wait. Never rejects. */
  flush(tell: (entry: Entry) => Promise<Told>): Promise<void>
}

/** Opens the outbox: nothing is stored before its first use. Where storage is blocked, it lasts as long as the page. */
export function createOutbox<Entry>(): Outbox<Entry> {
  const store = createStore(NAME, 'outbox')
  let waiting: readonly Entry[] = []
  let running: Promise<void> = Promise.resolve()

  const edit: Outbox<Entry>['edit'] = async (change) => {
    const before = waiting
    try {
      await Promise.race([
        update<readonly Entry[]>(
          'entries',
          (stored) => {
            waiting = change(stored ?? [])
            return waiting
          },
          store,
        ),
        new Promise((_, reject) => setTimeout(reject, STORAGE_TIMEOUT_MS)),
      ])
    } catch {
      waiting = change(before) // blocked: from memory, for this page
    }
    return waiting
  }

  const run = async (tell: (entry: Entry) => Promise<Told>) => {
    for (;;) {
      const [first] = await edit((entries) => entries)
      if (!first || (await tell(first)) === 'later') return
      const told = JSON.stringify(first)
      // Another page may have told it meanwhile: then another entry is first.
      await edit((entries) => (JSON.stringify(entries[0]) === told ? entries.slice(1) : entries))
    }
  }

  return {
    edit,
    flush: (tell) => {
      running = running.then(() => run(tell))
      return running
    },
  }
}
