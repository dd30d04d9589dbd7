import type { SiteConfig } from '../../config/site/site-config.ts'
import { fingerprint } from '../identifiers/fingerprint.ts'
import { askedSince, findPolicy, type PolicyLibrary } from '../policy/policy.ts'
import { buildSiteResult } from '../site/site.ts'
import { isCovered, listMaterial, readTerms, type Terms } from './terms.ts'

/** The facts that terms are derived from. */
interface TermsSource {
  readonly site: SiteConfig
  readonly policies: PolicyLibrary
}

/**
 * Maximum number of earlier stamps in a loader, newest first, because every visitor downloads them. Visitors who agreed under
 * older ones are asked again.
 */
const STAMPS_KEPT = 3

/** Returns the stamp of terms under the last material policy version in force at the time. */
function stampOf(terms: Terms, policies: PolicyLibrary): string | undefined {
  const current = findPolicy(policies, terms.policyVersion)
  if (current === undefined) return undefined
  const material = askedSince({ versions: policies.versions, current })
  return fingerprint(JSON.stringify([material, listMaterial(terms)]))
}

const termsOf = ({ site, policies }: TermsSource): Terms => ({
  ...buildSiteResult({ site, policies }),
  visits: site.visits,
})

/**
 * Returns a short name, 8 hex digits, of everything whose growth requires asking a visitor again: the last material policy
 * version, purposes, data kinds, recipients, transfers, country and retention periods (CB-12, TP-03). The browser stores it
 * with a grant.
 */
export function buildTermsStamp(source: TermsSource): string {
  return stampOf(termsOf(source), source.policies) ?? ''
}

/**
 * Returns a cached `buildTermsStamp`, computed once for each policy version that comes into force, since it reads the whole
 * site.
 */
export function rememberTermsStamp(source: TermsSource): () => string {
  let known: { readonly version: PolicyLibrary['current']; readonly stamp: string } | undefined
  return () => {
    const version = source.policies.current
    if (known?.version !== version) known = { version, stamp: buildTermsStamp(source) }
    return known.stamp
  }
}

/**
 * Returns the stamps under which a grant is still valid: that of the current terms, and of every earlier notice that covers
 * them (decision 007). At most four.
 *
 * @param notices contents of all notices ever shown, newest first.
 */
export function listValidStamps(source: TermsSource, notices: readonly string[]): string[] {
  const now = termsOf(source)
  const current = stampOf(now, source.policies)
  const material = askedSince(source.policies)
  const earlier = notices.flatMap((content) => {
    const then = readTerms(content)
    const version = then && findPolicy(source.policies, then.policyVersion)
    if (!then || !version) return []
    const { versions } = source.policies
    const isSamePolicy = askedSince({ versions, current: version }) === material
    const stamp = isSamePolicy && isCovered(now, then) && stampOf(then, source.policies)
    return stamp && stamp !== current ? [stamp] : []
  })
  return [...(current ? [current] : []), ...[...new Set(earlier)].slice(0, STAMPS_KEPT)]
}
