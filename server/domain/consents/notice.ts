import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Language } from '../../contract/index.ts'
import type { PolicyLibrary } from '../policy/policy.ts'
import { buildSiteResult } from '../site/site.ts'

/**
 * Builds the notice: the exact text that a visitor is shown in one language, with all inserted values, as one JSON text. A
 * consent record stores its SHA-256 (CR-01). The same texts and configuration always produce the same notice.
 */
export function buildNotice(
  language: Language,
  strings: Readonly<Record<string, string>>,
  { site, policies }: { site: SiteConfig; policies: PolicyLibrary },
): string {
  const { operator, complaint: _, ...facts } = buildSiteResult({ site, policies })
  // Notices are public, so the school's networks are left out.
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
