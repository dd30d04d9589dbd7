import * as v from 'valibot'
import { PERSONAL_PROBLEM } from '../contract/registers/impersonal.ts'

/** What must stand under a service before data may go to its provider (TP-02). */
const MISSING_PROCESSOR =
  'is missing. Nothing may be sent to a provider without contractNumber, contractDate and confidentialityDate (clause 8.1(3))'

/** ` (service "map")` where a problem lies within a service, so that nobody has to count. */
function nameService(issue: v.BaseIssue<unknown>): string {
  const [first, second] = issue.path ?? []
  const service: unknown = first?.key === 'services' ? second?.value : undefined
  if (typeof service !== 'object' || service === null || !('id' in service)) return ''
  return typeof service.id === 'string' ? ` (service "${service.id.slice(0, 32)}")` : ''
}

function wordsOf(issue: v.BaseIssue<unknown>): string {
  const last = issue.path?.at(-1)?.key
  if (last === 'processor' && issue.input === undefined) return MISSING_PROCESSOR
  if (issue.message === PERSONAL_PROBLEM)
    return 'has an email address, a phone number or an IIN in it; registers name nobody'
  return issue.message
}

/** One wrong entry of the configuration: where it stands and what is wrong. */
export const describeProblem = (issue: v.BaseIssue<unknown>): string =>
  `${v.getDotPath(issue) ?? 'the whole'}${nameService(issue)}: ${wordsOf(issue)}`
