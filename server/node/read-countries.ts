import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type CountryResponse, Reader } from 'mmdb-lib'

/** List of the countries that IP addresses are registered in: CC0, 8 MB, IPv4 and IPv6 in one file of the package. */
const LIST = '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb'

/** An entry of the list. */
type Entry = CountryResponse & { readonly country_code?: string }

/**
 * Reads the list of countries into memory once; it makes no network requests.
 *
 * @returns finds the country of an address, ISO 3166-1 alpha-2; `undefined` where the list does not contain it. Where the
 *   list cannot be read, it finds none.
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
