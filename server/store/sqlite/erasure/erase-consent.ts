import { and, eq, exists, isNotNull, sql } from 'drizzle-orm'
import type { SubjectStore, VisitRow, WithWrite } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { daysFrom, isOfConsentOnDay } from '../ledger/stretches.ts'
import { value } from '../queries.ts'
import { prepareEnd } from '../registers/requests.ts'
import { holdOf } from '../retention-classes.ts'
import { consentRecords } from '../schema/consents.ts'
import { destructionTallies } from '../schema/operation.ts'
import { visitStretches, visits } from '../schema/visits.ts'
import { createReadVisits } from '../visits/read-visits.ts'
import { ERASURE_TALLY, prepareTally } from '../visits/tally.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'
import { prepareForget } from './deferred-erasures.ts'
import { createEraseRows } from './erase-rows.ts'
import { type Erasing, MOVED } from './erasure-notes.ts'

type EraseConsent = SubjectStore['eraseConsent']

/** Visits erased in one commit, few enough that concurrent writes wait some milliseconds only. */
const VISITS_PER_COMMIT = 250
/** Commits after which the log is emptied: emptying all of it at the end would block others. */
const COMMITS_PER_EMPTYING = 10

/** Statements that erase a consent's personal data. */
export const prepareConsentErasure = (db: Connection['db']) => ({
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
  find: db
    .select({
      hasSubject: sql<number>`${isNotNull(consentRecords.secretHash)}`.mapWith(Boolean),
      isHeld: sql<number>`${exists(holdOf(db, consentRecords.id))}`.mapWith(Boolean),
    })
    .from(consentRecords)
    .where(eq(consentRecords.id, value('consentId')))
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

/** Returns the tally of the visits erased while a consent's erasure is not complete. */
export const tallyOf = (consentId: string) => `${ERASURE_TALLY}${consentId}`

/** Pages of a consent's visits, read while yielding to others. */
function createPages(connection: Connection) {
  const readVisits = createReadVisits(connection)
  return async function* inPages(range: Parameters<typeof readVisits>[0]) {
    let after: VisitRow | undefined
    do {
      const rows = await readVisits(range, { ...(after && { after }), limit: VISITS_PER_COMMIT })
      if (rows.length > 0) yield rows
      after = rows.length === VISITS_PER_COMMIT ? rows.at(-1) : undefined
    } while (after)
  }
}

/** Returns what the last commit of an erasure writes; its result tells whether there was anything. */
function createFinish(db: Connection['db']) {
  const own = whenNeeded(() => ({
    ...prepareConsentErasure(db),
    endRequests: prepareEnd(db),
    forgetDeferred: prepareForget(db),
  }))
  const eraseRows = createEraseRows(db, 'consent')
  const writeWith = prepareWith(db)
  return (consentId: string, days: readonly string[], further: Required<WithWrite>): boolean => {
    const atMs = further.entries[0]?.atMs ?? 0
    for (const day of days) own().deleteStretchesOfDay.run({ day, consentId })
    const hadVisits = own().forgetErased.run({ dataClass: tallyOf(consentId) }).changes > 0
    if (!own().find.get({ consentId, nowMs: atMs })?.hasSubject && !hadVisits) return false
    eraseRows([consentId])
    own().forgetDeferred.run({ ref: consentId })
    own().endRequests.run({ subjectRef: consentId, atMs })
    writeWith(further)
    return true
  }
}

/** Returns the check whether a consent's record still links to its person, and whether it may be erased. */
function createLook(db: Connection['db']) {
  const own = whenNeeded(() => prepareConsentErasure(db))
  return (consentId: string, nowMs: number): 'present' | 'absent' | 'held' => {
    const found = own().find.get({ consentId, nowMs })
    if (found?.isHeld) return 'held'
    const isBegun = own().countErased.get({ dataClass: tallyOf(consentId) }) !== undefined
    return found?.hasSubject || isBegun ? 'present' : 'absent'
  }
}

/** Deletes the places of visits that could not be joined, some hundred per commit. */
export async function forgetPlaces(
  { hidden, write }: Pick<Connection, 'hidden' | 'write'>,
  { consentId, fromDay }: { readonly consentId: string; readonly fromDay: string },
): Promise<void> {
  for (const day of hidden.days().filter((one) => one >= fromDay)) {
    for (let count = VISITS_PER_COMMIT; count === VISITS_PER_COMMIT; ) {
      if (hidden.count(day, consentId) === 0) break
      count = await write('forgetPlaces', () =>
        hidden.forgetPlaces(day, consentId, VISITS_PER_COMMIT),
      )
    }
  }
}

/** What is erased, and with what. */
interface Order {
  readonly consentId: string
  readonly fromDay: string
  readonly toDay: string
  readonly nowMs: number
  readonly with: Required<WithWrite>
}

/** Returns what is done once an erasure is noted: visits in commits of some hundred, then all links to the person. */
function createEraseNoted(connection: Connection) {
  const { db, write, clearLog } = connection
  const own = whenNeeded(() => prepareConsentErasure(db))
  const addToTally = prepareTally(db)
  const inPages = createPages(connection)
  const finish = createFinish(db)
  const look = createLook(db)

  function eraseVisits(owner: string, rows: readonly VisitRow[]) {
    let count = 0
    for (const { day, id, consentId } of rows)
      count += own().deleteVisit.run({ day, id, consentId }).changes
    addToTally(tallyOf(owner), count)
  }

  return async (order: Order, { stands, take }: Erasing) => {
    const { consentId, fromDay, toDay, nowMs } = order
    const isHeld = () => look(consentId, nowMs) === 'held'
    let commits = 0
    for await (const rows of inPages({ consentId, fromDay, toDay })) {
      const done = await write('eraseConsent', () => {
        if (isHeld()) return 'held'
        if (!stands()) return MOVED
        eraseVisits(consentId, rows)
        return 'erased'
      })
      if (done !== 'erased') return done
      commits += 1
      if (commits % COMMITS_PER_EMPTYING === 0) clearLog()
    }
    // After the visits: if interrupted before, the places of the remaining ones are still known.
    await forgetPlaces(connection, { consentId, fromDay })
    return write('eraseConsent', () => {
      if (isHeld()) return 'held'
      if (!take()) return MOVED
      return finish(consentId, daysFrom(fromDay, toDay), order.with) ? 'erased' : 'absent'
    })
  }
}

/** Returns the erasure of a consent: checked, noted in the list of deletions, checked again with each commit and erased. */
export function createEraseConsent(connection: Connection): EraseConsent {
  const { db, read, clearLog, erasures } = connection
  const own = whenNeeded(() => prepareConsentErasure(db))
  const readVisits = createReadVisits(connection)
  const look = createLook(db)
  const eraseNoted = createEraseNoted(connection)

  return async (consentId, fromDay, entry, { entries = [], mails = [], nowMs } = {}) => {
    const order: Order = {
      ...{ consentId, fromDay, nowMs: nowMs ?? entry.atMs },
      toDay: await read('eraseConsent', () => own().lastDay.get()?.day ?? fromDay),
      with: { entries: [entry, ...entries], mails },
    }
    const before = await read('eraseConsent', () => look(consentId, order.nowMs))
    if (before === 'held') return 'held'
    if (before === 'absent' && (await readVisits(order, { limit: 1 })).length === 0) return 'absent'
    const noted = { kind: 'consent', ids: [consentId], atMs: entry.atMs } as const
    const result = await erasures.during(noted, async (erasing) => {
      const done = await eraseNoted(order, erasing)
      if (done === 'held') await erasing.takeBack(noted.ids)
      return done
    })
    // Part of it may be erased where the whole is not.
    if (result !== 'absent') clearLog()
    return result
  }
}
