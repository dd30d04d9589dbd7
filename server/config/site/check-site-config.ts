import * as v from 'valibot'
import { describeProblem } from '../describe-problem.ts'
import { listProblems } from '../operator-error.ts'
import { findShortPeriods } from './retention-config.ts'
import { type SiteConfig, siteConfig } from './site-config.ts'
import { findTagProblems } from './tags-config.ts'

/** Returns days that are both a holiday and a working day. */
const findDayProblems = ({ holidays, workingDays }: SiteConfig): string[] =>
  workingDays
    .filter((day) => holidays.includes(day))
    .map((day) => `workingDays: ${day} stands in holidays too. Leave it in one of the two.`)

/**
 * Validates a site's configuration and fills in the defaults.
 *
 * @param name of the configuration, for the message: a path, or the site's host. Default: none.
 * @throws {OperatorError} whose message contains the name and every wrong entry.
 */
export function checkSiteConfig(given: unknown, name?: string): SiteConfig {
  const result = v.safeParse(siteConfig, given)
  const issues = result.issues ?? []
  const problems = [
    ...issues.flatMap((issue) => describeProblem(issue, siteConfig)),
    ...(result.typed ? findShortPeriods(result.output) : []),
    ...(result.success ? findTagProblems(result.output) : []),
    ...(result.success ? findDayProblems(result.output) : []),
  ]
  if (result.success && problems.length === 0) return result.output
  throw listProblems(`The configuration${name ? ` ${name}` : ''} is not right`, problems)
}
