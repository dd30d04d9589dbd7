import { and, eq, getTableColumns, gt, gte, lt, lte } from 'drizzle-orm'
import type { VisitPage, VisitRow } from '../store.ts'
import type { Connection } from './connection.ts'
import { createGiveWay, letOthersRun } from './let-others-run.ts'
import { type Database, value } from './queries.ts'
import { visitStretches, visits } from './schema/visits.ts'
import { daysFrom, isOfConsentOnDay, stretchOf } from './stretches.ts'
import { whenNeeded } from './when-needed.ts'

/** Visits of all consents looked through at once: some milliseconds. */
const ROWS_PER_WINDOW = 4000
/** Stands after every id that begins like a stretch. */
const END = 'g'

/** Statements that find the visits of one consent: its stretches, then each of them in windows, whoever else has visits there. */
export const prepareReadVisits = (db: Database) => {
  const { isAddressWhole: _, ...columns } = getTableColumns(visits)
  const isAfter = and(eq(visits.day, value('day')), gt(visits.id, value('after')))
  return {
    stretches: db
      .select({ idStart: visitStretches.idStart })
      .from(visitStretches)
      .where(and(isOfConsentOnDay, gte(visitStretches.idStart, value('fromStart'))))
      .orderBy(visitStretches.idStart)
      .prepare(),
    windowEnd: db
      .select({ id: visits.id })
      .from(visits)
      .where(and(isAfter, lt(visits.id, value('end'))))
      .orderBy(visits.id)
      .limit(1)
      .offset(ROWS_PER_WINDOW)
      .prepare(),
    ofWindow: db
      .select(columns)
      .from(visits)
      .where(and(isAfter, lte(visits.id, value('end')), eq(visits.consentId, value('consentId'))))
      .orderBy(visits.id)
      .limit(value('limit'))
      .prepare(),
  }
}

interface Range {
  readonly consentId: string
  readonly fromDay: string
  readonly toDay: string
}

type Own = ReturnType<typeof prepareReadVisits>

/** The windows of a stretch, from an id on. */
function* windowsOfStretch(
  own: Own,
  { day, consentId }: { readonly day: string; readonly consentId: string },
  { from, idStart }: { readonly from: string; readonly idStart: string },
) {
  let after = from > idStart ? from : idStart
  for (;;) {
    const end = own.windowEnd.get({ day, after, end: idStart + END })?.id
    yield { day, consentId, after, end: end ?? idStart + END }
    if (end === undefined) return
    after = end
  }
}

/** The windows in which visits of a consent may lie, newest day first. */
function* windowsOf(own: Own, { consentId, fromDay, toDay }: Range, after: VisitPage['after']) {
  for (const day of daysFrom(fromDay, after ? after.day : toDay)) {
    const from = day === after?.day ? after.id : ''
    const stretches = own.stretches.all({ day, consentId, fromStart: stretchOf(from) })
    for (const { idStart } of stretches)
      yield* windowsOfStretch(own, { day, consentId }, { from, idStart })
  }
}

/** Makes the reading of one consent's visits. */
export function createReadVisits({ db, read }: Pick<Connection, 'db' | 'read'>) {
  const own = whenNeeded(() => prepareReadVisits(db))
  return async function readVisits(
    range: Range,
    { after, limit }: VisitPage,
  ): Promise<readonly VisitRow[]> {
    const giveWay = createGiveWay()
    const found: VisitRow[] = []
    if (after) await letOthersRun()
    const windows = windowsOf(own(), range, after)
    for (;;) {
      const isDone = await read('readVisits', () => {
        const { value: window } = windows.next()
        if (!window) return true
        const rows = own().ofWindow.all({ ...window, limit: limit - found.length })
        for (const row of rows) found.push(row)
        return found.length === limit
      })
      if (isDone) return found
      await giveWay()
    }
  }
}
