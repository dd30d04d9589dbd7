import type { DisclosureBody, DisclosureContent, FieldProblem } from '../../contract/index.ts'
import { dueOn } from '../calendar/working-days.ts'
import type { ByActor } from '../registers/acting.ts'
import { contentOf, type RegisterDeps, todayOf } from '../registers/register-line.ts'
import { findTimeProblems, type SenseProblems } from '../registers/sense.ts'
import { type LineOutcome, writeLine } from '../registers/write-line.ts'
import { findThing } from '../subject/subject.ts'
import { findGroundProblem, type GroundProblem } from './ground.ts'

/** Working days within which a subject must be informed of a transfer, where the law requires it (Art. 19). */
const NOTICE_WORKING_DAYS = 10

/** Fields of a disclosure that are right by themselves, and the thread that it corrects. */
interface Given {
  readonly valid: Readonly<Partial<DisclosureBody>>
  readonly thread?: string | undefined
}

/** Returns what the lines of a thread say; nothing where it begins with this entry. */
async function readSaid(
  thread: string | undefined,
  { store }: RegisterDeps,
): Promise<readonly DisclosureContent[]> {
  const earlier = thread === undefined ? [] : await store.readRegisterThread('disclosures', thread)
  return earlier.map((entry) => contentOf<DisclosureContent>(entry))
}

/** Reports the subjects whose id or reference no stored data have; nobody could be informed. */
async function findUnknownSubjects(
  { valid: { subjects = [] }, thread }: Given,
  deps: RegisterDeps,
): Promise<SenseProblems> {
  // A person who was erased since stays named in a correction.
  const known = new Set((await readSaid(thread, deps)).flatMap((said) => said.subjects))
  const problems: Record<string, FieldProblem> = {}
  for (const [index, ref] of subjects.entries())
    if (!known.has(ref) && !(await findThing(deps, ref)))
      problems[`subjects.${index}`] = 'not_found'
  return problems
}

/** Returns what makes no sense in a disclosure: days to come, a document of a later day, subjects without stored data. */
export async function findDisclosureProblems(
  given: Given,
  deps: RegisterDeps,
): Promise<SenseProblems> {
  const { date, documentDate, noticeToldOn } = given.valid
  const isLater = date !== undefined && documentDate !== undefined && documentDate > date
  return {
    ...(isLater && { documentDate: 'reversed' }),
    ...findTimeProblems({ date, documentDate, noticeToldOn }, todayOf(deps)),
    ...(await findUnknownSubjects(given, deps)),
  }
}

/** Returns the day by which the subject must still be informed. A correction does not put it off. */
function noticeDue(
  { needsNotice, noticeToldOn }: Pick<DisclosureBody, 'needsNotice' | 'noticeToldOn'>,
  first: DisclosureContent | undefined,
  { site, clock }: RegisterDeps,
) {
  if (noticeToldOn !== undefined) return {}
  if (first?.noticeDueOn) return { noticeDueOn: first.noticeDueOn }
  return needsNotice ? { noticeDueOn: dueOn(clock(), NOTICE_WORKING_DAYS, site) } : {}
}

/**
 * Records a disclosure that makes sense (DI-01), or corrects one by a further line of its thread.
 *
 * @returns the ground's problem where its ground is not valid.
 */
export async function writeDisclosure(
  { id, after, ...facts }: DisclosureBody,
  { thread, deps }: { readonly thread?: string | undefined; readonly deps: RegisterDeps & ByActor },
): Promise<LineOutcome | { readonly kind: 'not_found' } | ({ kind: 'refused' } & GroundProblem)> {
  const said = await readSaid(thread, deps)
  if (thread !== undefined && said.length === 0) return { kind: 'not_found' }
  const problem = await findGroundProblem(facts, deps)
  if (problem) return { kind: 'refused', ...problem }
  const first = said[0]
  const content: DisclosureContent = {
    ...facts,
    ...noticeDue(facts, first, deps),
    ...(first?.breach !== undefined && { breach: first.breach }),
  }
  return writeLine({ register: 'disclosures', content, thread, act: { id, after } }, deps)
}
