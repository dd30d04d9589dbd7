import { parentDomains } from './remove-kept.ts'

/** Address of a page or a server. */
type Address = Pick<URL, 'hostname'>

/** Without a trailing dot, since browsers accept no cookie for `kz.`. */
const hostOf = ({ hostname }: Address) => hostname.replace(/\.$/, '')

/**
 * Returns whether server and page are on the same site, so that the server may set a cookie for both: one host, or below one
 * domain. Also returns their longest common domain, if it has two labels. For two schools below one public suffix this is the
 * suffix, for which browsers accept no cookie. The server has the same rule (`server/http/protecting/common-domain.ts`).
 */
export function findSite(server: Address, page: Address) {
  const host = hostOf(server)
  const pageHost = hostOf(page)
  const sharedDomain = parentDomains(pageHost).filter((name) => `.${host}`.endsWith(`.${name}`))[0]
  return { sharedDomain, isOwnSite: !!sharedDomain || host === pageHost }
}
