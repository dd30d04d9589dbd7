import type { SiteConfig } from '../../config/site/site-config.ts'
import { fingerprint } from '../identifiers/fingerprint.ts'
import { askedSince, findPolicy, type PolicyLibrary } from '../policy/policy.ts'
import { buildSiteResult } from '../site/site.ts'
import { isCovered, listMaterial, readTerms, type Terms } from './terms.ts'

/** What terms follow from. */
interface TermsSource {
  readonly site: SiteConfig
  readonly policies: PolicyLibrary
}

/** Stamps of earlier terms that a loader carries at most, the newest, since every visitor downloads them; who agreed under older ones is asked. */
const STAMPS_KEPT = 3

/** The stamp of terms under the last material version of the policy that was in force then. */
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
 * A short name, 8 hex digits, for everything that would ask a visitor again if it grew: the last material version of
 * the policy, purposes, data kinds, recipients, transfers, country and terms (CB-12, TP-03). The browser keeps it with
 * a grant.
 */
export function buildTermsStamp(source: TermsSource): string {
  return stampOf(termsOf(source), source.policies) ?? ''
}

/** `buildTermsStamp`, worked out once for each version of the policy that comes into force: it reads the whole site. */
export function rememberTermsStamp(source: TermsSource): () => string {
  let known: { readonly version: PolicyLibrary['current']; readonly stamp: string } | undefined
  return () => {
    const version = source.policies.current
    if (known?.version !== version) known = { version, stamp: buildTermsStamp(source) }
    return known.stamp
  }
}

/**
 * The stamps under which a grant still holds: that of the terms now shown, and of every earlier notice that told of no
 * less (decision 007). At most four.
 *
 * @param notices contents of the notices ever shown, the newest first.
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
