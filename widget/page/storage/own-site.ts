import { parentDomains } from './remove-kept.ts'

/** A page's address, or a server's. */
type Address = Pick<URL, 'hostname'>

/** Without the dot that may end it: for `kz.` no browser takes a cookie. */
const hostOf = ({ hostname }: Address) => hostname.replace(/\.$/, '')

/**
 * Whether server and page are of one site, so that the server may set a cookie for both, being one host or below one name; and
 * the longest name that both are below, or have, none where they share no two labels. Of two schools below one public suffix
 * this is the suffix, for which the browser takes no cookie. The server has the same rule
 * (`server/http/protecting/common-domain.ts`).
 */
export function findSite(server: Address, page: Address) {
  const host = hostOf(server)
  const pageHost = hostOf(page)
  const sharedDomain = parentDomains(pageHost).filter((name) => `.${host}`.endsWith(`.${name}`))[0]
  return { sharedDomain, isOwnSite: !!sharedDomain || host === pageHost }
}
