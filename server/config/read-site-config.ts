import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as v from 'valibot'
import { defaultSite } from './default-site.ts'
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
  const problems = result.success
    ? findTagProblems(result.output)
    : result.issues.map((issue) => `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`)
  if (result.success && problems.length === 0) return result.output
  throw new Error(
    `The configuration${path ? ` ${path}` : ''} is not right:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
  )
}
