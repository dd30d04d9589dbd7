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
  /** When the entry was first written, milliseconds since 1970 UTC. */
  readonly atMs: number
  readonly subjects: readonly string[]
  readonly dataCategories: readonly DisclosedCategory[]
}

const isPart = (few: readonly string[], many: readonly string[]) =>
  few.every((one) => many.includes(one))

/** The use of an entry: what it was given out for. */
export interface DisclosureUse {
  readonly disclosureId: string
  /** Of the first line of the entry, milliseconds since 1970 UTC. */
  readonly atMs: number
  /** The client's id of the export. */
  readonly exportId?: string | undefined
}

/** How many were given out, and how many the entry names that were not. */
export interface GivenOut {
  readonly subjects: number
  readonly leftOut: number
}

const buildUse = (
  { disclosureId, exportId }: DisclosureUse,
  { given, id }: { readonly given: GivenOut; readonly id?: string },
  deps: RegisterDeps & ByActor,
) =>
  buildRegisterEntry(
    {
      ...{ register: 'audit', thread: disclosureId, id, actor: deps.actor },
      content: {
        ...{ action: 'data.export', subject: disclosureId, ...given },
        ...(exportId && { export: exportId }),
        ...(!id && { isRepeated: true }),
      },
    },
    deps,
  )

/**
 * Records the use of an entry. The line's id is derived from the entry's, so the database accepts the first use and rejects
 * every other, however many are attempted at once. The same export, sent again since its answer was lost, is no other use;
 * that it was given out again is recorded as well.
 *
 * @returns whether the data may be given out.
 */
export async function noteUse(
  use: DisclosureUse,
  given: GivenOut,
  deps: RegisterDeps & ByActor,
): Promise<boolean> {
  const { disclosureId, atMs, exportId } = use
  const digest = await deps.cryptography.sha256(`use of the disclosure ${disclosureId}`)
  const id = buildUuidV7(atMs, digest)
  const entry = await buildUse(use, { given, id }, deps)
  if ((await deps.store.addRegisterEntry(entry)) === 'stored') return true
  const lines = await deps.store.readRegisterThread('audit', disclosureId)
  const first = lines.find((line) => line.id === id)
  const isSame =
    exportId !== undefined &&
    first !== undefined &&
    contentOf<{ readonly export?: string }>(first).export === exportId
  if (isSame) await deps.store.addRegisterEntry(await buildUse(use, { given }, deps))
  return isSame
}

/**
 * Guards every export of personal data (DI-01). Compares the request with the last line of its entry, which may be used once
 * (`noteUse`) within a day of its first line.
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
  // Measured from the first line: a correction does not renew an old entry.
  const ageMs = deps.clock() - first.atMs
  if (ageMs < 0 || ageMs > VALID_MS) return refuse('disclosure_expired')
  const problem = await findGroundProblem(entry, deps)
  if (problem) return refuse(problem.code)
  return { kind: 'allowed', atMs: first.atMs, subjects, dataCategories }
}
