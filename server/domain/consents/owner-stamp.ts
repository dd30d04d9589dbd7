import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Notice } from '../../store/store.ts'
import { fingerprint } from '../identifiers/fingerprint.ts'

/**
 * A short name, 8 hex digits, for whom a choice is given to: this operator, on this server. Browsers keep the choice under it,
 * so that two operators below one domain, or two servers whose tags stand on one origin, neither believe nor overwrite each
 * other's (decision 032).
 *
 * The server is known by the millisecond in which its database first had a notice to show: that stays the same at another
 * address, after a restore and in the edge's static part, and no two databases share it.
 *
 * @param shown notices of one language that were ever shown.
 */
export function buildOwnerStamp(
  { operator }: Pick<SiteConfig, 'operator'>,
  shown: readonly Pick<Notice, 'firstShownAtMs'>[],
): string {
  const sinceMs = Math.min(...shown.map(({ firstShownAtMs }) => firstShownAtMs))
  return fingerprint(JSON.stringify([operator.bin, sinceMs]))
}
