import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { RegisterEntry, SubjectStore } from '../store.ts'
import { codeStore } from './codes.ts'
import type { Connection } from './connection.ts'
import { value } from './queries.ts'
import { insertEntry, prepareInsertEntry } from './registers.ts'
import { requestStore } from './requests.ts'
import { restrictionStore } from './restrictions.ts'
import { consentRecords } from './schema/consents.ts'
import { visitStretches, visits } from './schema/visits.ts'
import { daysFrom, isInStretch, isOfConsentOnDay } from './stretches.ts'

/** Statements that erase what a consent holds of a person. */
export const prepareErasure = (db: Connection['db']) => ({
  /** The newest day of any visit: read at the end of the tree. */
  lastDay: db
    .select({ day: sql<string | null>`max(${visits.day})` })
    .from(visits)
    .prepare(),
  deleteVisitsOfDay: db
    .delete(visits)
    .where(
      sql`(${visits.day}, ${visits.id}, ${visits.consentId}) in ${db
        .select({ day: visits.day, id: visits.id, consentId: visits.consentId })
        .from(visitStretches)
        .crossJoin(visits)
        .where(and(isOfConsentOnDay, isInStretch))}`,
    )
    .prepare(),
  deleteStretchesOfDay: db.delete(visitStretches).where(isOfConsentOnDay).prepare(),
  eraseSubject: db
    .update(consentRecords)
    .set({ subjectName: null, subjectSalt: null, secretHash: null })
    .where(and(eq(consentRecords.id, value('consentId')), isNotNull(consentRecords.secretHash)))
    .prepare(),
})

/** What a person can do about their own data. */
export function subjectStore(connection: Connection): SubjectStore {
  const { db, write, clearLog, noteDeletion } = connection
  const own = prepareErasure(db)
  const addEntry = prepareInsertEntry(db)

  function eraseConsent(consentId: string, fromDay: string, entry: RegisterEntry) {
    const days = daysFrom(fromDay, own.lastDay.get()?.day ?? fromDay)
    let visitCount = 0
    for (const day of days) {
      visitCount += own.deleteVisitsOfDay.run({ day, consentId }).changes
      own.deleteStretchesOfDay.run({ day, consentId })
    }
    if (own.eraseSubject.run({ consentId }).changes + visitCount === 0) return 'absent'
    insertEntry(addEntry, entry)
    noteDeletion('consent', consentId, entry.atMs)
    return 'erased'
  }

  return {
    ...restrictionStore(connection),
    ...requestStore(connection),
    ...codeStore(connection),
    eraseConsent: async (consentId, fromDay, entry) => {
      const result = await write('eraseConsent', () => eraseConsent(consentId, fromDay, entry))
      if (result === 'erased') clearLog()
      return result
    },
  }
}
