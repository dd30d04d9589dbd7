import type { AffectedScope, BreachBody, BreachContent } from '../../contract/index.ts'
import type { RegisterEntry } from '../../store/store.ts'
import { type MailDeps, prepareMails } from '../mail/queue-mail.ts'
import { mailsToStaff } from '../mail/tell-staff.ts'
import type { ByActor } from '../registers/acting.ts'
import type { RegisterDeps } from '../registers/register-line.ts'
import { type LineOutcome, writeLine } from '../registers/write-line.ts'
import { findAffected, isTooWide } from './affected.ts'
import { type Breach, breachDueOn, findBreach } from './breach.ts'
import { buildDisclosures } from './disclose-breach.ts'

type Deps = RegisterDeps & MailDeps & ByActor

/** Result of recording a breach. `too_wide`: more people are affected than one disclosure can name; nothing is written. */
export type BreachOutcome =
  | LineOutcome
  | { readonly kind: 'not_found' }
  | { readonly kind: 'too_wide' }

interface Told extends Pick<BreachContent, 'state' | 'authorityTold'> {
  readonly affected?: readonly AffectedScope[]
}

/** Whether the authority was notified, as far as a line says. */
const isTold = ({ state, authorityTold }: Told): boolean =>
  authorityTold !== undefined || state === 'notified'

/** Returns whose data a line discloses to the authority that an earlier one has not. */
function findNewScopes(content: Told, earlier: Breach | undefined): readonly AffectedScope[] {
  if (!isTold(content)) return []
  const before = earlier && isTold(earlier) ? (earlier.affected ?? []) : []
  const known = new Set(before.map((scope) => JSON.stringify(scope)))
  return (content.affected ?? []).filter((scope) => !known.has(JSON.stringify(scope)))
}

/**
 * Records a breach that makes sense, or new facts about it as a further line of its thread.
 *
 * If the authority still has to be notified of a new breach, a mail to staff is queued in the same commit, because a working
 * day is short. Once the notification is marked as sent, the disclosure to the authority is written in the same commit: who is
 * affected is looked up then, and not before (BR-03).
 */
export async function writeBreach(
  { id, after, ...facts }: BreachBody,
  { thread, deps }: { readonly thread?: string | undefined; readonly deps: Deps },
): Promise<BreachOutcome> {
  const earlier = thread === undefined ? undefined : (await findBreach(thread, deps))?.breach
  if (thread !== undefined && !earlier) return { kind: 'not_found' }
  const isSent = facts.authorityTold !== undefined && facts.state === 'open'
  const content: BreachContent = { ...facts, ...(isSent && { state: 'notified' }) }
  const affected = await findAffected(findNewScopes(content, earlier), deps)
  if (isTooWide(affected)) return { kind: 'too_wide' }
  const isNews = thread === undefined && content.state === 'open'
  return writeLine(
    {
      ...{ register: 'breaches', content, thread },
      act: { id, after },
      mailsOf: async ({ thread: number }) => {
        const values = { number, dueOn: breachDueOn(content, deps.site) }
        return prepareMails(deps, () =>
          isNews ? mailsToStaff({ kind: 'staff_breach', values }, deps.site.mail) : [],
        )
      },
      entriesOf: (entry: RegisterEntry) =>
        buildDisclosures({ thread: entry.thread, content, affected }, deps),
    },
    deps,
  )
}
