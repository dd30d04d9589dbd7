import type { DisclosureBody, DisclosureContent, FieldProblem } from '../../contract/index.ts'
import { dueOn } from '../calendar/working-days.ts'
import type { ByActor } from '../registers/acting.ts'
import { contentOf, type RegisterDeps, todayOf, writeLine } from '../registers/register-line.ts'
import { findThing } from '../subject/subject.ts'
import { findGroundProblem } from './ground.ts'

/** Working days within which a subject must be informed of a transfer, where the law requires it (Art. 19). */
const NOTICE_WORKING_DAYS = 10

/** Why a disclosure was not recorded. */
export interface DisclosureRefused {
  readonly kind: 'refused'
  readonly code: 'invalid_body' | 'written_consent_unknown' | 'processor_not_live' | 'not_found'
  readonly fields?: Readonly<Record<string, FieldProblem>>
}

/** The recorded disclosure. */
export interface DisclosureWritten {
  readonly kind: 'written'
  readonly id: string
  readonly thread: string
  readonly at: string
  readonly noticeDueOn?: string
}

const refuse = (
  code: DisclosureRefused['code'],
  fields?: DisclosureRefused['fields'],
): DisclosureRefused => ({ kind: 'refused', code, ...(fields && { fields }) })

/** Returns the subjects whose id or reference no stored data have; nobody could be informed. */
async function findUnknownSubjects(
  subjects: readonly string[],
  known: ReadonlySet<string>,
  deps: RegisterDeps,
): Promise<Record<string, FieldProblem>> {
  const fields: Record<string, FieldProblem> = {}
  for (const [index, ref] of subjects.entries()) {
    if (!known.has(ref) && !(await findThing(deps, ref))) fields[`subjects.${index}`] = 'invalid'
  }
  return fields
}

const noticeDue = ({ needsNotice }: DisclosureBody, { site, clock }: RegisterDeps) =>
  needsNotice ? { noticeDueOn: dueOn(clock(), NOTICE_WORKING_DAYS, site) } : {}

/**
 * Records a disclosure (DI-01), or corrects one by a further line of its thread. Rejects an invalid ground, a day in the
 * future, and subjects without stored data.
 */
export async function writeDisclosure(
  body: DisclosureBody,
  { thread, deps }: { readonly thread?: string | undefined; readonly deps: RegisterDeps & ByActor },
): Promise<DisclosureWritten | DisclosureRefused> {
  const earlier =
    thread === undefined ? [] : await deps.store.readRegisterThread('disclosures', thread)
  if (thread !== undefined && earlier.length === 0) return refuse('not_found')
  const said = earlier.map((entry) => contentOf<DisclosureContent>(entry))
  const today = todayOf(deps)
  const fields: Record<string, FieldProblem> = {
    ...(body.date > today && { date: 'invalid' }),
    ...(body.documentDate > today && { documentDate: 'invalid' }),
    // A person who was erased since stays named in a correction.
    ...(await findUnknownSubjects(
      body.subjects,
      new Set(said.flatMap(({ subjects }) => subjects)),
      deps,
    )),
  }
  if (Object.keys(fields).length > 0) return refuse('invalid_body', fields)
  const problem = await findGroundProblem(body, deps)
  if (problem) return refuse(problem.code, { [problem.field]: 'invalid' })
  const first = said[0]
  const due = first?.noticeDueOn ? { noticeDueOn: first.noticeDueOn } : noticeDue(body, deps)
  const content: DisclosureContent = {
    ...body,
    ...due,
    ...(first?.breach !== undefined && { breach: first.breach }),
  }
  return { kind: 'written', ...(await writeLine('disclosures', content, { thread, deps })), ...due }
}
