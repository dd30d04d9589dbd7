import { undoable } from '../page/undoable.ts'
import type { PlaceholderUi, UiHost } from '../ui/props.ts'

/** An element that loads by its address. */
export type Frame = HTMLIFrameElement | HTMLImageElement

/** What is needed to hold frames and images back. */
export interface FramesDeps {
  isOpen(frame: Frame): boolean
  /** Brings the placeholders; not to be had: the frame stays empty. */
  loadPlaceholders(): Promise<PlaceholderUi | undefined>
  readonly host: UiHost
}

/** Answers a function that loads a frame or image if it may, and else takes it back and shows a placeholder. */
export function createFrames({ isOpen, loadPlaceholders, host }: FramesDeps) {
  const loadedOnce = new WeakSet<Element>()
  const placeholders = new Map<Element, () => void>()

  const load = (frame: Frame) => {
    placeholders.get(frame)?.()
    placeholders.delete(frame)
    if (!frame.hasAttribute('src')) frame.src = frame.dataset.src ?? ''
  }
  const loadOnce = (frame: Frame) => {
    loadedOnce.add(frame)
    load(frame)
  }
  const holdBack = (frame: Frame) => {
    const inert = frame.hasAttribute('src') ? replaceByInert(frame) : frame
    // An image has no room for words; it is simply not there.
    if (inert.localName !== 'iframe' || placeholders.has(inert)) return
    const shown = undoable(loadPlaceholders(), (ui) =>
      ui.showPlaceholder(host, inert, () => loadOnce(inert)),
    )
    placeholders.set(inert, shown)
  }
  return (frame: Frame): void => {
    if (loadedOnce.has(frame) || isOpen(frame)) load(frame)
    else holdBack(frame)
  }
}

/** A copy that never loaded: only to take the address away would leave in place what has been loaded. */
function replaceByInert(frame: Frame): Frame {
  const inert = frame.cloneNode() as Frame
  inert.removeAttribute('src')
  frame.replaceWith(inert)
  return inert
}
