import { isWeb, toLink } from '../page/builtins/to-link.ts'

/** What the address is called by which an element loads. */
const nameOf = (frame: Element) => (frame.localName === 'object' ? 'data-data' : 'data-src')

/** An address as a whole; '' where it is none of the web. */
export function webAddress(address: string | null | undefined): string {
  return address && isWeb(address) ? toLink(address).href : ''
}

/** The address of what a frame would show; '' where it is no web address. */
export const addressOf = (frame: Element): string => webAddress(frame.getAttribute(nameOf(frame)))

/** Names what a frame is to show once it may. */
export function setAddress(frame: Element, address: string): void {
  // What is written into it would be shown instead.
  frame.removeAttribute('data-srcdoc')
  frame.setAttribute(nameOf(frame), address)
}
