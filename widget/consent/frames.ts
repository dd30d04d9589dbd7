/** An element that loads by its address. */
export type Frame = HTMLIFrameElement | HTMLImageElement

/** What is needed to hold frames and images back. */
export interface FramesDeps {
  isOpen(frame: Frame): boolean
  /** Shows something in the place of a frame that waits; answers its undo. */
  showPlaceholder(frame: Frame, loadOnce: () => void): () => void
}

/** Answers a function that loads a frame or image if it may, and else takes it back and shows a placeholder. */
export function createFrames({ isOpen, showPlaceholder }: FramesDeps) {
  const loadedOnce = new WeakSet<Element>()
  const placeholders = new Map<Element, () => void>()

  const load = (frame: Frame) => {
    placeholders.get(frame)?.()
    placeholders.delete(frame)
    if (!hasAddress(frame)) frame.src = frame.dataset.src ?? ''
  }
  const loadOnce = (frame: Frame) => {
    loadedOnce.add(frame)
    load(frame)
  }
  /** Placeholders of frames that left the page would keep their styles in it. */
  const dropGone = () => {
    for (const [frame, undo] of placeholders) {
      if (frame.isConnected) continue
      undo()
      placeholders.delete(frame)
    }
  }
  const holdBack = (frame: Frame) => {
    const inert = hasAddress(frame) ? replaceByInert(frame) : frame
    // An image has no room for words; it is simply not there.
    if (inert.localName !== 'iframe' || placeholders.has(inert)) return
    dropGone()
    placeholders.set(
      inert,
      showPlaceholder(inert, () => loadOnce(inert)),
    )
  }
  return (frame: Frame): void => {
    if (!placeholders.has(frame)) forgetCopy(frame)
    if (loadedOnce.has(frame) || isOpen(frame)) load(frame)
    else holdBack(frame)
  }
}

/** A page that is shown again from a copy of itself, as Turbo does, has a copy of the placeholder too: without life. */
function forgetCopy({ classList, previousElementSibling: copy }: Frame): void {
  if (!classList.contains('kelisim-gated')) return
  classList.remove('kelisim-gated')
  if (copy?.id.startsWith('kelisim-placeholder')) copy.remove()
}

/** Some products put `about:blank` in the place of what is to be loaded. */
const hasAddress = (frame: Frame) => !['about:blank', '', null].includes(frame.getAttribute('src'))

/** A copy that never loaded: only to take the address away would leave in place what has been loaded. */
function replaceByInert(frame: Frame): Frame {
  const inert = frame.cloneNode() as Frame
  inert.removeAttribute('src')
  frame.replaceWith(inert)
  return inert
}
