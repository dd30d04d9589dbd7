import { and, eq, sql } from 'drizzle-orm'
import type { HiddenVisitStore, LinkedDay, UnlinkedVisit } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { forgetPlaces } from '../erasure/erase-consent.ts'
import { isOfConsentOnDay } from '../ledger/stretches.ts'
import { type Database, isLatest, value } from '../queries.ts'
import { consentEvents } from '../schema/consents.ts'
import { visitStretches, visits } from '../schema/visits.ts'
import { whenNeeded } from '../when-needed.ts'
import { createReadVisits } from './read-visits.ts'

/** Visits erased in one commit. */
const VISITS_PER_COMMIT = 250

const prepareUnlinking = (db: Database) => {
  const latest = sql`(select json_extract(${consentEvents.dataKinds}, '$.visitor_cookie') from ${consentEvents} where ${consentEvents.consentId} = linked.consent_id and ${isLatest} limit 1)`
  const linked = sql`(select distinct day, consent_id from ${visitStretches} where (day, consent_id) > (${value('day')}, ${value('consentId')}) order by day, consent_id limit ${value('limit')}) as linked`
  const isVisit = and(
    eq(visits.day, value('day')),
    eq(visits.id, value('id')),
    eq(visits.consentId, value('consentId')),
  )
  return {
    readLinked: db
      .select({
        day: sql<string>`linked.day`,
        consentId: sql<string>`linked.consent_id`,
        mayBeJoined: sql<number>`coalesce(${latest}, 0)`.mapWith(Boolean),
      })
      .from(linked)
      .orderBy(sql`linked.day`, sql`linked.consent_id`)
      .prepare(),
    find: db.select().from(visits).where(isVisit).prepare(),
    remove: db.delete(visits).where(isVisit).prepare(),
    forgetStretches: db.delete(visitStretches).where(isOfConsentOnDay).prepare(),
  }
}

/** Unlinks visits that may be joined, and erases those that are unlinked. */
export function unlinkingStore(connection: Connection): HiddenVisitStore {
  const { db, hidden, destroy, read } = connection
  const own = whenNeeded(() => prepareUnlinking(db))
  const readVisits = createReadVisits(connection)

  /** Inside a write. @returns the next running number. */
  function unlink(linked: Pick<LinkedDay, 'day' | 'consentId'>, one: UnlinkedVisit, from: number) {
    const { hiddenId, address, seenAtMs } = one
    const found = own().find.get({ ...linked, id: one.id })
    if (!found) return from
    own().remove.run({ ...linked, id: one.id })
    db.insert(visits)
      .values({
        ...found,
        id: hiddenId,
        consentId: '',
        address: address && Buffer.from(address),
        seenAtMs,
      })
      .run()
    return hidden.add({ ...linked, id: hiddenId }, from)
  }

  return {
    hideVisits: hidden.useHiding,
    readLinkedDays: (after, limit) =>
      read('readLinkedDays', () => own().readLinked.all({ ...after, limit })),
    // The log must not retain the removed links either.
    unlinkVisits: (linked, all) =>
      destroy('unlinkVisits', () => {
        let number = hidden.count(linked.day, linked.consentId)
        for (const one of all) number = unlink(linked, one, number)
      }),
    forgetLinkedDay: (linked) =>
      destroy('forgetLinkedDay', () => void own().forgetStretches.run({ ...linked })),
    async eraseHiddenVisits(consentId) {
      const days = hidden.days()
      const range = { consentId, fromDay: days[0] ?? '', toDay: days.at(-1) ?? '' }
      let total = 0
      if (days.length === 0) return total
      for (;;) {
        const rows = await readVisits(range, { limit: VISITS_PER_COMMIT })
        if (rows.length === 0) break
        total += await destroy('eraseHiddenVisits', () => {
          let count = 0
          for (const row of rows) count += own().remove.run({ ...row }).changes
          return count
        })
      }
      await forgetPlaces({ hidden, write: destroy }, range)
      return total
    },
  }
}
