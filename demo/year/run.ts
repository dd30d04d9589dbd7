// `npm run demo:data [-- --days N]`: makes a school with a year of life in it, through the API, so that the ledger holds.
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { parseEnvironment } from '../../server/config/environment.ts'
import { findRoot } from '../../server/node/open-core.ts'
import { daysBefore } from './calendar.ts'
import { createChance } from './chance.ts'
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
const databaseFile = join(values.folder, 'kelisim.db')

/** Fills the database. Returns who may sign in. */
async function fill(): Promise<readonly Member[]> {
  const endMs = Date.now()
  const days = daysBefore(endMs, Number(values.days))
  const environment = parseEnvironment({ DATABASE_URL: `file:${databaseFile}` })
  const school = await openSchool(environment, days[0] ?? endMs)
  const chance = createChance(2026)
  const members = await openOffice(school)
  const lives = [
    createStaff(school, chance, members),
    createVisitors(school, chance),
    createWriters(school, chance),
  ]
  for (const [index, dayMs] of days.entries()) {
    school.nowMs = Math.max(school.nowMs, dayMs)
    for (const live of lives) await live(dayMs, endMs)
    await school.work()
    if (index % 30 === 29) process.stdout.write(`${index + 1} of ${days.length} days\n`)
  }
  school.nowMs = endMs
  await school.work()
  await school.close()
  return members
}

if (existsSync(databaseFile)) {
  process.stderr.write(
    `${databaseFile} is there already. Delete its folder, or name another with --folder.\n`,
  )
  process.exitCode = 1
} else {
  const members = await fill()
  const lines = members.map(
    ({ role, email, password }) => `  ${role.padEnd(15)} ${email.padEnd(24)} ${password}`,
  )
  process.stdout.write(`Who may sign in, with passwords made for this run:\n${lines.join('\n')}\n`)
  process.stdout.write(`DATABASE_URL=file:${relative(process.cwd(), databaseFile)} npm start\n`)
}
