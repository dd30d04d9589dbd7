import type { SiteConfig } from '../config/site-config.ts'
import { isListed, type PageRule, plainPath, readPageRules, writePageTest } from './page-rules.ts'

type Lists = Pick<SiteConfig, 'mode' | 'neverAsk' | 'neverTrack'>

/** Every page. */
const EVERY_PAGE: readonly PageRule[] = [['', '']]

const read = ({ mode }: Pick<Lists, 'mode'>, entries: readonly string[]): readonly PageRule[] =>
  mode === 'no_consent' ? EVERY_PAGE : entries.flatMap(readPageRules)

const neverAsked = (site: Pick<Lists, 'mode' | 'neverAsk'>) => read(site, site.neverAsk)
const neverTracked = (site: Lists) => read(site, [...site.neverAsk, ...site.neverTrack])

const write = (rules: readonly PageRule[]) => (rules.length > 0 ? writePageTest(rules) : undefined)

/** Source of a function that says of a path whether consent is never asked there (CB-17); nowhere: `undefined`. */
export const neverAskedOn = (site: Pick<Lists, 'mode' | 'neverAsk'>): string | undefined =>
  write(neverAsked(site))

/** The same for visits that are never counted (TR-12): on those pages, and where consent is never asked. */
export const neverTrackedOn = (site: Lists): string | undefined => write(neverTracked(site))

const lists = new WeakMap<object, readonly PageRule[]>()

/** Whether a visit to this path may be counted. The list is read once for each configuration. */
export function mayCount(path: string, site: Lists): boolean {
  const rules = lists.get(site) ?? neverTracked(site)
  lists.set(site, rules)
  return rules.length === 0 || !isListed(plainPath(path), rules)
}

/** Purposes on offer besides `necessary`: none where the site asks nobody. */
export const offeredPurposes = ({ mode, purposes }: Pick<SiteConfig, 'mode' | 'purposes'>) =>
  mode === 'no_consent' ? [] : purposes
