import { desc, eq, gt } from 'drizzle-orm'
import type { LedgerStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { type Database, value, valuesOf } from '../queries.ts'
import { consentEvents } from '../schema/consents.ts'
import { ledgerCheckpoints, registerEntries } from '../schema/ledger.ts'
import { whenNeeded } from '../when-needed.ts'
import { pruningStore } from './pruning.ts'
import { signingKeyStore } from './signing-keys.ts'

const prepareChain = (db: Database) => ({
  unsealedEvents: db
    .select({ seq: consentEvents.seq, commitment: consentEvents.commitment })
    .from(consentEvents)
    .where(gt(consentEvents.seq, value('afterSeq')))
    .orderBy(consentEvents.seq)
    .limit(value('limit'))
    .prepare(),
  unsealedEntries: db
    .select({ seq: registerEntries.seq, commitment: registerEntries.commitment })
    .from(registerEntries)
    .where(gt(registerEntries.seq, value('afterSeq')))
    .orderBy(registerEntries.seq)
    .limit(value('limit'))
    .prepare(),
  latest: db
    .select()
    .from(ledgerCheckpoints)
    .orderBy(desc(ledgerCheckpoints.number))
    .limit(1)
    .prepare(),
  add: db
    .insert(ledgerCheckpoints)
    .values(valuesOf(ledgerCheckpoints))
    .onConflictDoNothing()
    .prepare(),
  page: db
    .select()
    .from(ledgerCheckpoints)
    .where(gt(ledgerCheckpoints.number, value('afterNumber')))
    .orderBy(ledgerCheckpoints.number)
    .limit(value('limit'))
    .prepare(),
  eventSeqs: db
    .select({ seq: consentEvents.seq })
    .from(consentEvents)
    .where(eq(consentEvents.consentId, value('consentId')))
    .orderBy(consentEvents.seq)
    .prepare(),
})

/** The chain over consent events and registers, and the keys that sign it. */
export function ledgerStore(connection: Connection): LedgerStore {
  const { db, write, read, head, turns } = connection
  const chain = whenNeeded(() => prepareChain(db))
  return {
    async readUnsealed({ eventSeq, entrySeq }, limit) {
      await turns.letOthersRun()
      return read('readUnsealed', () => ({
        events: chain().unsealedEvents.all({ afterSeq: eventSeq, limit }),
        entries: chain().unsealedEntries.all({ afterSeq: entrySeq, limit }),
      }))
    },
    findLatestCheckpoint: () => read('findLatestCheckpoint', () => chain().latest.get()),
    addCheckpoint: (checkpoint, sealed) =>
      write('addCheckpoint', () => {
        if (chain().add.run({ ...checkpoint }).changes !== 1) return 'conflict'
        if (sealed) head.noteCheckpoint(checkpoint, sealed)
        return 'stored'
      }),
    guardLedger: head.guard,
    readLedgerEnds: () => read('readLedgerEnds', head.read),
    takeLedgerOver: (since, isWhole) =>
      write('takeLedgerOver', () => head.takeOver(since, isWhole)),
    rebindLedger: () => write('rebindLedger', head.rebind),
    async readCheckpoints(afterNumber, limit) {
      // Whoever reads on has had a page: others get their turn first.
      if (afterNumber > 0) await turns.letOthersRun()
      return read('readCheckpoints', () => chain().page.all({ afterNumber, limit }))
    },
    readEventSeqs: (consentId) =>
      read('readEventSeqs', () =>
        chain()
          .eventSeqs.all({ consentId })
          .map(({ seq }) => seq),
      ),
    ...signingKeyStore(connection),
    ...pruningStore(connection),
  }
}
