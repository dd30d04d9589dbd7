// `npm run demo:data [-- --days N]`: makes a school with a year of life in it, through the API, so that the ledger holds.
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { parseEnvironment } from '../../server/config/environment.ts'
import { DAY_MS } from '../../server/domain/calendar/day.ts'
import { findRoot } from '../../server/node/open-core.ts'
import { daysBefore } from './calendar.ts'
import { createChance } from './chance.ts'
import { goOn } from './life.ts'
import { type Member, openOffice } from './office.ts'
import { openSchool } from './school.ts'
import { createStaff } from './staff.ts'
import { createVisitors } from './visitors.ts'
import { createWriters } from './writers.ts'

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '365' },
    folder: { type: 'string', default: join(findRoot(), 'data', 'demo') },
  },
})
const dayCount = Number(values.days)
const databaseFile = join(values.folder, 'kelisim.db')

/** Fills the database. Returns who may sign in. */
async function fill(): Promise<readonly Member[]> {
  const endMs = Date.now()
  const environment = parseEnvironment({ DATABASE_URL: `file:${databaseFile}` })
  const school = await openSchool(environment, endMs - dayCount * DAY_MS)
  const days = daysBefore(endMs, dayCount, school.deps.site.timeZone)
  const world = { school, chance: createChance(2026) }
  const { members, operator } = await openOffice(school)
  const lives = [createStaff(world, operator), createVisitors(world), createWriters(world)]
  for (const [index, day] of days.entries()) {
    goOn(world, day.startMs)
    for (const live of lives) await live(day, endMs)
    await school.work()
    if (index % 30 === 29) process.stdout.write(`${index + 1} of ${days.length} days\n`)
  }
  school.nowMs = endMs
  await school.work()
  await school.close()
  return members
}

function refuse(problem: string): void {
  process.stderr.write(`${problem}\n`)
  process.exitCode = 1
}

if (!(Number.isInteger(dayCount) && dayCount >= 1 && dayCount <= 1_000)) {
  refuse('--days takes a whole number from 1 to 1000.')
} else if (existsSync(databaseFile)) {
  refuse(`${databaseFile} is there already. Delete its folder, or name another with --folder.`)
} else {
  const members = await fill()
  const lines = members.map(
    ({ role, email, password }) => `  ${role.padEnd(15)} ${email.padEnd(24)} ${password}`,
  )
  process.stdout.write(`Who may sign in, with passwords made for this run:\n${lines.join('\n')}\n`)
  process.stdout.write(
    `Start it, and open the console at the address that is printed:\nDATABASE_URL=file:${relative(process.cwd(), databaseFile)} npm start\n`,
  )
}
