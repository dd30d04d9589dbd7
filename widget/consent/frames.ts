import { nameOf } from './find-mistake.ts'

/** An element that loads by its address. */
export type Frame = HTMLIFrameElement | HTMLImageElement

/** What is needed to hold frames and images back. */
export interface FramesDeps {
  isOpen(frame: Frame): boolean
  /** Shows something in the place of a frame that waits; answers its undo. */
  showPlaceholder(frame: Frame, loadOnce: () => void): () => void
  /** Is told of a frame that is never loaded, once. */
  warn(text: string): void
}

/** What holds frames and images back. */
export interface Frames {
  /** Loads a frame or image if it may, and else takes it back and shows a placeholder. */
  apply(frame: Frame): void
  /** Forgets frames that have left the page: their placeholders would stay, and their styles. */
  dropGone(): void
}

/** Frames and images of the page, each loaded or held back. */
export function createFrames({ isOpen, showPlaceholder, warn }: FramesDeps): Frames {
  const loadedOnce = new WeakSet<Element>()
  const placeholders = new Map<Frame, () => void>()
  /** The address that each has been given. */
  const loaded = new WeakMap<Element, string>()
  const refused = new WeakSet<Element>()

  const dropPlaceholder = (frame: Frame) => {
    placeholders.get(frame)?.()
    placeholders.delete(frame)
  }
  const load = (frame: Frame) => {
    dropPlaceholder(frame)
    const { src = '', srcset } = frame.dataset
    // Given once: a page that empties it stops a video. Anew where it has since named another address: a framework keeps
    // the element and changes its attribute.
    if (loaded.get(frame) === src || (hasAddress(frame) && !loaded.has(frame))) return
    loaded.set(frame, src)
    if (srcset) frame.setAttribute('srcset', srcset)
    frame.src = src
  }
  const loadOnce = (frame: Frame) => {
    loadedOnce.add(frame)
    load(frame)
  }
  const holdBack = (frame: Frame) => {
    loaded.delete(frame)
    if (hasAddress(frame)) unload(frame)
    if (!hasRoom(frame) || placeholders.has(frame)) return
    placeholders.set(
      frame,
      showPlaceholder(frame, () => loadOnce(frame)),
    )
  }
  const refuse = (frame: Frame) => {
    dropPlaceholder(frame)
    // Its own address is given again when it is fit again: the page has not stopped it, this has.
    loaded.delete(frame)
    if (hasAddress(frame)) unload(frame)
    if (refused.has(frame)) return
    refused.add(frame)
    warn(`${nameOf('iframe', frame.dataset.category)} stays off: only http and https are loaded.`)
  }
  const apply = (frame: Frame) => {
    if (!placeholders.has(frame)) forgetCopy(frame)
    if (!isFit(frame)) return refuse(frame)
    if (loadedOnce.has(frame) || isOpen(frame)) load(frame)
    else holdBack(frame)
  }
  const watch = createWatch(apply)
  return {
    apply(frame) {
      watch(frame)
      apply(frame)
    },
    dropGone() {
      for (const frame of placeholders.keys()) if (!frame.isConnected) dropPlaceholder(frame)
    },
  }
}

/** Sees a frame's address change: a lazy loader copies it to where it loads, a framework names another. */
function createWatch(apply: (frame: Frame) => void): (frame: Frame) => void {
  const watched = new WeakSet<Element>()
  const observer = new MutationObserver((changes) => {
    for (const { target } of changes) if (target.isConnected) apply(target as Frame)
  })
  return (frame) => {
    if (watched.has(frame)) return
    watched.add(frame)
    observer.observe(frame, { attributeFilter: ['src', 'srcset', 'data-src'] })
  }
}

/** A page that is shown again from a copy of itself, as Turbo does, has a copy of the placeholder too: without life. */
function forgetCopy({ previousElementSibling: copy }: Frame): void {
  if (copy?.id.startsWith('kelisim-placeholder')) copy.remove()
}

/** Some products put `about:blank` in the place of what is to be loaded. */
const hasAddress = (frame: Frame) =>
  frame.hasAttribute('srcset') || !['about:blank', '', null].includes(frame.getAttribute('src'))

/** Whether it can be loaded: in a frame `javascript:` runs as the page's own code, and `data:` and `blob:` are nobody's site. */
const isFit = (frame: Frame) =>
  frame.localName === 'img' ||
  [frame.dataset.src, hasAddress(frame) && frame.getAttribute('src')].every(
    (address) => !address || isWeb(address),
  )

function isWeb(address: string): boolean {
  try {
    return /^https?:/.test(new URL(address, document.baseURI).href)
  } catch {
    return false
  }
}

/** In CSS pixels: less has no room for words. What is smaller, a counting pixel say, is simply not there. */
const ROOM = { width: 200, height: 120 }

const hasRoom = (frame: Frame) =>
  frame.localName === 'iframe' ||
  (['width', 'height'] as const).every((side) => Number(frame.getAttribute(side)) >= ROOM[side])

/** Without its address alone a frame would keep what it has loaded; taken out and put back it is empty, and the same element. */
function unload(frame: Frame): void {
  frame.removeAttribute('src')
  frame.removeAttribute('srcset')
  if (frame.localName === 'iframe') frame.parentNode?.insertBefore(frame, frame.nextSibling)
}
