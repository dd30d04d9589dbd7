import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Receipt } from '../../contract/index.ts'
import type { ConsentEvent, ConsentRecord } from '../../store/store.ts'

const iso = (ms: number): string => new Date(ms).toISOString()

/** Builds the visitor's copy of a record as of its latest event. Contains no secret (CR-05). */
export function buildReceipt(
  record: ConsentRecord,
  latest: ConsentEvent,
  site: SiteConfig,
  nowMs: number,
): Receipt {
  const isExpired = latest.state !== 'ConsentWithdrawn' && nowMs >= record.validUntilMs
  return {
    schema: 'kelisim-receipt-1',
    id: record.id,
    state: isExpired ? 'ConsentExpired' : latest.state,
    givenAt: iso(record.givenAtMs),
    validUntil: iso(record.validUntilMs),
    ...(latest.state === 'ConsentWithdrawn' && { withdrawnAt: iso(latest.atMs) }),
    language: record.language,
    policyVersion: record.policyVersion,
    noticeSha256: record.noticeSha256,
    purposes: latest.purposes,
    dataKinds: latest.dataKinds,
    controller: { name: site.operator.name[record.language], bin: site.operator.bin },
    jurisdiction: 'KZ',
    withdrawal: `/v1/consents/${record.id}/withdrawal`,
  }
}
