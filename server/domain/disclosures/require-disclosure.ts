import type { DisclosedCategory, DisclosureContent } from '../../contract/index.ts'
import { DAY_MS } from '../calendar/day.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import { buildRegisterEntry } from '../registers/register-entry.ts'
import { contentOf, type RegisterDeps } from '../registers/register-line.ts'
import { findGroundProblem, type GroundProblem } from './ground.ts'

/** How long an entry allows the disclosure that it announces, in milliseconds. */
const VALID_MS = DAY_MS

/** Why a disclosure may not be made. */
export type DisclosureProblem =
  | 'disclosure_unknown'
  | 'disclosure_mismatch'
  | 'disclosure_expired'
  | 'disclosure_used'
  | GroundProblem['code']

/** What is about to be given out, and under which entry. */
export interface WantedDisclosure {
  /** Thread in the register of disclosures. */
  readonly disclosureId: string
  /** Ids and references; absent: everybody whom the entry names. */
  readonly subjects?: readonly string[] | undefined
  /** Absent: all that the entry names. */
  readonly dataCategories?: readonly DisclosedCategory[] | undefined
}

/** What may be given out. */
export interface AllowedDisclosure {
  readonly kind: 'allowed'
  readonly subjects: readonly string[]
  readonly dataCategories: readonly DisclosedCategory[]
}

const isPart = (few: readonly string[], many: readonly string[]) =>
  few.every((one) => many.includes(one))

/**
 * The one line that says that an entry was used. Its id follows from the entry's, so that the database lets the first use in and
 * no second one, however many ask at once.
 */
async function noteUse(
  { disclosureId, subjects, atMs }: { disclosureId: string; subjects: number; atMs: number },
  deps: RegisterDeps,
): Promise<boolean> {
  const digest = await deps.cryptography.sha256(`use of the disclosure ${disclosureId}`)
  const entry = await buildRegisterEntry(
    {
      register: 'audit',
      id: buildUuidV7(atMs, digest),
      thread: disclosureId,
      content: { action: 'data.export', subject: disclosureId, subjects },
      actor: 'administrator',
    },
    deps,
  )
  return (await deps.store.addRegisterEntry(entry)) === 'stored'
}

/**
 * The gate that every export of personal data passes (DI-01). Holds what is wanted against the last line of its entry, lets the
 * entry be used once within a day of its first line, and notes the use in the audit before anything is given out.
 */
export async function requireDisclosure(
  deps: RegisterDeps,
  wanted: WantedDisclosure,
): Promise<AllowedDisclosure | { readonly kind: 'refused'; readonly code: DisclosureProblem }> {
  const { disclosureId } = wanted
  const refuse = (code: DisclosureProblem) => ({ kind: 'refused', code }) as const
  const entries = await deps.store.readRegisterThread('disclosures', disclosureId)
  const [first, last] = [entries[0], entries.at(-1)]
  if (first === undefined || last === undefined) return refuse('disclosure_unknown')
  const entry = contentOf<DisclosureContent>(last)
  const subjects = wanted.subjects ?? entry.subjects
  const dataCategories = wanted.dataCategories ?? entry.dataCategories
  if (!isPart(subjects, entry.subjects) || !isPart(dataCategories, entry.dataCategories))
    return refuse('disclosure_mismatch')
  // Of the first line: a correction does not make an old entry new.
  const ageMs = deps.clock() - first.atMs
  if (ageMs < 0 || ageMs > VALID_MS) return refuse('disclosure_expired')
  const problem = await findGroundProblem(entry, deps)
  if (problem) return refuse(problem.code)
  const use = { disclosureId, subjects: subjects.length, atMs: first.atMs }
  if (!(await noteUse(use, deps))) return refuse('disclosure_used')
  return { kind: 'allowed', subjects, dataCategories }
}
