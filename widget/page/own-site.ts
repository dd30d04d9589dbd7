/**
 * Whether server and page are of one site, so that the server may set a cookie for both: one host, or two names that
 * share their last two labels. Of two schools below one public suffix this says yes too; there the browser says no.
 */
export function isOwnSite(serverHost: string, pageHost: string): boolean {
  const lastTwo = (host: string) => /[^.]+\.[^.]+$/.exec(host)?.[0]
  const isName = /[^\d.]/.test(pageHost)
  return (
    serverHost === pageHost ||
    (isName && !!lastTwo(pageHost) && lastTwo(serverHost) === lastTwo(pageHost))
  )
}
