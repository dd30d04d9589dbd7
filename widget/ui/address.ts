import { isWeb, toLink } from '../page/builtins/to-link.ts'

/** Returns the attribute by which an element loads. */
const nameOf = (frame: Element) => (frame.localName === 'object' ? 'data-data' : 'data-src')

/** Resolves an address; '' where it is not a web address. */
export function webAddress(address: string | null | undefined): string {
  return address && isWeb(address) ? toLink(address).href : ''
}

/** Returns the address of what a frame would show; '' where it is not a web address. */
export const addressOf = (frame: Element): string => webAddress(frame.getAttribute(nameOf(frame)))

/** Sets the address that a frame shows once it may. */
export function setAddress(frame: Element, address: string): void {
  // An inline document would be shown instead.
  frame.removeAttribute('data-srcdoc')
  frame.setAttribute(nameOf(frame), address)
}
