import type { SiteConfig } from '../../config/site/site-config.ts'
import { isListed, type PageRule, plainPath, readPageRules, writePageTest } from './page-rules.ts'

type Lists = Pick<SiteConfig, 'mode' | 'neverAsk' | 'neverTrack'>

/** Every page. */
const EVERY_PAGE: readonly PageRule[] = [['', '']]

const read = ({ mode }: Pick<Lists, 'mode'>, entries: readonly string[]): readonly PageRule[] =>
  mode === 'no_consent' ? EVERY_PAGE : entries.flatMap(readPageRules)

const neverAsked = (site: Pick<Lists, 'mode' | 'neverAsk'>) => read(site, site.neverAsk)
const neverTracked = (site: Lists) => read(site, [...site.neverAsk, ...site.neverTrack])

const write = (rules: readonly PageRule[]) => (rules.length > 0 ? writePageTest(rules) : undefined)

/**
 * Returns the source of a function that tells whether consent is never asked on a path (CB-17), or `undefined` where there is
 * no such path.
 */
export const neverAskedOn = (site: Pick<Lists, 'mode' | 'neverAsk'>): string | undefined =>
  write(neverAsked(site))

/** The same for paths on which visits are never counted (TR-12): the listed ones, and those where consent is never asked. */
export const neverTrackedOn = (site: Lists): string | undefined => write(neverTracked(site))

/** Maximum paths cached for a site with their result; a school's site has some hundred pages. */
const PATHS_REMEMBERED = 1000

/** Returns the test whether a path may be counted. Results for frequent paths are cached. */
function createPathTest(site: Lists): (path: string) => boolean {
  const rules = neverTracked(site)
  if (rules.length === 0) return () => true
  const remembered = new Map<string, boolean>()
  return (path) => {
    const known = remembered.get(path)
    if (known !== undefined) return known
    const isCounted = !isListed(plainPath(path), rules)
    // Emptied as a whole: a client that invents paths costs no more than without a cache.
    if (remembered.size >= PATHS_REMEMBERED) remembered.clear()
    remembered.set(path, isCounted)
    return isCounted
  }
}

const pathTests = new WeakMap<object, (path: string) => boolean>()

/** Returns whether a visit to this path may be counted. The list is parsed once for each configuration. */
export function mayCount(path: string, site: Lists): boolean {
  const known = pathTests.get(site)
  if (known) return known(path)
  const test = createPathTest(site)
  pathTests.set(site, test)
  return test(path)
}

/** Returns the purposes on offer besides `necessary`; none where the site asks nobody. */
export const offeredPurposes = ({ mode, purposes }: Pick<SiteConfig, 'mode' | 'purposes'>) =>
  mode === 'no_consent' ? [] : purposes
