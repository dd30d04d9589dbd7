import type { SiteConfig } from '../../config/site/site-config.ts'
import type { ErrorCode, SiteResult } from '../../contract/index.ts'
import type { Store, StoredConsent } from '../../store/store.ts'
import { askedSince, type PolicyLibrary } from '../policy/policy.ts'

/**
 * The facts of a notice that a consent depends on: recipients, data, places, purposes and retention periods (Art.
 * 8(4)(3)–(7)).
 */
export type Terms = Pick<
  SiteResult,
  | 'policyVersion'
  | 'purposes'
  | 'dataKinds'
  | 'services'
  | 'choiceDays'
  | 'storageCountry'
  | 'thirdParties'
  | 'crossBorder'
  | 'publicSources'
> & { readonly visits: SiteConfig['visits'] }

/** Returns the terms in a notice written by `buildNotice`, or `undefined` where the text is not one. */
export function readTerms(content: string): Terms | undefined {
  try {
    const { facts, visits } = JSON.parse(content)
    return facts && visits ? { ...facts, visits } : undefined
  } catch {
    return undefined
  }
}

const recipients = ({ services }: Terms) =>
  services.map(({ id, purpose, provider, country }) =>
    JSON.stringify([id, purpose, provider, country]),
  )

const offers = ({ purposes }: Terms) =>
  purposes.map(({ id, policyClause }) => JSON.stringify([id, policyClause]))

/** Returns everything that `isCovered` compares, in a canonical order: equal for terms that cover each other. */
export const listMaterial = (terms: Terms): readonly unknown[] => [
  offers(terms).sort(),
  [...terms.dataKinds].sort(),
  recipients(terms).sort(),
  [terms.thirdParties, terms.crossBorder, terms.publicSources, terms.storageCountry],
  [terms.choiceDays, terms.visits.ipFullDays, terms.visits.rawDays],
]

const isPart = (few: readonly string[], many: readonly string[]) =>
  few.every((one) => many.includes(one))

/**
 * Returns whether a person who agreed to `then` has agreed to `now` too: no additional purpose, data kind or recipient, no
 * transfer that was denied, no longer retention period, the same country. A reduction needs no new consent.
 */
export function isCovered(now: Terms, then: Terms): boolean {
  return (
    isPart(offers(now), offers(then)) &&
    isPart(now.dataKinds, then.dataKinds) &&
    isPart(recipients(now), recipients(then)) &&
    (then.thirdParties || !now.thirdParties) &&
    (then.crossBorder || !now.crossBorder) &&
    (then.publicSources || !now.publicSources) &&
    now.storageCountry === then.storageCountry &&
    now.choiceDays <= then.choiceDays &&
    now.visits.ipFullDays <= then.visits.ipFullDays &&
    now.visits.rawDays <= then.visits.rawDays
  )
}

/** Compares consents with the current terms. */
export interface TermsCheck {
  /** Returns `consent_outdated` where a material change came after the consent (CB-12, TP-03), else `undefined`. */
  findProblem(consent: StoredConsent): Promise<ErrorCode | undefined> | ErrorCode | undefined
}

/** Numeric, since version 2025-08-01.10 comes after 2025-08-01.9. */
const isBefore = (one: string, other: string) =>
  one !== other && one.localeCompare(other, 'en', { numeric: true }) < 0

/**
 * Compares the notice of each consent with the current one. A consent to the current notice needs no read; for another notice
 * the stored text is read once. If the notice is not in the store, nothing is proved and the consent is outdated.
 */
export function createTermsCheck(deps: {
  readonly store: Pick<Store, 'findNotice'>
  readonly policies: PolicyLibrary
  readonly notices: Readonly<Record<string, string>>
}): TermsCheck {
  const covered = new Map<string, boolean>()
  const readNotice = async (sha256: string) => {
    const notice = await deps.store.findNotice(sha256)
    return notice && readTerms(notice.content)
  }
  const compare = async ({ noticeSha256 }: StoredConsent, shown: string) => {
    const [now, then] = await Promise.all([readNotice(shown), readNotice(noticeSha256)])
    const isRight = now !== undefined && then !== undefined && isCovered(now, then)
    covered.set(noticeSha256 + shown, isRight)
    return isRight
  }
  return {
    findProblem(consent) {
      if (isBefore(consent.policyVersion, askedSince(deps.policies))) return 'consent_outdated'
      const shown = deps.notices[consent.language] ?? ''
      if (consent.noticeSha256 === shown) return undefined
      const known = covered.get(consent.noticeSha256 + shown)
      if (known !== undefined) return known ? undefined : 'consent_outdated'
      return compare(consent, shown).then((isRight) => (isRight ? undefined : 'consent_outdated'))
    },
  }
}
