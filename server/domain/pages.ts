import type { SiteConfig } from '../config/site-config.ts'

/** Matches every path. */
const ANY = '^/'

/** One path with `*` as an expression's source. `/children/*` is `/children` too; letters are written as addresses write them. */
const toSource = (path: string): string =>
  encodeURI(path)
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\/\*$/, '(/.*)?')
    .replace(/(?<!\.)\*/g, '.*')

const join = (paths: readonly string[]): string => `^(${paths.map(toSource).join('|')})$`

/** Source of an expression for the paths on which consent is never asked (CB-17), without regard to case; none: `undefined`. */
export function neverAskedOn({ mode, neverAsk }: Pick<SiteConfig, 'mode' | 'neverAsk'>) {
  if (mode === 'no_consent') return ANY
  return neverAsk.length > 0 ? join(neverAsk) : undefined
}

/** Source of an expression for the paths whose visits are never counted (TR-12): those, and where consent is never asked. */
export function neverTrackedOn(site: Pick<SiteConfig, 'mode' | 'neverAsk' | 'neverTrack'>) {
  if (site.mode === 'no_consent') return ANY
  const paths = [...site.neverAsk, ...site.neverTrack]
  return paths.length > 0 ? join(paths) : undefined
}

const guards = new WeakMap<object, RegExp | undefined>()

/** Whether a visit to this path may be counted. The expression is made once for each configuration. */
export function mayCount(path: string, site: Parameters<typeof neverTrackedOn>[0]): boolean {
  if (!guards.has(site)) {
    const source = neverTrackedOn(site)
    guards.set(site, source === undefined ? undefined : new RegExp(source, 'i'))
  }
  return !guards.get(site)?.test(path)
}

/** Purposes on offer besides `necessary`: none where the site asks nobody. */
export const offeredPurposes = ({ mode, purposes }: Pick<SiteConfig, 'mode' | 'purposes'>) =>
  mode === 'no_consent' ? [] : purposes
