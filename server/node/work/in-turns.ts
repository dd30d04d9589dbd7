import { setImmediate } from 'node:timers/promises'
import type { LedgerSnapshot, Pages } from '../../store/store.ts'

async function* pagesInTurns<T>(pages: Pages<T>): AsyncGenerator<readonly T[]> {
  for await (const page of pages) {
    yield page
    await setImmediate()
  }
}

/** Lets requests be answered between two pages of a ledger that is read beside them. */
export const inTurns = (snapshot: LedgerSnapshot): LedgerSnapshot => ({
  ...snapshot,
  checkpoints: () => pagesInTurns(snapshot.checkpoints()),
  events: () => pagesInTurns(snapshot.events()),
  entries: () => pagesInTurns(snapshot.entries()),
  prunings: () => pagesInTurns(snapshot.prunings()),
  notices: () => pagesInTurns(snapshot.notices()),
})
