/**
 * An address taken apart, as the page would follow it. By a link: pages call addresses of their own `URL`. What is no address
 * has no `origin` and no `protocol` of the web.
 */
export function toLink(address: string): HTMLAnchorElement {
  const link = document.createElement('a')
  link.href = address
  return link
}

/** Whether an address is one of the web: in a frame `javascript:` runs as the page's own code, and `data:` and `blob:` are nobody's site. */
export const isWeb = (address: string): boolean => /^https?:$/.test(toLink(address).protocol)
