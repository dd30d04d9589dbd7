import { desc, eq, gt, sql } from 'drizzle-orm'
import type { LedgerStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { readEvents } from '../consents/consents.ts'
import { type Database, value, valuesOf } from '../queries.ts'
import { consentEvents } from '../schema/consents.ts'
import { ledgerCheckpoints, registerEntries } from '../schema/ledger.ts'
import { whenNeeded } from '../when-needed.ts'
import { pruningStore } from './pruning.ts'
import { signingKeyStore } from './signing-keys.ts'
import { type LedgerTable, prepareUnsealed } from './unsealed.ts'

const prepareChain = (db: Database) => ({
  unsealedEvents: prepareUnsealed(db, consentEvents),
  unsealedEntries: prepareUnsealed(db, registerEntries),
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
  one: db
    .select()
    .from(ledgerCheckpoints)
    .where(eq(ledgerCheckpoints.number, value('number')))
    .prepare(),
  end: db
    .select({ lastEventSeq: ledgerCheckpoints.lastEventSeq })
    .from(ledgerCheckpoints)
    .where(eq(ledgerCheckpoints.number, value('number')))
    .prepare(),
  page: db
    .select()
    .from(ledgerCheckpoints)
    .where(gt(ledgerCheckpoints.number, value('afterNumber')))
    .orderBy(ledgerCheckpoints.number)
    .limit(value('limit'))
    .prepare(),
})

/**
 * Gives rows their places, which end with the last one. A trigger rejects a second place.
 *
 * @throws where one of them is missing or has a place: the whole commit is rolled back.
 */
function place(
  db: Database,
  table: LedgerTable,
  given: { readonly arrivals: readonly number[]; readonly lastSeq: number },
): void {
  const { arrivals, lastSeq } = given
  const { changes } = db.run(
    sql`update ${table} set seq = ${lastSeq - arrivals.length + 1} + places.key from json_each(${JSON.stringify(arrivals)}) as places where ${table.arrival} = places.value`,
  )
  if (changes !== arrivals.length) throw new Error('add a checkpoint: a row that it seals is gone')
}

type Chain = ReturnType<typeof prepareChain>

/** Numbers have no gap and ends only grow, so halving finds the first checkpoint that reaches a place. */
function findReaching(chain: Chain, seq: number) {
  const endOf = (number: number) => chain.end.get({ number })?.lastEventSeq ?? 0
  let reaching = chain.latest.get()?.number ?? 0
  if (endOf(reaching) < seq) return undefined
  for (let before = 0; reaching - before > 1; ) {
    const middle = Math.floor((before + reaching) / 2)
    if (endOf(middle) >= seq) reaching = middle
    else before = middle
  }
  return chain.one.get({ number: reaching })
}

/** The chain over consent events and registers, and the keys that sign it. */
export function ledgerStore(connection: Connection): LedgerStore {
  const { db, queries, write, read, head, turns } = connection
  const chain = whenNeeded(() => prepareChain(db))
  return {
    async readUnsealed(limit, { event, entry } = { event: 0, entry: 0 }) {
      await turns.letOthersRun()
      return read('readUnsealed', () => ({
        events: chain().unsealedEvents.all({ after: event, limit }),
        entries: chain().unsealedEntries.all({ after: entry, limit }),
      }))
    },
    findLatestCheckpoint: () => read('findLatestCheckpoint', () => chain().latest.get()),
    addCheckpoint: ({ checkpoint, events, entries }, sealed) =>
      write('addCheckpoint', () => {
        if (chain().add.run({ ...checkpoint }).changes !== 1) return 'overtaken'
        const { lastEventSeq, lastEntrySeq } = checkpoint
        place(db, consentEvents, { arrivals: events, lastSeq: lastEventSeq })
        place(db, registerEntries, { arrivals: entries, lastSeq: lastEntrySeq })
        if (sealed) head.noteCheckpoint(checkpoint, sealed)
        return 'stored'
      }),
    guardLedger: head.guard,
    readLedgerEnds: () => read('readLedgerEnds', head.read),
    takeLedgerOver: (since, isWhole) =>
      write('takeLedgerOver', () => head.takeOver(since, isWhole)),
    rebindLedger: () => write('rebindLedger', head.rebind),
    async readCheckpoints(afterNumber, limit) {
      // A reader of a further page has had its turn, so it yields first.
      if (afterNumber > 0) await turns.letOthersRun()
      return read('readCheckpoints', () => chain().page.all({ afterNumber, limit }))
    },
    findCheckpointOfEvent: (seq) => read('findCheckpointOfEvent', () => findReaching(chain(), seq)),
    readEventSeqs: (consentId) =>
      read('readEventSeqs', () => readEvents(queries, consentId).map(({ seq }) => seq)),
    ...signingKeyStore(connection),
    ...pruningStore(connection),
  }
}
