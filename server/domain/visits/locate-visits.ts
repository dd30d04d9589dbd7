import { parseAddress } from '../addresses/network-address.ts'
import { isInNetwork, parseNetwork } from '../addresses/networks.ts'

/** What an address reveals about the origin of a visit. */
export interface VisitPlace {
  /** ISO 3166-1 alpha-2; `other` where unknown. */
  readonly country: string
  /** Whether it belongs to the site's own networks; `undefined` where none is configured. */
  readonly isOwnNetwork: boolean | undefined
}

/** Maximum addresses cached, since a visitor's next page comes soon. A full cache is emptied. */
const ADDRESSES_REMEMBERED = 2_000
const UNKNOWN = 'other'

/** Returns the country of an address. */
export type FindCountry = (address: string) => string | undefined

/**
 * Creates the function that locates an address. It makes no network request: the country comes from a list shipped with the
 * server, or from the platform's request data.
 *
 * @param ownNetworks in CIDR notation.
 */
export function createLocate(
  ownNetworks: readonly string[],
): (address: string, findCountry: FindCountry) => VisitPlace {
  const networks = ownNetworks.flatMap((text) => parseNetwork(text) ?? [])
  const remembered = new Map<string, VisitPlace>()

  const isOwnNetwork = (text: string): boolean => {
    const address = parseAddress(text)
    return address !== undefined && networks.some((one) => isInNetwork(address, one))
  }
  return (address, findCountry) => {
    const known = remembered.get(address)
    if (known) return known
    const found = {
      country: findCountry(address) ?? UNKNOWN,
      isOwnNetwork: networks.length > 0 ? isOwnNetwork(address) : undefined,
    }
    if (remembered.size >= ADDRESSES_REMEMBERED) remembered.clear()
    remembered.set(address, found)
    return found
  }
}
