import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Language } from '../../contract/index.ts'
import type { PolicyLibrary } from '../policy/policy.ts'
import { buildSiteResult } from '../site/site.ts'

/**
 * The exact text that a visitor is shown in one language, with everything that is filled into it: as one JSON text
 * whose SHA-256 a consent record keeps (CR-01). The same words and the same configuration always make the same text.
 */
export function buildNotice(
  language: Language,
  strings: Readonly<Record<string, string>>,
  { site, policies }: { site: SiteConfig; policies: PolicyLibrary },
): string {
  const { operator, complaint: _, ...facts } = buildSiteResult({ site, policies })
  // Anybody may read a notice: the school's networks are not in it.
  const { ownNetworks: __, ...visits } = site.visits
  const sorted = Object.fromEntries(Object.entries(strings).sort(([a], [b]) => (a < b ? -1 : 1)))
  return JSON.stringify({
    schema: 'kelisim-notice-1',
    language,
    operator: {
      name: operator.name[language],
      bin: operator.bin,
      address: operator.address[language],
      contact: operator.contact,
    },
    facts,
    visits,
    strings: sorted,
  })
}
