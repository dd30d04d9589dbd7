import { randomUUID } from 'node:crypto'
import { isCalendarDay } from '../../contract/words.ts'
import { retainNow } from '../../domain/retention/daily-retention.ts'
import { countDue, type RetentionCounts } from '../../domain/retention/run-retention.ts'
import { buildSchedule, formatRule } from '../../domain/retention/schedule.ts'
import type { Core } from '../open-core.ts'
import { openDatabase } from './open-database.ts'
import { readOptions } from './read-options.ts'
import { CommandError, runCommand } from './run-command.ts'

const USAGE = 'npm run retention -- [--dry-run] [--today YYYY-MM-DD]'

type Say = (sentence: string) => void

/** Prints rows in aligned columns. */
function sayTable(rows: readonly (readonly string[])[], say: Say): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  for (const row of rows)
    say(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}

/** Prints the whole schedule: class, retention period, end, number due, ground. */
async function sayDue(core: Core, say: Say): Promise<void> {
  const due = await countDue(core, Number.MAX_SAFE_INTEGER)
  const rows = buildSchedule(core.site).map((rule) => [
    rule.dataClass,
    formatRule(rule),
    rule.atEnd,
    rule.by === 'retention' ? String(due[rule.dataClass] ?? 0) : `(${rule.by})`,
    rule.ground,
  ])
  sayTable([['class', 'period', 'at its end', 'due', 'ground'], ...rows], say)
  say('Nothing was changed. What is under a legal hold is not counted.')
}

function sayDone(counts: RetentionCounts, say: Say): void {
  const lines = Object.entries(counts).map(([dataClass, count]) => `${dataClass}: ${count}`)
  for (const line of lines) say(line)
  say(lines.length === 0 ? 'Nothing was due.' : 'It stands in the register of destructions.')
}

async function run(core: Core, today: string | undefined, say: Say): Promise<void> {
  const log = (_level: string, event: string, facts?: Record<string, unknown>) => {
    if (event === 'messages_closed')
      say(`${facts?.count} messages that nobody had closed were closed: they have ended.`)
  }
  const asked = { today, holder: randomUUID(), actor: 'administrator' }
  const outcome = await retainNow({ ...core, log }, asked)
  if (!outcome) throw new CommandError('A server is running it now. Nothing more is needed.')
  if (outcome.kind === 'done') return sayDone(outcome.counts, say)
  const lastTime = new Date(outcome.believedAtMs).toISOString()
  throw new CommandError(
    `Nothing was destroyed: by this machine's clock it is ${new Date(core.clock()).toISOString()}, and the last time it was ` +
      `${lastTime}. If the clock is right, say which day it is: --today YYYY-MM-DD.`,
  )
}

/** `npm run retention`: destroys data past their retention period, as the daily job does, or only prints what is due. */
await runCommand('retention', async (environment, say) => {
  const { values } = readOptions(USAGE, {
    options: { 'dry-run': { type: 'boolean', default: false }, today: { type: 'string' } },
  })
  if (values.today !== undefined && !isCalendarDay(values.today))
    throw new CommandError(`--today: ${values.today} does not exist in the calendar. ${USAGE}`)
  const core = await openDatabase(environment)
  try {
    await (values['dry-run'] ? sayDue(core, say) : run(core, values.today, say))
  } finally {
    await core.store.close()
  }
})
