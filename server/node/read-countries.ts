import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type CountryResponse, Reader } from 'mmdb-lib'

/** The list of which country's register has given out an address: CC0, 8 MB, in the package's file of both IPv4 and IPv6. */
const LIST = '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb'

/** What one entry holds. */
type Entry = CountryResponse & { readonly country_code?: string }

/**
 * Reads the list of countries into memory, once; nobody is asked ever after.
 *
 * @returns finds the country of an address, ISO 3166-1 alpha-2; `undefined` where the list does not know it. Where the list cannot
 *   be read, no address has one.
 */
export async function readCountries(
  onMissing: () => void,
): Promise<(address: string) => string | undefined> {
  try {
    const reader = new Reader<Entry>(await readFile(createRequire(import.meta.url).resolve(LIST)))
    return (address) => {
      const found = reader.get(address)?.country_code
      return found && /^[A-Z]{2}$/.test(found) ? found : undefined
    }
  } catch {
    onMissing()
    return () => undefined
  }
}
