import type {
  AffectedBody,
  AffectedResult,
  AffectedSubject,
  DisclosedCategory,
  DisclosureContent,
} from '../../contract/index.ts'
import type { RegisterEntry, StoredMessage } from '../../store/store.ts'
import { addDays, dayStartMs } from '../calendar/day.ts'
import { type OpenDeps, openFields } from '../keys/open-sealed.ts'
import { hasEnded } from '../messages/open-messages.ts'
import type { ByActor } from '../registers/acting.ts'
import { buildAudit } from '../registers/audit.ts'
import { findLatest } from '../registers/list-register.ts'
import { buildRegisterEntry } from '../registers/register-entry.ts'
import { contentOf, type RegisterDeps, todayOf } from '../registers/register-line.ts'
import type { Breach } from './breach.ts'
import { draftSubjectNotification } from './notification.ts'

type Deps = RegisterDeps & OpenDeps

/** Maximum number of people in one answer; above it the caller asks by shorter periods. */
const AFFECTED_AT_MOST = 10_000
/** Maximum that the register's schema accepts in one line. */
const SUBJECTS_PER_LINE = 1000

/** The categories of data stored about each person of a dataset. */
const HELD: Readonly<Record<AffectedBody['dataset'], readonly DisclosedCategory[]>> = {
  messages: ['name', 'email', 'phone', 'message'],
  consents: ['consent'],
  visits: ['address', 'browser', 'visit_time', 'visitor_cookie'],
}

const nameless = (ref: string): AffectedSubject => ({
  ref,
  name: null,
  phone: null,
  isBlocked: false,
  unreadable: [],
})

/**
 * Returns name and phone for the authority's notification. If the person blocked the message, or its consent has ended, it
 * returns only that the message exists.
 */
async function describeMessage(message: StoredMessage, deps: Deps): Promise<AffectedSubject> {
  const { reference: ref, isBlocked } = message
  if (isBlocked || hasEnded(message, deps)) return { ...nameless(ref), isBlocked }
  const fields = ['name', 'phone'] as const
  const nameOf = (field: 'name' | 'phone') => `messages.${field}` as const
  const { texts, unreadable } = await openFields(message, { fields, nameOf }, deps)
  return { ref, ...texts, isBlocked, unreadable }
}

/** Returns who is affected, by reference, for one dataset and period. */
async function findAffected(
  { dataset, from, to }: AffectedBody,
  deps: Deps,
): Promise<readonly AffectedSubject[]> {
  const { store, site } = deps
  const limit = AFFECTED_AT_MOST + 1
  if (dataset === 'visits') return (await store.findVisitors(from, to, limit)).map(nameless)
  const fromMs = dayStartMs(from, site.timeZone)
  const beforeMs = dayStartMs(addDays(to, 1), site.timeZone)
  if (dataset === 'consents') {
    return (await store.findConsentsGiven(fromMs, beforeMs, limit)).map(nameless)
  }
  const messages = await store.findMessagesReceived(fromMs, beforeMs, limit)
  if (messages.length === limit) return messages.map(({ reference }) => nameless(reference))
  return Promise.all(messages.map((message) => describeMessage(message, deps)))
}

/** Builds the disclosure to the authority that the law requires, linked to the breach's thread (clause 8.1(2)). */
function buildDisclosure(
  breach: Breach,
  { dataset, subjects }: { dataset: AffectedBody['dataset']; subjects: readonly string[] },
  deps: RegisterDeps & ByActor,
): DisclosureContent {
  const { authority, legalNorm } = deps.site.breach
  const today = todayOf(deps)
  return {
    ...{ ground: 'authority_request', authority: authority.kk, legalNorm: legalNorm.kk },
    ...{ requestNumber: breach.thread, documentNumber: breach.thread, documentDate: today },
    ...{ date: today, recipient: authority.kk, disclosedBy: deps.actor },
    dataCategories: [...HELD[dataset]],
    subjects: [...subjects],
    breach: breach.thread,
  }
}

/**
 * Lists the people affected by a breach, by dataset and period. It records the disclosure to the authority before it returns
 * any name (BR-03). Where nobody is affected, it writes nothing.
 *
 * @returns `undefined` where more are affected than one list can hold.
 */
export async function listAffected(
  breach: Breach,
  body: AffectedBody,
  deps: Deps & ByActor,
): Promise<AffectedResult | undefined> {
  const subjects = await findAffected(body, deps)
  if (subjects.length > AFFECTED_AT_MOST) return undefined
  const refs = subjects.map(({ ref }) => ref)
  const entries: RegisterEntry[] = []
  for (let first = 0; first < refs.length; first += SUBJECTS_PER_LINE) {
    const part = refs.slice(first, first + SUBJECTS_PER_LINE)
    const content = buildDisclosure(breach, { dataset: body.dataset, subjects: part }, deps)
    entries.push(
      await buildRegisterEntry({ register: 'disclosures', content, actor: deps.actor }, deps),
    )
  }
  const facts = { ...body, subjects: subjects.length }
  const audited = { action: 'breach.subjects', subject: breach.thread, facts }
  const entry = await buildAudit({ ...audited, actor: deps.actor }, deps)
  await deps.store.addRegisterEntry(entry, { entries })
  const { site } = deps
  const notice = {
    kk: draftSubjectNotification(breach, { language: 'kk', site }),
    ru: draftSubjectNotification(breach, { language: 'ru', site }),
  }
  return { subjects, disclosures: entries.map(({ thread }) => thread), notice }
}

/**
 * Returns the people named in the disclosures made for a breach: those whom its notification to the authority may name. After
 * the breach is closed it names nobody.
 */
export async function readAffected(
  breach: Breach,
  deps: Deps,
): Promise<readonly AffectedSubject[]> {
  if (breach.state === 'closed') return []
  const disclosures = (await findLatest(deps.store, 'disclosures', breach.thread))
    .map((entry) => contentOf<DisclosureContent>(entry))
    .filter((content) => content.breach === breach.thread)
  const refs = new Set(disclosures.flatMap(({ subjects }) => subjects))
  const subjects: AffectedSubject[] = []
  for (const ref of refs) {
    const message = ref.startsWith('K-')
      ? await deps.store.findMessage({ reference: ref })
      : undefined
    subjects.push(message ? await describeMessage(message, deps) : nameless(ref))
  }
  return subjects
}
