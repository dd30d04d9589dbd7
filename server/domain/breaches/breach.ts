import type { SiteConfig } from '../../config/site/site-config.ts'
import type { BreachContent, BreachesResult, FieldProblem } from '../../contract/index.ts'
import type { RegisterEntry, Store, StoredEntry } from '../../store/store.ts'
import { dueOn } from '../calendar/working-days.ts'
import { type MailDeps, prepareMails } from '../mail/queue-mail.ts'
import { mailsToStaff } from '../mail/tell-staff.ts'
import type { ByActor } from '../registers/acting.ts'
import {
  contentOf,
  type RegisterDeps,
  readLatest,
  todayOf,
  writeLine,
} from '../registers/register-line.ts'

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
export function presentBreach(
  entry: StoredEntry,
  deps: Pick<RegisterDeps, 'site' | 'clock'>,
): Breach {
  const content = contentOf<BreachContent>(entry)
  const due = breachDueOn(content, deps.site)
  return {
    ...content,
    thread: entry.thread,
    at: new Date(entry.atMs).toISOString(),
    dueOn: due,
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

/** Returns one breach, or `undefined` where there is no such thread. */
export async function findBreach(thread: string, deps: RegisterDeps): Promise<Breach | undefined> {
  const last = (await deps.store.readRegisterThread('breaches', thread)).at(-1)
  return last && presentBreach(last, deps)
}

/** Result of recording a breach. */
export type BreachWritten =
  | { readonly kind: 'written'; readonly id: string; readonly thread: string; readonly at: string }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'refused'; readonly fields: Readonly<Record<string, FieldProblem>> }

/**
 * Records a breach, or new facts about it as a further line of its thread. If the authority still has to be notified of a new
 * breach, a mail to staff is queued in the same commit, because a working day is short.
 */
export async function writeBreach(
  content: BreachContent,
  {
    thread,
    deps,
  }: { readonly thread?: string | undefined; readonly deps: RegisterDeps & MailDeps & ByActor },
): Promise<BreachWritten> {
  if (thread !== undefined && !(await findBreach(thread, deps))) return { kind: 'not_found' }
  const discoveredMs = Date.parse(content.discoveredAt)
  if (!Number.isFinite(discoveredMs) || discoveredMs > deps.clock())
    return { kind: 'refused', fields: { discoveredAt: 'invalid' } }
  const isNews = thread === undefined && content.state === 'open'
  const mailsOf = async (entry: RegisterEntry) => {
    const values = { number: entry.thread, dueOn: breachDueOn(content, deps.site) }
    return prepareMails(deps, () =>
      isNews ? mailsToStaff({ kind: 'staff_breach', values }, deps.site.mail) : [],
    )
  }
  return { kind: 'written', ...(await writeLine('breaches', content, { thread, deps, mailsOf })) }
}
