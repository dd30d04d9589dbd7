import type { RegisterDeps } from '../registers/register-line.ts'
import { readBreaches } from './breach.ts'

type RemindDeps = Pick<RegisterDeps, 'store' | 'clock' | 'site'> & {
  readonly log: (
    level: 'info' | 'warn' | 'error',
    event: string,
    facts?: Record<string, unknown>,
  ) => void
}

/**
 * Says, each time it runs, of which breaches the authority has still to be told and of which it should have been told already
 * (BR-01): by thread and day alone. There are few breaches and one working day for each, so it does not spare its words.
 *
 * @returns how many of either.
 */
export async function remindOfBreaches(
  deps: RemindDeps,
): Promise<{ readonly due: number; readonly overdue: number }> {
  const open = (await readBreaches(deps)).filter(({ state }) => state === 'open')
  for (const { thread, dueOn, isOverdue } of open) {
    deps.log(isOverdue ? 'error' : 'warn', isOverdue ? 'breach_overdue' : 'breach_due', {
      thread,
      dueOn,
    })
  }
  const overdue = open.filter(({ isOverdue }) => isOverdue).length
  return { due: open.length - overdue, overdue }
}
