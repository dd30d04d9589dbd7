import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { SubjectStore, VisitRow, WithErasure } from '../store.ts'
import { codeStore } from './codes.ts'
import type { Connection } from './connection.ts'
import { deferredErasureStore } from './deferred-erasures.ts'
import { prepareEnqueue } from './mail.ts'
import { value } from './queries.ts'
import { createReadVisits } from './read-visits.ts'
import { insertEntry, prepareInsertEntry } from './registers.ts'
import { prepareEnd, requestStore } from './requests.ts'
import { restrictionStore } from './restrictions.ts'
import { consentRecords } from './schema/consents.ts'
import { destructionTallies } from './schema/operation.ts'
import { visitStretches, visits } from './schema/visits.ts'
import { daysFrom, isOfConsentOnDay } from './stretches.ts'
import { ERASURE_TALLY, prepareTally } from './tally.ts'

type EraseConsent = SubjectStore['eraseConsent']

/** Visits erased in one commit, so few that whatever is written meanwhile waits for some milliseconds. */
const VISITS_PER_COMMIT = 250
/** Commits after which the log is emptied: all of it at the end would keep others waiting. */
const COMMITS_PER_EMPTYING = 10

/** Statements that erase what a consent holds of a person. */
export const prepareErasure = (db: Connection['db']) => ({
  /** The newest day of any visit: read at the end of the tree. */
  lastDay: db
    .select({ day: sql<string | null>`max(${visits.day})` })
    .from(visits)
    .prepare(),
  deleteVisit: db
    .delete(visits)
    .where(
      and(
        eq(visits.day, value('day')),
        eq(visits.id, value('id')),
        eq(visits.consentId, value('consentId')),
      ),
    )
    .prepare(),
  deleteStretchesOfDay: db.delete(visitStretches).where(isOfConsentOnDay).prepare(),
  eraseSubject: db
    .update(consentRecords)
    .set({ subjectName: null, subjectSalt: null, secretHash: null })
    .where(and(eq(consentRecords.id, value('consentId')), isNotNull(consentRecords.secretHash)))
    .prepare(),
  countErased: db
    .select({ count: destructionTallies.count })
    .from(destructionTallies)
    .where(eq(destructionTallies.dataClass, value('dataClass')))
    .prepare(),
  forgetErased: db
    .delete(destructionTallies)
    .where(eq(destructionTallies.dataClass, value('dataClass')))
    .prepare(),
})

/** Under what the visits are counted that were erased of a consent whose erasure is not done. */
const tallyOf = (consentId: string) => `${ERASURE_TALLY}${consentId}`

/** Makes what the last commit of an erasure writes. It returns whether there was anything. */
function createFinish(db: Connection['db']) {
  const own = prepareErasure(db)
  const addEntry = prepareInsertEntry(db)
  const endRequests = prepareEnd(db)
  const enqueue = prepareEnqueue(db)
  return (
    consentId: string,
    days: readonly string[],
    { entries, mails }: Required<WithErasure>,
  ): boolean => {
    for (const day of days) own.deleteStretchesOfDay.run({ day, consentId })
    const dataClass = tallyOf(consentId)
    const hadVisits = own.forgetErased.run({ dataClass }).changes > 0
    if (own.eraseSubject.run({ consentId }).changes === 0 && !hadVisits) return false
    endRequests.run({ subjectRef: consentId, atMs: entries[0]?.atMs ?? 0 })
    for (const entry of entries) insertEntry(addEntry, entry)
    for (const mail of mails) enqueue(mail)
    return true
  }
}

/** Makes the erasure of a consent: its visits by commits of some hundred, then all that leads to the person. */
function createEraseConsent(connection: Connection): EraseConsent {
  const { db, write, read, clearLog, noteDeletion } = connection
  const own = prepareErasure(db)
  const addToTally = prepareTally(db)
  const readVisits = createReadVisits(connection)
  const finish = createFinish(db)

  function eraseVisits(consentId: string, rows: readonly Pick<VisitRow, 'day' | 'id'>[]) {
    let count = 0
    for (const { day, id } of rows) count += own.deleteVisit.run({ day, id, consentId }).changes
    addToTally(tallyOf(consentId), count)
  }

  async function* inPages(range: Parameters<typeof readVisits>[0]) {
    let after: VisitRow | undefined
    do {
      const rows = await readVisits(range, { ...(after && { after }), limit: VISITS_PER_COMMIT })
      if (rows.length > 0) yield rows
      after = rows.length === VISITS_PER_COMMIT ? rows.at(-1) : undefined
    } while (after)
  }

  return async (consentId, fromDay, entry, { entries = [], mails = [] } = {}) => {
    const toDay = await read('eraseConsent', () => own.lastDay.get()?.day ?? fromDay)
    let commits = 0
    // First of all, inside the same commit: where the note fails nothing is erased.
    const note = () => {
      if (commits === 0) noteDeletion('consent', consentId, entry.atMs)
    }
    for await (const rows of inPages({ consentId, fromDay, toDay })) {
      await write('eraseConsent', () => {
        note()
        eraseVisits(consentId, rows)
      })
      commits += 1
      if (commits % COMMITS_PER_EMPTYING === 0) clearLog()
    }
    const isErased = await write('eraseConsent', () => {
      const wasThere = finish(consentId, daysFrom(fromDay, toDay), {
        entries: [entry, ...entries],
        mails,
      })
      if (wasThere) note()
      return wasThere
    })
    if (isErased) clearLog()
    return isErased ? 'erased' : 'absent'
  }
}

/** What a person can do about their own data. */
export function subjectStore(connection: Connection): SubjectStore {
  const { db, read } = connection
  const { countErased } = prepareErasure(db)
  return {
    ...restrictionStore(connection),
    ...requestStore(connection),
    ...codeStore(connection),
    ...deferredErasureStore(connection),
    eraseConsent: createEraseConsent(connection),
    countErased: (consentId) =>
      read('countErased', () => countErased.get({ dataClass: tallyOf(consentId) })?.count ?? 0),
  }
}
