import { findMistake } from './find-mistake.ts'
import { createFrames, type Frame, type FramesDeps } from './frames.ts'
import { createScripts } from './scripts.ts'

/** What the gate is given. */
export interface GateDeps extends Pick<FramesDeps, 'showPlaceholder'> {
  /** Whether this purpose may run now. */
  mayRun(purpose: string): boolean
  /** Every purpose that may stand in `data-category`. */
  readonly purposes: readonly string[]
  /** Is told each mistake in the page's markup, once. */
  warn(text: string): void
}

/**
 * Holds back scripts, frames and images with `data-category` until their purpose may run. Answers a function to call
 * whenever that may have changed or the page has got new elements.
 */
export function createGate({ mayRun, purposes, showPlaceholder, warn }: GateDeps): () => void {
  /** Elements that need no second look: scripts that ran, markup that is wrong. */
  const settled = new WeakSet<Element>()
  const isOpen = (element: HTMLElement) => mayRun(element.dataset.category ?? '')
  const isWrong = (element: HTMLElement) => {
    const mistake = findMistake(
      {
        tag: element.localName,
        type: element.getAttribute('type'),
        hasDataSrc: !!element.dataset.src,
        category: element.dataset.category ?? '',
      },
      purposes,
    )
    if (!mistake) return false
    settled.add(element)
    warn(mistake)
    return true
  }
  const runScripts = createScripts(isOpen, settled)
  const applyToFrame = createFrames({ isOpen, showPlaceholder })

  return function apply() {
    const selector = 'script[data-category],iframe[data-category],img[data-category]'
    for (const element of document.querySelectorAll<HTMLElement>(selector)) {
      if (settled.has(element) || isWrong(element)) continue
      if (element.localName !== 'script') applyToFrame(element as Frame)
    }
    runScripts()
  }
}
