/**
 * Whether the server belongs to the page's own site: the same host, or one below it, `www.` apart. Needs no list of
 * public suffixes, and errs towards "no".
 */
export function isOwnSite(serverHost: string, pageHost: string): boolean {
  const base = pageHost.replace(/^www\./, '')
  return serverHost === pageHost || serverHost === base || serverHost.endsWith(`.${base}`)
}
