import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Notice } from '../../store/store.ts'
import { fingerprint } from '../identifiers/fingerprint.ts'

/**
 * Returns a short name, 8 hex digits, of the recipient of a choice: this operator on this server. Browsers store the choice
 * under it, so two operators below one domain, or two servers with tags on one origin, neither trust nor overwrite each
 * other's choices (decision 032).
 *
 * The server is identified by the millisecond in which its database first had a notice to show. It stays the same at another
 * address, after a restore and in the edge's static part, and no two databases share it.
 *
 * @param shown all notices ever shown in one language.
 */
export function buildOwnerStamp(
  { operator }: Pick<SiteConfig, 'operator'>,
  shown: readonly Pick<Notice, 'firstShownAtMs'>[],
): string {
  const sinceMs = Math.min(...shown.map(({ firstShownAtMs }) => firstShownAtMs))
  return fingerprint(JSON.stringify([operator.bin, sinceMs]))
}
