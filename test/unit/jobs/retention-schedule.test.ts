import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, onTestFinished, test } from 'vitest'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { siteConfig } from '../../../server/config/site/site-config.ts'
import {
  buildSchedule,
  findScheduleProblems,
  formatRule,
  type RetentionRule,
} from '../../../server/domain/retention/schedule.ts'
import { readSiteConfig } from '../../../server/node/config/read-site-config.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'

const site = v.parse(siteConfig, defaultSite)
const rules = buildSchedule(site)

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-schedule-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function readTables(): Promise<readonly string[]> {
  const store = await openSqlite(join(await makeFolder(), 'kelisim.db'))
  try {
    return await store.findUncovered([])
  } finally {
    await store.close()
  }
}

/** What starting with a configuration says. */
async function readWith(changes: object): Promise<string> {
  const path = join(await makeFolder(), 'site.json')
  await writeFile(path, JSON.stringify({ ...defaultSite, ...changes }))
  return readSiteConfig(path).then(
    () => 'accepted',
    (error: Error) => error.message,
  )
}

test('RT-01: every table of the database has term, start, ground, bounds and end', async () => {
  const tables = await readTables()
  expect(tables.length).toBeGreaterThan(15)
  expect(tables).not.toContain('__drizzle_migrations')
  expect(findScheduleProblems(rules, tables)).toEqual([])
})

test('RT-01: without any one of the rules that hold a table, and without any part of a rule, the schedule is refused by name', async () => {
  const tables = await readTables()
  for (const table of tables) {
    const left = rules.filter(({ holds }) => !holds.includes(table))
    expect(findScheduleProblems(left, tables).join()).toContain(`${table}: has no retention rule.`)
  }
  for (const [index, rule] of rules.entries()) {
    const saidOf = (changed: object) =>
      findScheduleProblems(rules.with(index, changed as RetentionRule), [])
    for (const part of ['period', 'from', 'ground', 'atEnd', 'by', 'holds'] as const) {
      const { [part]: _, ...lacking } = rule
      const words = `${rule.dataClass}: lacks period, start, ground or end action.`
      expect(saidOf(lacking), part).toEqual([words])
    }
    if (rule.period.unit === 'as_long_as') continue
    for (const bound of ['min', 'max', 'length'] as const) {
      const { [bound]: _, ...period } = rule.period
      expect(saidOf({ ...rule, period }).join(), bound).toContain(`${rule.dataClass}: `)
    }
  }
})

test('RT-02: a term out of its bounds is refused by name, whoever put it there', () => {
  const wrong = buildSchedule({ ...site, messageDays: 9999 })
  expect(findScheduleProblems(wrong, [])).toEqual(['messages: 9999 days is out of its bounds.'])
})

test.each([
  [{ visits: { rawDays: 91 } }, 'visits.rawDays: is over the maximum of 90 days'],
  [{ visits: { rawDays: 0 } }, 'visits.rawDays: is under the minimum of 1 days'],
  [{ visits: { ipFullDays: 31 } }, 'visits.ipFullDays: is over the maximum of 30 days'],
  [{ messageDays: 0 }, 'messageDays: is under the minimum of 1 days'],
  [{ retention: { consentDays: 364 } }, 'retention.consentDays: is under the minimum of 365 days'],
  [{ retention: { consentDays: 1826 } }, 'retention.consentDays: is over the maximum of 1825 days'],
  [{ retention: { requestDays: 1 } }, 'retention.requestDays: is under the minimum of 365 days'],
  [{ retention: { countDays: 763 } }, 'retention.countDays: is over the maximum of 762 days'],
  [{ retention: { serverLogDays: 91 } }, 'retention.serverLogDays: is over the maximum of 90 days'],
  [{ backups: { keepDays: 6 } }, 'backups.keepDays: is under the minimum of 7 days'],
  [{ retention: { consentDays: 400.5 } }, 'retention.consentDays: whole days'],
  [{ retention: { forever: true } }, 'retention.forever: '],
])('RT-02: %j stops the start: %s', async (changes, wanted) => {
  expect(await readWith(changes)).toContain(wanted)
})

test('RT-02: a term under the legal minimum that the school has set stops the start, beside every other problem', async () => {
  const message = await readWith({
    ...{ choiceDays: 999, messageDays: 365 },
    retention: { consentDays: 1095, minimumDays: { messages: 730, consents: 1500 } },
  })
  expect(message).toContain('choiceDays: ')
  expect(message).toContain('messageDays: 365 is under the legal minimum of 730 days')
  expect(message).toContain('retention.consentDays: 1095 is under the legal minimum of 1500 days')
  expect(message).not.toContain('requestDays')
  const right = { messageDays: 730, retention: { minimumDays: { messages: 730 } } }
  expect(await readWith(right)).toBe('accepted')
})

test('RT-01: docs/data.md names every table and file of the schedule with the very term, and no table that is not in it', async () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'data.md'), 'utf8')
  const rows = text.split('\n').filter((line) => line.startsWith('| '))
  const rowOf = (name: string) => rows.find((row) => row.split(' | ')[0]?.includes(name)) ?? ''
  for (const rule of rules) {
    for (const place of rule.holds) {
      const [table = ''] = place.split('.')
      const row = rowOf(place.startsWith('file:') ? place.slice('file:'.length) : table)
      expect(row, place).not.toBe('')
      expect(row, place).toContain(formatRule(rule))
    }
  }
  const inDatabase = text.split('## In the database')[1]?.split('## Beside')[0] ?? ''
  const named = Array.from(inDatabase.matchAll(/^\| `(\w+)`/gm), ([, name]) => name)
  expect(named.toSorted()).toEqual((await readTables()).toSorted())
})
