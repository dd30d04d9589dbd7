import type {
  AffectedPerson,
  AffectedResult,
  AffectedScope,
  DisclosureContent,
} from '../../contract/index.ts'
import type { StoredMessage } from '../../store/store.ts'
import { addDays, dayStartMs } from '../calendar/day.ts'
import { type OpenDeps, openMessageFields } from '../keys/open-sealed.ts'
import { hasEnded } from '../messages/open-messages.ts'
import { findLatest } from '../registers/list-register.ts'
import { contentOf, type RegisterDeps } from '../registers/register-line.ts'
import type { Breach } from './breach.ts'

export type Dataset = AffectedScope['dataset']

/** Maximum number of people in one search; above it the caller asks by shorter periods. */
const AFFECTED_AT_MOST = 10_000
/** People shown of a preview. */
const SHOWN_AT_MOST = 100

/** One affected person, without a word of theirs. */
export type Affected = AffectedPerson

/** One affected person as the notification to the authority names them. */
export interface NamedPerson {
  readonly ref: string
  readonly name: string | null
  readonly phone: string | null
}

const nameless = (ref: string): NamedPerson => ({ ref, name: null, phone: null })

const unnamed =
  (dataset: Dataset) =>
  (ref: string): Affected => ({
    ...{ ref, dataset, hasName: false, hasPhone: false, isBlocked: false },
  })

/** Whether a message may still be read: its person has not blocked it, and its consent has not ended. */
const isReadable = (message: StoredMessage, deps: Pick<RegisterDeps, 'clock'>): boolean =>
  !message.isBlocked && !hasEnded(message, deps)

const describeMessage = (message: StoredMessage, deps: Pick<RegisterDeps, 'clock'>): Affected => ({
  ref: message.reference,
  dataset: 'messages',
  hasName: isReadable(message, deps),
  hasPhone: isReadable(message, deps) && message.phone !== null,
  isBlocked: message.isBlocked,
})

/** Returns who is affected by one dataset and period, one more than `AFFECTED_AT_MOST` at most. */
async function findOfScope(
  { dataset, from, to }: AffectedScope,
  deps: RegisterDeps,
): Promise<readonly Affected[]> {
  const { store, site } = deps
  const limit = AFFECTED_AT_MOST + 1
  if (dataset === 'visits') return (await store.findVisitors(from, to, limit)).map(unnamed(dataset))
  const fromMs = dayStartMs(from, site.timeZone)
  const beforeMs = dayStartMs(addDays(to, 1), site.timeZone)
  if (dataset === 'consents')
    return (await store.findConsentsGiven(fromMs, beforeMs, limit)).map(unnamed(dataset))
  const messages = await store.findMessagesReceived(fromMs, beforeMs, limit)
  return messages.map((message) => describeMessage(message, deps))
}

/** Whether more people are affected than one search can find. */
export const isTooWide = (affected: readonly Affected[]): boolean =>
  affected.length > AFFECTED_AT_MOST

/** Returns who is affected: each person of a dataset once. Reads no word of theirs, and writes nothing. */
export async function findAffected(
  scopes: readonly AffectedScope[],
  deps: RegisterDeps,
): Promise<readonly Affected[]> {
  const found = new Map<string, Affected>()
  for (const scope of scopes) {
    if (found.size > AFFECTED_AT_MOST) break
    for (const one of await findOfScope(scope, deps)) found.set(`${one.dataset} ${one.ref}`, one)
  }
  return [...found.values()]
}

/**
 * Returns a preview of the people affected by a breach (BR-03): how many, and the first of them by reference.
 *
 * @returns `undefined` where more are affected than one search can find.
 */
export async function previewAffected(
  scopes: readonly AffectedScope[],
  deps: RegisterDeps,
): Promise<AffectedResult | undefined> {
  const affected = await findAffected(scopes, deps)
  if (isTooWide(affected)) return undefined
  const total = new Set(affected.map(({ ref }) => ref)).size
  return { total, people: affected.slice(0, SHOWN_AT_MOST) }
}

/** Returns the references that a breach's notification names: those disclosed already, or those affected now. */
async function findNamed(breach: Breach, deps: RegisterDeps): Promise<ReadonlySet<string>> {
  const disclosed = (await findLatest(deps.store, 'disclosures', breach.thread))
    .map((entry) => contentOf<DisclosureContent>(entry))
    .filter((content) => content.breach === breach.thread)
    .flatMap(({ subjects }) => subjects)
  if (disclosed.length > 0) return new Set(disclosed)
  const affected = await findAffected(breach.affected ?? [], deps)
  return new Set(affected.slice(0, AFFECTED_AT_MOST).map(({ ref }) => ref))
}

async function nameMessage(message: StoredMessage, deps: RegisterDeps & OpenDeps) {
  const ref = message.reference
  if (!isReadable(message, deps)) return nameless(ref)
  const { texts } = await openMessageFields(message, deps, ['name', 'phone'])
  return { ref, name: texts.name, phone: texts.phone }
}

/**
 * Returns the people whom the notification of a breach to the authority names (BR-02), with what the site knows of them. Of a
 * blocked message only that it exists. After the breach is closed it names nobody.
 */
export async function readNamed(
  breach: Breach,
  deps: RegisterDeps & OpenDeps,
): Promise<readonly NamedPerson[]> {
  if (breach.state === 'closed') return []
  const people: NamedPerson[] = []
  for (const ref of await findNamed(breach, deps)) {
    const message = ref.startsWith('K-')
      ? await deps.store.findMessage({ reference: ref })
      : undefined
    people.push(message ? await nameMessage(message, deps) : nameless(ref))
  }
  return people
}
