import { ownKeys } from '../../page/builtins/own-keys.ts'
import { putAfter } from '../../page/builtins/put-beside.ts'

/** An element that loads an address or inline content. */
export type Frame = HTMLElement

/**
 * The attributes that each kind of element loads by; gated markup has them with the prefix `data-`. The one that browsers
 * prefer comes first, so that no other is requested meanwhile.
 */
const LOADS_BY: Readonly<Record<string, readonly string[]>> = {
  iframe: ['srcdoc', 'src'],
  img: ['srcset', 'src'],
  video: ['poster', 'src'],
  audio: ['src'],
  object: ['data'],
  embed: ['src'],
  link: ['href'],
  source: ['srcset', 'src'],
  track: ['src'],
}

/** Names of all loading attributes, with and without the prefix. */
export const WATCHED = ownKeys(LOADS_BY).flatMap((tag) =>
  (LOADS_BY[tag] ?? []).flatMap((name) => [name, `data-${name}`]),
)

/** Returns the name of a frame's address attribute. */
export const addressName = ({ localName }: Frame): string => LOADS_BY[localName]?.at(-1) ?? 'src'

/** A pending load: the element, the attribute and its value. */
type Wanted = readonly [part: HTMLElement, name: string, value: string]

/** Attributes that gated markup would have loaded by at once; restored when it may load. */
const taken = new WeakMap<Element, Readonly<Record<string, string>>>()

/** Returns the elements that load for a frame, itself last: sources of a picture or video load for it. */
export function partsOf(frame: Frame): HTMLElement[] {
  const { parentElement } = frame
  const holder =
    frame.localName !== 'img' ? frame : parentElement?.localName === 'picture' && parentElement
  return [
    ...(holder ? holder.querySelectorAll<HTMLElement>(':scope>source,:scope>track') : []),
    frame,
  ]
}

/** Returns the pending loads of a frame. */
export const wantedBy = (frame: Frame): Wanted[] =>
  partsOf(frame).flatMap((part) =>
    (LOADS_BY[part.localName] ?? []).flatMap((name) => {
      const value = part.getAttribute(`data-${name}`) || taken.get(part)?.[name]
      return value ? [[part, name, value] as const] : []
    }),
  )

/** Returns what is loaded or loading. Some products use `about:blank` as a placeholder. */
export const liveIn = (frame: Frame): Wanted[] =>
  partsOf(frame).flatMap((part) =>
    (LOADS_BY[part.localName] ?? []).flatMap((name) => {
      const value = part.getAttribute(name)
      return value && value !== 'about:blank' ? [[part, name, value] as const] : []
    }),
  )

/** Returns whether an element has something to load; an inline document of a frame can be restored to it. */
export const isWaiting = (element: HTMLElement): boolean =>
  wantedBy(element).length > 0 || element.hasAttribute('srcdoc')

/** Returns whether a frame is empty and serves as a named target for links, forms and scripts of the page. */
export const isLinkTarget = (element: HTMLElement): boolean =>
  element.localName === 'iframe' && !!element.getAttribute('name') && !liveIn(element).length

/** Without the page's own origin: sanitizers of user content let every `data-` attribute pass. */
const SANDBOX =
  'allow-forms allow-popups allow-popups-to-escape-sandbox allow-presentation allow-scripts'

/**
 * Loads a frame.
 *
 * @throws {TypeError} where the page's Trusted Types forbid it.
 */
export function give(frame: Frame): void {
  for (const [part, name, value] of wantedBy(frame)) {
    if (name === 'srcdoc' && !taken.get(part)?.[name]) confine(part)
    part.setAttribute(name, value)
  }
  // The preview document would otherwise be shown instead.
  if (frame.dataset.src && !frame.dataset.srcdoc) frame.removeAttribute('srcdoc')
  if (frame instanceof HTMLMediaElement) frame.load()
}

function confine(frame: HTMLElement): void {
  const own = frame.getAttribute('sandbox')
  // A sandbox set by the page is never widened.
  frame.setAttribute('sandbox', own?.replace(/(^|\s)allow-same-origin(?!\S)/gi, '') ?? SANDBOX)
}

/**
 * Unloads a frame. Removing only its address would keep the content; removing and inserting the element empties it and keeps
 * its identity.
 *
 * @param wasOpen whether links could have opened something in it, which its attributes do not show.
 */
export function takeBack(frame: Frame, wasOpen: boolean): void {
  const live = liveIn(frame)
  for (const [part, name, value] of live) {
    part.removeAttribute(name)
    const isKept = part.hasAttribute(`data-${name}`) || (name === 'srcdoc' && frame.dataset.src)
    if (!isKept) taken.set(part, { ...taken.get(part), [name]: value })
  }
  const isEmpty = !live.length && !(wasOpen && isLinkTarget(frame))
  if (isEmpty || frame.localName === 'img' || frame.localName === 'link') return
  putAfter(frame, frame)
  if (frame instanceof HTMLMediaElement) frame.load()
}
