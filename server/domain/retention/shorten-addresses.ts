import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Store, VisitRow } from '../../store/store.ts'
import { shortenAddress } from '../addresses/shorten-address.ts'

/** Rows per batch. Each is decrypted and encrypted, which takes longer than deleting it. */
const ROWS_PER_BATCH = 100

interface ShortenDeps {
  readonly store: Pick<Store, 'findVisitDay' | 'findWholeAddresses' | 'shortenAddresses'>
  readonly cryptography: Pick<Cryptography, 'open' | 'seal'>
}

async function shortenRow(
  cryptography: ShortenDeps['cryptography'],
  { id, consentId, day, address }: Pick<VisitRow, 'id' | 'consentId' | 'day' | 'address'>,
) {
  // An address that cannot be decrypted was encrypted under a lost secret. Nobody can read it, so it is deleted.
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

/** Yields every day with a visit before a given day, oldest first. */
export async function* visitDaysBefore(
  store: Pick<Store, 'findVisitDay'>,
  beforeDay: string,
): AsyncGenerator<string> {
  for (let day = await store.findVisitDay(''); day && day < beforeDay; ) {
    yield day
    day = await store.findVisitDay(day)
  }
}

/**
 * Truncates the addresses of visits before a day to /24 or /48 (clauses 6.3, 6.4), except those under a legal hold. No index
 * leads to them, since each visit would have to be written into it, so they are searched day by day.
 *
 * @param rest called between two batches.
 * @returns the number truncated.
 */
export async function shortenAddresses(
  { store, cryptography }: ShortenDeps,
  { beforeDay, nowMs }: { readonly beforeDay: string; readonly nowMs: number },
  rest: () => Promise<void>,
): Promise<number> {
  let total = 0
  for await (const day of visitDaysBefore(store, beforeDay)) {
    for (let found = ROWS_PER_BATCH; found === ROWS_PER_BATCH; ) {
      const rows = await store.findWholeAddresses(day, ROWS_PER_BATCH, nowMs)
      if (rows.length > 0) {
        const shortened = rows.map((row) => shortenRow(cryptography, row))
        await store.shortenAddresses(await Promise.all(shortened))
      }
      found = rows.length
      total += found
      await rest()
    }
  }
  return total
}
