import { ownKeys } from '../../page/builtins/own-keys.ts'
import { putAfter } from '../../page/builtins/put-beside.ts'

/** An element that loads by an address, or by what is written in it. */
export type Frame = HTMLElement

/**
 * What each kind of element loads by; in gated markup it stands under `data-` and the same name. Among several the one that
 * browsers prefer comes first, so that no other is asked for meanwhile.
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

/** Names of all that is loaded by, and of where that waits. */
export const WATCHED = ownKeys(LOADS_BY).flatMap((tag) =>
  (LOADS_BY[tag] ?? []).flatMap((name) => [name, `data-${name}`]),
)

/** What a frame's address is called. */
export const addressName = ({ localName }: Frame): string => LOADS_BY[localName]?.at(-1) ?? 'src'

/** One thing that is to be loaded: into which element, under which name, and what. */
type Wanted = readonly [part: HTMLElement, name: string, value: string]

/** What markup had to load by at once, although it is gated; given back when it may. */
const taken = new WeakMap<Element, Readonly<Record<string, string>>>()

/** The elements that load for a frame, itself the last: a picture's and a film's sources load for it. */
export function partsOf(frame: Frame): HTMLElement[] {
  const { parentElement } = frame
  const holder =
    frame.localName !== 'img' ? frame : parentElement?.localName === 'picture' && parentElement
  return [
    ...(holder ? holder.querySelectorAll<HTMLElement>(':scope>source,:scope>track') : []),
    frame,
  ]
}

/** What waits to be loaded into a frame. */
export const wantedBy = (frame: Frame): Wanted[] =>
  partsOf(frame).flatMap((part) =>
    (LOADS_BY[part.localName] ?? []).flatMap((name) => {
      const value = part.getAttribute(`data-${name}`) || taken.get(part)?.[name]
      return value ? [[part, name, value] as const] : []
    }),
  )

/** What is loaded by now, or being loaded. Some products put `about:blank` in the place of what is to be loaded. */
export const liveIn = (frame: Frame): Wanted[] =>
  partsOf(frame).flatMap((part) =>
    (LOADS_BY[part.localName] ?? []).flatMap((name) => {
      const value = part.getAttribute(name)
      return value && value !== 'about:blank' ? [[part, name, value] as const] : []
    }),
  )

/** Whether an element waits for something; a document that is written into a frame can be made to. */
export const isWaiting = (element: HTMLElement): boolean =>
  wantedBy(element).length > 0 || element.hasAttribute('srcdoc')

/** Whether it is empty by now, and there for what links, forms and scripts of the page open in it by its name. */
export const isLinkTarget = (element: HTMLElement): boolean =>
  element.localName === 'iframe' && !!element.getAttribute('name') && !liveIn(element).length

/** Without the page's own origin: what cleans the markup that people write lets anything pass that is called `data-`. */
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
  // A picture of the film until it is asked for: browsers would go on to show it.
  if (frame.dataset.src && !frame.dataset.srcdoc) frame.removeAttribute('srcdoc')
  if (frame instanceof HTMLMediaElement) frame.load()
}

function confine(frame: HTMLElement): void {
  const own = frame.getAttribute('sandbox')
  // One that the page has given it is never made wider.
  frame.setAttribute('sandbox', own?.replace(/(^|\s)allow-same-origin(?!\S)/gi, '') ?? SANDBOX)
}

/**
 * Takes back what is loaded. Without its address alone a frame would keep it; taken out and put back it is empty, and the same
 * element.
 *
 * @param wasOpen whether links could have opened something in it, of which its attributes say nothing.
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
