import * as v from 'valibot'
import { PERSONAL_PROBLEM } from '../contract/registers/impersonal.ts'
import { listKeys } from './list-keys.ts'
import { findNearest } from './nearest-name.ts'

/** Requirements for a service before data may go to its provider (TP-02). */
const MISSING_PROCESSOR =
  'is missing. Nothing may be sent to a provider without contractNumber, contractDate and confidentialityDate (clause 8.1(3))'

/** Returns ` (service "map")` where a problem is within a service, so that nobody has to count entries. */
function nameService(issue: v.BaseIssue<unknown>): string {
  const [first, second] = issue.path ?? []
  const service: unknown = first?.key === 'services' ? second?.value : undefined
  if (typeof service !== 'object' || service === null || !('id' in service)) return ''
  return typeof service.id === 'string' ? ` (service "${service.id.slice(0, 32)}")` : ''
}

/** Describes an unknown entry, with the most similar name or all allowed ones. */
function describeUnknown(name: string, known: readonly string[]): string {
  const meant = findNearest(name, known)
  if (meant) return `is not known. Did you mean "${meant}"?`
  return `is not known. Take it away${known.length > 0 ? `; what may stand here: ${known.join(', ')}` : ''}.`
}

/** Returns every unknown key of an object; a strict object itself reports only the first. */
function listUnknown(issue: v.BaseIssue<unknown>, schema: unknown): string[] {
  const keys = issue.path?.map(({ key }) => key as PropertyKey) ?? []
  const known = listKeys(schema, keys.slice(0, -1))
  const last = issue.path?.at(-1)
  const given = last && 'input' in last && typeof last.input === 'object' ? last.input : {}
  const names = Object.keys(given ?? {}).filter((name) => !known.includes(name))
  const place = keys.slice(0, -1).map((key) => `${String(key)}.`)
  return names.map(
    (name) =>
      `${place.join('')}${name.slice(0, 64)}${nameService(issue)}: ${describeUnknown(name, known)}`,
  )
}

function wordsOf(issue: v.BaseIssue<unknown>): string {
  const keys = issue.path?.map(({ key }) => key as PropertyKey) ?? []
  const isMissing = issue.input === undefined
  if (keys.at(-1) === 'processor' && isMissing) return MISSING_PROCESSOR
  if (issue.message === PERSONAL_PROBLEM)
    return 'has an email address, a phone number or an IIN in it; registers name nobody'
  if (issue.type === 'strict_object' && keys.length > 0 && isMissing) return 'is missing'
  if (keys.length === 0 && isMissing)
    return 'is missing: the file must export it (export default { … })'
  return issue.message
}

/**
 * Describes the problems at one place of the configuration, one line each, with the path. @param schema that it was checked
 * against.
 */
export const describeProblem = (issue: v.BaseIssue<unknown>, schema: unknown): string[] =>
  issue.type === 'strict_object' && issue.expected === 'never'
    ? listUnknown(issue, schema)
    : [`${v.getDotPath(issue) ?? 'the whole'}${nameService(issue)}: ${wordsOf(issue)}`]
