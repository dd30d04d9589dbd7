import { openDatabase } from '../../support/database/database-file.ts'
import type { Violations } from '../part.ts'
import type { Acknowledged } from './acknowledged.ts'

type Database = ReturnType<typeof openDatabase>

const readCounts = (database: Database, sql: string): ReadonlyMap<string, number> =>
  new Map(database.prepare(sql).raw().all() as [string, number][])

/** Holds the ids of one kind against a table in which each stands once. */
function compare(
  what: string,
  ids: Iterable<string>,
  found: ReadonlyMap<string, number>,
  violations: Violations,
): void {
  for (const id of ids) {
    const count = found.get(id) ?? 0
    if (count === 0) violations.add(`an acknowledged ${what} is lost`, id)
    if (count > 1) violations.add(`an acknowledged ${what} is stored twice`, id)
  }
}

/** Figures of all days: at least what was acknowledged, at most what was sent, each once. */
function compareFigures(
  database: Database,
  acknowledged: Acknowledged,
  violations: Violations,
): void {
  const sum = database.prepare(
    "select coalesce(sum(count), 0) from daily_counts where measure = ? and dimension = 'all'",
  )
  const { consents, visits, withdrawals, deletions, refusals, open } = acknowledged
  const bounds = {
    consent: [consents.size, open.consents.size],
    visit: [visits.size, open.visits.size],
    // A deletion withdraws first.
    withdrawal: [
      withdrawals.size + deletions.size,
      open.withdrawals.size + acknowledged.doneUnnamed.size,
    ],
    refusal: [refusals.acknowledged, refusals.unanswered],
  } as const
  for (const [measure, [atLeast, more]] of Object.entries(bounds)) {
    const found = Number(sum.pluck().get(measure))
    if (found < atLeast)
      violations.add(`figures lack an acknowledged ${measure}`, `${found} of ${atLeast}`)
    if (found > atLeast + more)
      violations.add(`figures count a ${measure} twice`, `${found}, sent ${atLeast + more}`)
  }
}

/** A deletion takes visits and the way to the record, and stands in the list outside the database. */
function compareDeletions(
  database: Database,
  list: string,
  { deletions, doneUnnamed, visits }: Acknowledged,
  violations: Violations,
): ReadonlySet<string> {
  const erased = new Set(
    database
      .prepare('select id from consent_records where secret_hash is null')
      .pluck()
      .all() as string[],
  )
  const isMissing = (id: string) => !list.includes(`consent ${id}`)
  for (const id of deletions) {
    if (!erased.has(id)) violations.add('an acknowledged deletion is undone', id)
    if (isMissing(id)) violations.add('a deletion is not in the list', id)
  }
  for (const id of doneUnnamed)
    if (!erased.has(id)) violations.add('a deletion finds nobody, and nobody is erased', id)
  for (const id of erased)
    if (isMissing(id)) violations.add('erased without a line in the list', id)
  const left = new Set(
    database.prepare('select distinct consent_id from visits').pluck().all() as string[],
  )
  for (const consentId of new Set(visits.values()))
    if (erased.has(consentId) && left.has(consentId))
      violations.add('visits of an erased person are kept', consentId)
  return erased
}

/** A visit stands under its id; or, where its consent does not allow to join visits any more, under another, that leads nowhere. */
function compareVisits(
  database: Database,
  seen: ReadonlyMap<string, string>,
  violations: Violations,
): void {
  const found = readCounts(database, 'select id, count(*) from visits group by id')
  const maybeUnlinked = new Set(
    database
      .prepare(
        `select consent_id from consent_events e where not json_extract(data_kinds, '$.visitor_cookie')
         and not exists (select 1 from consent_events where consent_id = e.consent_id and after_id = e.id)`,
      )
      .pluck()
      .all() as string[],
  )
  const unlinked = [...seen].filter(
    ([id, consentId]) => !found.has(id) && maybeUnlinked.has(consentId),
  )
  const gone = new Set(unlinked.map(([id]) => id))
  compare(
    'visit',
    [...seen.keys()].filter((id) => !gone.has(id)),
    found,
    violations,
  )
  const leadNowhere = database
    .prepare("select count(*) from visits where consent_id = ''")
    .pluck()
    .get()
  if (Number(leadNowhere) < gone.size)
    violations.add('a visit that was unlinked is lost', `${leadNowhere} of ${gone.size}`)
}

/**
 * Holds everything that was acknowledged against the database of a server that has stopped.
 *
 * @param list the list of deletions, whole.
 */
export function findLosses(
  list: string,
  databaseFile: string,
  acknowledged: Acknowledged,
  violations: Violations,
): void {
  const database = openDatabase(databaseFile)
  const read = (sql: string) => readCounts(database, sql)
  try {
    const erased = compareDeletions(database, list, acknowledged, violations)
    const { consents, visits, messages, withdrawals, requests } = acknowledged
    const events = read('select id, count(*) from consent_events group by id')
    compare(
      'consent',
      consents.keys(),
      read('select id, count(*) from consent_records group by id'),
      violations,
    )
    compare('first event of a consent', consents.keys(), events, violations)
    compare('withdrawal', withdrawals.keys(), events, violations)
    compare(
      'message',
      messages.keys(),
      read('select id, count(*) from messages group by id'),
      violations,
    )
    const kept = [...requests].filter(([, consentId]) => !erased.has(consentId))
    compare(
      'request',
      kept.map(([id]) => id),
      read('select id, count(*) from requests group by id'),
      violations,
    )
    const seen = new Map([...visits].filter(([, consentId]) => !erased.has(consentId)))
    compareVisits(database, seen, violations)
    compareFigures(database, acknowledged, violations)
    const without = database
      .prepare(
        'select count(*) from consent_records r where not exists (select 1 from consent_events e where e.consent_id = r.id)',
      )
      .pluck()
      .get()
    if (without !== 0) violations.add('a consent record has no event', String(without))
    for (const [kind, size] of Object.entries(acknowledged.sizes()))
      if (size === 0) violations.add(`the load has come to no ${kind}: nothing was proved of them`)
  } finally {
    database.close()
  }
}
