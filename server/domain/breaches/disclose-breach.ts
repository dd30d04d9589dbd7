import type { BreachContent, DisclosedCategory, DisclosureContent } from '../../contract/index.ts'
import type { RegisterEntry } from '../../store/store.ts'
import { dayOf } from '../calendar/day.ts'
import type { ByActor } from '../registers/acting.ts'
import { buildRegisterEntry } from '../registers/register-entry.ts'
import type { RegisterDeps } from '../registers/register-line.ts'
import type { Affected, Dataset } from './affected.ts'

/** Maximum that the register's schema accepts in one line. */
const SUBJECTS_PER_LINE = 1000

/** The categories of data stored about each person of a dataset. */
const HELD: Readonly<Record<Dataset, readonly DisclosedCategory[]>> = {
  messages: ['name', 'email', 'phone', 'message'],
  consents: ['consent'],
  visits: ['address', 'browser', 'visit_time', 'visitor_cookie'],
}

/** A breach of which the authority was notified, and the people named to it. */
interface Told {
  readonly thread: string
  readonly content: BreachContent
  readonly affected: readonly Affected[]
}

/** Builds the disclosure to the authority that the law requires, linked to the breach's thread (clause 8.1(2)). */
function buildContent(
  { thread, content: { authorityTold } }: Told,
  { dataset, subjects }: { readonly dataset: Dataset; readonly subjects: readonly string[] },
  deps: RegisterDeps & ByActor,
): DisclosureContent {
  const { timeZone, breach } = deps.site
  const toldMs = authorityTold ? Date.parse(authorityTold.at) : deps.clock()
  const date = dayOf(toldMs, timeZone)
  const number = authorityTold?.number ?? thread
  return {
    ...{ ground: 'authority_request', authority: breach.authority.kk },
    ...{ legalNorm: breach.legalNorm.kk, recipient: breach.authority.kk },
    ...{ requestNumber: number, documentNumber: number, documentDate: date, date },
    ...{ disclosedBy: deps.actor, dataCategories: [...HELD[dataset]] },
    ...{ subjects: [...subjects], breach: thread },
  }
}

/** Builds the lines of the register of disclosures that name who is affected, some to a line. */
export async function buildDisclosures(
  told: Told,
  deps: RegisterDeps & ByActor,
): Promise<readonly RegisterEntry[]> {
  const entries: RegisterEntry[] = []
  for (const dataset of Object.keys(HELD) as Dataset[]) {
    const people = told.affected.filter((one) => one.dataset === dataset)
    const refs = [...new Set(people.map(({ ref }) => ref))]
    for (let first = 0; first < refs.length; first += SUBJECTS_PER_LINE) {
      const subjects = refs.slice(first, first + SUBJECTS_PER_LINE)
      const content = buildContent(told, { dataset, subjects }, deps)
      const given = { register: 'disclosures', content, actor: deps.actor } as const
      entries.push(await buildRegisterEntry(given, deps))
    }
  }
  return entries
}
