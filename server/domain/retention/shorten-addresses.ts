import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Store, VisitRow } from '../../store/store.ts'
import { shortenAddress } from '../shorten-address.ts'

/** Rows of one batch: each is decrypted and encrypted, which takes longer than deleting it. */
const ROWS_PER_BATCH = 100

interface ShortenDeps {
  readonly store: Pick<Store, 'findWholeAddresses' | 'shortenAddresses'>
  readonly cryptography: Pick<Cryptography, 'open' | 'seal'>
}

async function shortenRow(
  cryptography: ShortenDeps['cryptography'],
  { id, consentId, day, address }: Pick<VisitRow, 'id' | 'consentId' | 'day' | 'address'>,
) {
  // An address that does not open was sealed under a lost secret: nobody can read it, and it goes.
  const whole = address && (await openAddress(cryptography, id, address))
  const shortened = whole ? shortenAddress(whole) : ''
  return { id, consentId, day, address: await cryptography.seal('visits.address', id, shortened) }
}

async function openAddress(
  cryptography: ShortenDeps['cryptography'],
  id: string,
  address: Uint8Array,
) {
  try {
    return await cryptography.open('visits.address', id, address)
  } catch {
    return ''
  }
}

/**
 * Cuts the addresses of visits before a day to /24 or /48 (clauses 6.3, 6.4), but for those under a legal hold.
 *
 * @param rest called between two batches.
 * @returns how many.
 */
export async function shortenAddresses(
  { store, cryptography }: ShortenDeps,
  { beforeDay, nowMs }: { readonly beforeDay: string; readonly nowMs: number },
  rest: () => Promise<void>,
): Promise<number> {
  for (let total = 0; ; ) {
    const rows = await store.findWholeAddresses(beforeDay, ROWS_PER_BATCH, nowMs)
    if (rows.length > 0) {
      const shortened = rows.map((row) => shortenRow(cryptography, row))
      await store.shortenAddresses(await Promise.all(shortened))
    }
    total += rows.length
    if (rows.length < ROWS_PER_BATCH) return total
    await rest()
  }
}
