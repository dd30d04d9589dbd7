import { parentDomains } from './remove-kept.ts'

/**
 * The longest name that a server and a page are both below, or have; none where they share no two labels. Of two schools below
 * one public suffix this answers the suffix, for which the browser takes no cookie.
 */
export const sharedDomain = (serverHost: string, pageHost: string): string | undefined =>
  parentDomains(pageHost).find((name) => `.${serverHost}`.endsWith(`.${name}`))

/** Whether server and page are of one site, so that the server may set a cookie for both: one host, or below one name. */
export const isOwnSite = (serverHost: string, pageHost: string): boolean =>
  serverHost === pageHost || !!sharedDomain(serverHost, pageHost)
