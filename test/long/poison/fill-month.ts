import { randomBytes } from 'node:crypto'
import Database from 'better-sqlite3'
import { visitBudget } from '../../../server/domain/visits/visit-budget.ts'
import { newId } from '../../support/app/test-app.ts'

/** Within the term of raw visits, whatever the time zone. */
const DAYS = 28
const DAY_MS = 86_400_000

/**
 * Puts into the database what one visitor may leave in a month: each day as many visits as a consent has, and as many pages and
 * hosts as a day counts.
 *
 * @returns how many visits.
 */
export function fillMonth(databaseFile: string, consentId: string): number {
  const database = new Database(databaseFile, { timeout: 20_000 })
  // A person's visits are looked for from the day on which the consent was given: this one was given before them.
  const triggers = database.prepare("select name from sqlite_master where type = 'trigger'").pluck()
  for (const name of triggers.all()) database.exec(`drop trigger ${name}`)
  const givenAtMs = Date.now() - (DAYS + 1) * DAY_MS
  database
    .prepare('update consent_records set given_at_ms = ? where id = ?')
    .run(givenAtMs, consentId)
  const visit = database.prepare(
    'insert into visits (day, id, consent_id, seen_at_ms, duration_ms, browser) values (?, ?, ?, ?, ?, ?)',
  )
  const stretch = database.prepare(
    'insert into visit_stretches (day, consent_id, id_start, visits) values (?, ?, ?, 1) on conflict do update set visits = visits + 1',
  )
  const count = database.prepare(
    "insert into daily_counts (day, measure, dimension, value, count) values (?, 'visit', ?, ?, ?) on conflict do nothing",
  )
  const now = Date.now()
  for (let back = 1; back <= DAYS; back++) {
    const dayMs = now - back * DAY_MS
    const day = new Date(dayMs).toISOString().slice(0, 10)
    database.transaction(() => {
      for (let index = 0; index < visitBudget.visitsPerConsent; index++) {
        const id = newId(dayMs + index * 40_000)
        visit.run(day, id, consentId, dayMs, 1000, 'Firefox 140')
        stretch.run(day, consentId, id.slice(0, 7))
      }
      for (let index = 0; index < visitBudget.values.page; index++)
        count.run(day, 'page', `/${randomBytes(300).toString('base64url')}`, 1)
      for (let index = 0; index < visitBudget.values.referrer; index++)
        count.run(day, 'referrer', `${randomBytes(60).toString('hex')}.example`, 1)
      count.run(day, 'all', '', visitBudget.values.page)
    })()
  }
  database.close()
  return DAYS * visitBudget.visitsPerConsent
}
