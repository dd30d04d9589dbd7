import { and, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import type { LedgerStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { value, valuesOf } from '../queries.ts'
import { consentEvents, consentRecords } from '../schema/consents.ts'
import { prunedEvents } from '../schema/ledger.ts'
import { messages } from '../schema/messages.ts'
import { legalHolds, restrictions } from '../schema/subjects.ts'
import { prepareTally } from '../visits/tally.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'

/** Statements that find what may be pruned, and record it. */
function preparePruning(db: Connection['db']) {
  const later = sql`select 1 from consent_events as later where later.consent_id = ${consentEvents.consentId} and later.after_id = ${consentEvents.id}`
  const hold = sql`select 1 from ${legalHolds} where ${legalHolds.ref} = ${consentEvents.consentId} and ${legalHolds.untilMs} > ${value('nowMs')}`
  const message = sql`select 1 from ${messages} where ${messages.consentId} = ${consentEvents.consentId}`
  const isPrunable = sql<number>`${consentEvents.state} in ('ConsentWithdrawn', 'ConsentExpired') and ${consentEvents.atMs} < ${value('beforeMs')} and ${consentEvents.arrival} < (select max(arrival) from consent_events) and not exists (${later}) and not exists (${hold}) and not exists (${message})`
  const look = db
    .select({ seq: consentEvents.seq, consentId: consentEvents.consentId, isPrunable })
    .from(consentEvents)
    .where(
      and(gt(consentEvents.seq, value('afterSeq')), lte(consentEvents.seq, value('sealedSeq'))),
    )
    .orderBy(consentEvents.seq)
    .limit(value('limit'))
    .prepare()
  const seqsOf = db
    .select({ seq: consentEvents.seq })
    .from(consentEvents)
    .where(eq(consentEvents.consentId, value('consentId')))
    .prepare()
  const cover = db.insert(prunedEvents).values(valuesOf(prunedEvents)).prepare()
  return { look, seqsOf, cover }
}

/** Deletion of sealed events at the end of their retention period. */
export function pruningStore({
  db,
  destroy,
  read,
}: Connection): Pick<LedgerStore, 'findPrunable' | 'pruneConsents'> {
  const own = whenNeeded(() => preparePruning(db))
  const writeWith = prepareWith(db)
  const addToTally = prepareTally(db)
  /** Returns the places of all events of a record; nothing where one of them is not sealed up to there. */
  const findSealed = (consentId: string, sealedSeq: number): readonly number[] => {
    const seqs = own()
      .seqsOf.all({ consentId })
      .map(({ seq }) => seq ?? Number.POSITIVE_INFINITY)
    return Math.max(...seqs) <= sealedSeq ? seqs : []
  }
  return {
    findPrunable: (range, limit) =>
      read('findPrunable', () => {
        const rows = own().look.all({ ...range, limit })
        const consents = rows
          .filter((row) => row.isPrunable === 1)
          .map(({ consentId }) => ({ consentId, seqs: findSealed(consentId, range.sealedSeq) }))
          .filter(({ seqs }) => seqs.length > 0)
        return { consents, lastSeq: rows.at(-1)?.seq ?? null }
      }),
    pruneConsents: (entry, { consentIds, ranges }) =>
      destroy('pruneConsents', () => {
        writeWith({ entries: [entry] })
        for (const [firstSeq, lastSeq] of ranges)
          own().cover.run({ firstSeq, lastSeq, entryId: entry.id })
        const ids = [...consentIds]
        db.delete(consentEvents).where(inArray(consentEvents.consentId, ids)).run()
        db.delete(consentRecords).where(inArray(consentRecords.id, ids)).run()
        addToTally('consents', ids.length)
        db.delete(restrictions).where(inArray(restrictions.ref, ids)).run()
        db.delete(legalHolds).where(inArray(legalHolds.ref, ids)).run()
      }),
  }
}
