import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as v from 'valibot'
import { decodeText } from '../files/read-text.ts'
import { defaultSite } from './default-site.ts'
import { describeProblem } from './describe-problem.ts'
import { importConfig } from './import-config.ts'
import { OperatorError } from './operator-error.ts'
import { findShortTerms } from './retention-config.ts'
import { type SiteConfig, siteConfig } from './site-config.ts'
import { findTagProblems } from './tags-config.ts'

/** `.json` is read, `.ts` is run: its default export is the configuration. */
async function load(path: string): Promise<unknown> {
  if (!existsSync(path))
    throw new OperatorError(
      `KELISIM_CONFIG: there is no file ${resolve(path)}. Put the path right, or leave it out.`,
    )
  const text = decodeText(await readFile(path), `KELISIM_CONFIG: ${resolve(path)}`)
  try {
    return /\.json$/i.test(path) ? JSON.parse(text) : await importConfig(path)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown'
    throw new OperatorError(`KELISIM_CONFIG: ${resolve(path)} cannot be read: ${reason}`, { cause })
  }
}

/** A day on which the school both works and does not. */
const findDayProblems = ({ holidays, workingDays }: SiteConfig): string[] =>
  workingDays
    .filter((day) => holidays.includes(day))
    .map((day) => `workingDays: ${day} stands in holidays too. Leave it in one of the two.`)

/**
 * Reads the site's configuration and fills in the defaults.
 *
 * @throws {OperatorError} whose message names the file, and every wrong entry.
 */
export async function readSiteConfig(path: string | undefined): Promise<SiteConfig> {
  const given = path === undefined ? defaultSite : await load(path)
  const result = v.safeParse(siteConfig, given)
  const issues = result.issues ?? []
  const problems = [
    ...issues.flatMap((issue) => describeProblem(issue, siteConfig)),
    ...(result.typed ? findShortTerms(result.output) : []),
    ...(result.success ? findTagProblems(result.output) : []),
    ...(result.success ? findDayProblems(result.output) : []),
  ]
  if (result.success && problems.length === 0) return result.output
  const lines = problems.map((problem) => `  ${problem}`).join('\n')
  throw new OperatorError(`The configuration${path ? ` ${path}` : ''} is not right:\n${lines}`)
}
