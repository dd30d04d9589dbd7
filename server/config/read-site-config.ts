import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as v from 'valibot'
import { defaultSite } from './default-site.ts'
import { describeProblem } from './describe-problem.ts'
import { findShortTerms } from './retention-config.ts'
import { type SiteConfig, siteConfig } from './site-config.ts'
import { findTagProblems } from './tags-config.ts'

/** `.json` is read, `.ts` is run: its default export is the configuration. */
async function load(path: string): Promise<unknown> {
  if (path.endsWith('.json')) return JSON.parse(await readFile(path, 'utf8'))
  const module: { default?: unknown } = await import(pathToFileURL(resolve(path)).href)
  return module.default
}

/**
 * Reads the site's configuration and fills in the defaults.
 *
 * @throws {Error} whose message names every wrong entry.
 */
export async function readSiteConfig(path: string | undefined): Promise<SiteConfig> {
  const given = path === undefined ? defaultSite : await load(path)
  const result = v.safeParse(siteConfig, given)
  const issues = result.issues ?? []
  const problems = [
    ...issues.map(describeProblem),
    ...(result.typed ? findShortTerms(result.output) : []),
    ...(result.success ? findTagProblems(result.output) : []),
  ]
  if (result.success && problems.length === 0) return result.output
  const lines = problems.map((problem) => `  ${problem}`).join('\n')
  throw new Error(`The configuration${path ? ` ${path}` : ''} is not right:\n${lines}`)
}
