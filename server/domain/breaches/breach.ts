import type { SiteConfig } from '../../config/site/site-config.ts'
import type { BreachContent, BreachesResult } from '../../contract/index.ts'
import type { Store, StoredEntry } from '../../store/store.ts'
import { addDays, dayStartMs } from '../calendar/day.ts'
import { dueOn } from '../calendar/working-days.ts'
import { contentOf, type RegisterDeps, readLatest, todayOf } from '../registers/register-line.ts'

/** Working days from discovery within which the authority must be notified (law on personal data, since 1 July 2024; BR-01). */
const NOTICE_WORKING_DAYS = 1

/** A breach as of the last line of its thread, with its status today. */
export type Breach = BreachesResult['breaches'][number]

/** Returns the day by whose end the authority must be notified. */
export const breachDueOn = (
  { discoveredAt }: Pick<BreachContent, 'discoveredAt'>,
  site: SiteConfig,
) => dueOn(Date.parse(discoveredAt), NOTICE_WORKING_DAYS, site)

/** Returns the breach that a line describes, with its status today. */
function presentBreach(entry: StoredEntry, deps: Pick<RegisterDeps, 'site' | 'clock'>): Breach {
  const content = contentOf<BreachContent>(entry)
  const due = breachDueOn(content, deps.site)
  return {
    ...content,
    thread: entry.thread,
    lastId: entry.id,
    at: new Date(entry.atMs).toISOString(),
    dueOn: due,
    dueAt: new Date(dayStartMs(addDays(due, 1), deps.site.timeZone)).toISOString(),
    isOverdue: content.state === 'open' && todayOf(deps) > due,
    responsible: deps.site.operator.responsible ?? null,
  }
}

/** Returns every breach: overdue ones first, then open ones, each by due day; then the rest, latest first. */
export async function readBreaches(
  deps: Pick<RegisterDeps, 'site' | 'clock'> & { readonly store: Pick<Store, 'readRegister'> },
): Promise<readonly Breach[]> {
  const breaches = (await readLatest(deps.store, 'breaches')).map((entry) =>
    presentBreach(entry, deps),
  )
  const rank = ({ isOverdue, state }: Breach) => (isOverdue ? 0 : state === 'open' ? 1 : 2)
  return breaches.toSorted((one, other) => {
    const byDay = one.dueOn < other.dueOn ? -1 : Number(one.dueOn > other.dueOn)
    return rank(one) - rank(other) || (rank(one) === 2 ? -byDay : byDay)
  })
}

/** Returns one breach with its lines, in the order of writing; `undefined` where there is no such thread. */
export async function findBreach(
  thread: string,
  deps: RegisterDeps,
): Promise<{ readonly breach: Breach; readonly entries: readonly StoredEntry[] } | undefined> {
  const entries = await deps.store.readRegisterThread('breaches', thread)
  const last = entries.at(-1)
  return last && { breach: presentBreach(last, deps), entries }
}
