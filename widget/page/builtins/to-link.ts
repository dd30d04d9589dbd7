/**
 * Parses an address as the page would follow it, with a link element, since pages may replace `URL`. An invalid address has
 * no `origin` and no web `protocol`.
 */
export function toLink(address: string): HTMLAnchorElement {
  const link = document.createElement('a')
  link.href = address
  return link
}

/**
 * Returns whether an address is a web address: in a frame, `javascript:` runs as the page's own code, and `data:` and `blob:`
 * belong to no site.
 */
export const isWeb = (address: string): boolean => /^https?:$/.test(toLink(address).protocol)
