import { and, eq, getTableColumns, gt, gte, lt, lte } from 'drizzle-orm'
import type { VisitPage, VisitRow } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { daysFrom, isOfConsentOnDay, stretchOf } from '../ledger/stretches.ts'
import { type Database, value } from '../queries.ts'
import { visitStretches, visits } from '../schema/visits.ts'
import { whenNeeded } from '../when-needed.ts'
import type { HiddenVisits } from './hidden-visits.ts'

/** Visits of all consents examined at once: some milliseconds. */
const ROWS_PER_WINDOW = 4000
/** Visits that must not be joined, looked up at once. */
const HIDDEN_PER_PAGE = 250
/** Sorts after every id that begins with a stretch. */
const END = 'g'

/** Statements that find the visits of one consent: its stretches, then each stretch in windows, whoever else has visits there. */
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
    findHidden: db
      .select(columns)
      .from(visits)
      .where(
        and(eq(visits.day, value('day')), eq(visits.id, value('id')), eq(visits.consentId, '')),
      )
      .prepare(),
  }
}

interface Range {
  readonly consentId: string
  readonly fromDay: string
  readonly toDay: string
}

type Own = ReturnType<typeof prepareReadVisits>

/** Yields the windows of a stretch, from an id on. */
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

/** Yields the windows that may contain visits of a consent, newest day first. */
function* windowsOf(own: Own, { consentId, fromDay, toDay }: Range, after: VisitPage['after']) {
  for (const day of daysFrom(fromDay, after ? after.day : toDay)) {
    const from = day === after?.day ? after.id : ''
    const stretches = own.stretches.all({ day, consentId, fromStart: stretchOf(from) })
    for (const { idStart } of stretches)
      yield* windowsOfStretch(own, { day, consentId }, { from, idStart })
  }
}

/** Yields the ids of a consent's visits that must not be joined, newest day first, some hundred at a time. */
function* hiddenPagesOf(
  hidden: HiddenVisits,
  { consentId, fromDay, toDay }: Range,
  after: VisitPage['after'],
) {
  const last = after ? after.day : toDay
  for (const day of hidden.days().toReversed()) {
    if (day < fromDay || day > last) continue
    const from = day === after?.day ? after.id : ''
    const ids = hidden.idsOf(day, consentId).filter((id) => id > from)
    for (let at = 0; at < ids.length; at += HIDDEN_PER_PAGE)
      yield { day, ids: ids.slice(at, at + HIDDEN_PER_PAGE) }
  }
}

/** Yields every part that may contain visits of a consent: first those that may be joined. */
function* partsOf(own: Own, hidden: HiddenVisits, range: Range, after: VisitPage['after']) {
  const isHidden = after !== undefined && hidden.isHiddenId(after.id)
  if (!isHidden) for (const window of windowsOf(own, range, after)) yield { window }
  yield* hiddenPagesOf(hidden, range, isHidden ? after : undefined)
}

type PartOf<G> = G extends Generator<infer Part> ? Part : never
type Part = PartOf<ReturnType<typeof partsOf>>

/** Returns the reader of one consent's visits. */
export function createReadVisits({
  db,
  hidden,
  read,
  turns,
}: Pick<Connection, 'db' | 'hidden' | 'read' | 'turns'>) {
  const own = whenNeeded(() => prepareReadVisits(db))

  function rowsOf(part: Part, limit: number) {
    if ('window' in part) return own().ofWindow.all({ ...part.window, limit })
    const rows = part.ids.map((id) => own().findHidden.get({ day: part.day, id }))
    return rows.filter((row) => row !== undefined).slice(0, limit)
  }

  return async function readVisits(
    range: Range,
    { after, limit }: VisitPage,
  ): Promise<readonly VisitRow[]> {
    const giveWay = turns.createGiveWay()
    const found: VisitRow[] = []
    if (after) await turns.letOthersRun()
    const parts = partsOf(own(), hidden, range, after)
    for (;;) {
      const isDone = await read('readVisits', () => {
        const { value: part } = parts.next()
        if (!part) return true
        for (const row of rowsOf(part, limit - found.length)) found.push(row)
        return found.length === limit
      })
      if (isDone) return found
      await giveWay()
    }
  }
}
