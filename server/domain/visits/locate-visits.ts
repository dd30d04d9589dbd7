import { parseAddress } from '../addresses/network-address.ts'
import { isInNetwork, parseNetwork } from '../addresses/networks.ts'

/** What an address says of where a visit comes from. */
export interface VisitPlace {
  /** ISO 3166-1 alpha-2; `other` where it is not known. */
  readonly country: string
  /** Whether it is one of the site's own networks; `undefined` where none is configured. */
  readonly isOwnNetwork: boolean | undefined
}

/** Addresses remembered: a visitor comes with the next page soon. Past it all are forgotten. */
const ADDRESSES_REMEMBERED = 2_000
const UNKNOWN = 'other'

/** Finds the country of an address. */
export type FindCountry = (address: string) => string | undefined

/**
 * Makes what tells where a visit comes from. Nobody is asked: the country stands in a list that the server brings along, or in
 * what the platform says of the request.
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
