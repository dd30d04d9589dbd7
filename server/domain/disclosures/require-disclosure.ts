import type { DisclosedCategory, DisclosureContent } from '../../contract/index.ts'
import { DAY_MS } from '../calendar/day.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import type { ByActor } from '../registers/acting.ts'
import { buildRegisterEntry } from '../registers/register-entry.ts'
import { contentOf, type RegisterDeps } from '../registers/register-line.ts'
import { findGroundProblem, type GroundProblem } from './ground.ts'

/** How long an entry permits the disclosure that it announces, in milliseconds. */
const VALID_MS = DAY_MS

/** Why a disclosure is not permitted. */
export type DisclosureProblem =
  | 'disclosure_unknown'
  | 'disclosure_mismatch'
  | 'disclosure_expired'
  | 'disclosure_used'
  | GroundProblem['code']

/** The data to be disclosed, and the entry that permits it. */
export interface WantedDisclosure {
  /** Thread in the register of disclosures. */
  readonly disclosureId: string
  /** Ids and references. Default: everybody whom the entry names. */
  readonly subjects?: readonly string[] | undefined
  /** Default: all categories that the entry names. */
  readonly dataCategories?: readonly DisclosedCategory[] | undefined
}

/** The data that may be disclosed. */
export interface AllowedDisclosure {
  readonly kind: 'allowed'
  readonly subjects: readonly string[]
  readonly dataCategories: readonly DisclosedCategory[]
}

const isPart = (few: readonly string[], many: readonly string[]) =>
  few.every((one) => many.includes(one))

/**
 * Records the use of an entry. The line's id is derived from the entry's, so the database accepts the first use and rejects
 * every other, however many are attempted at once.
 */
async function noteUse(
  { disclosureId, subjects, atMs }: { disclosureId: string; subjects: number; atMs: number },
  deps: RegisterDeps & ByActor,
): Promise<boolean> {
  const digest = await deps.cryptography.sha256(`use of the disclosure ${disclosureId}`)
  const entry = await buildRegisterEntry(
    {
      register: 'audit',
      id: buildUuidV7(atMs, digest),
      thread: disclosureId,
      content: { action: 'data.export', subject: disclosureId, subjects },
      actor: deps.actor,
    },
    deps,
  )
  return (await deps.store.addRegisterEntry(entry)) === 'stored'
}

/**
 * Guards every export of personal data (DI-01). Compares the request with the last line of its entry, lets the entry be used
 * once within a day of its first line, and records the use in the audit before anything is disclosed.
 */
export async function requireDisclosure(
  deps: RegisterDeps & ByActor,
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
  // Measured from the first line: a correction does not renew an old entry.
  const ageMs = deps.clock() - first.atMs
  if (ageMs < 0 || ageMs > VALID_MS) return refuse('disclosure_expired')
  const problem = await findGroundProblem(entry, deps)
  if (problem) return refuse(problem.code)
  const use = { disclosureId, subjects: subjects.length, atMs: first.atMs }
  if (!(await noteUse(use, deps))) return refuse('disclosure_used')
  return { kind: 'allowed', subjects, dataCategories }
}
