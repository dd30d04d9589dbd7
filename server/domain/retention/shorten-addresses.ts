import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Store, VisitRow } from '../../store/store.ts'
import { shortenAddress } from '../addresses/shorten-address.ts'

/** Rows of one batch: each is decrypted and encrypted, which takes longer than deleting it. */
const ROWS_PER_BATCH = 100

interface ShortenDeps {
  readonly store: Pick<Store, 'findVisitDay' | 'findWholeAddresses' | 'shortenAddresses'>
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

/** Every day before one on which there is a visit, oldest first. */
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
 * Cuts the addresses of visits before a day to /24 or /48 (clauses 6.3, 6.4), but for those under a legal hold.
 *
 * No index leads to them, since each visit would have to be written into it; so it is day by day that they are looked for.
 *
 * @param rest called between two batches.
 * @returns how many.
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
