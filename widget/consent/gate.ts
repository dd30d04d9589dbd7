import { FOREIGN, readAddress, readGating, toPurposes } from './dialects.ts'
import { findMistake, purposesIn } from './find-mistake.ts'
import { createFrames, type Frame, type FramesDeps } from './frames.ts'
import { createScripts } from './scripts.ts'

/** What the gate is given. */
export interface GateDeps extends Pick<FramesDeps, 'showPlaceholder'> {
  /** Whether this purpose may run now. */
  mayRun(purpose: string): boolean
  /** Every purpose that may stand in `data-category`. */
  readonly purposes: readonly string[]
  /** Purpose of each service of the site, by its id. */
  readonly services: Readonly<Record<string, string>>
  /** Is told each mistake in the page's markup, once. */
  warn(text: string): void
}

const GATED = /^(script|iframe|img)$/

/**
 * Holds back scripts, frames and images with `data-category`, or with another product's markup of the same meaning,
 * until their purpose may run. Answers a function to call whenever that may have changed or the page has got new
 * elements.
 */
export function createGate({
  mayRun,
  purposes,
  services,
  showPlaceholder,
  warn,
}: GateDeps): () => void {
  /** Elements that need no second look: scripts that ran, markup that is wrong. */
  const settled = new WeakSet<Element>()
  /** Elements whose `data-category` holds purposes of ours by now. */
  const read = new WeakSet<Element>()
  const isOpen = ({ dataset }: HTMLElement) => purposesIn(dataset.category ?? '').every(mayRun)
  const isWrong = (element: HTMLElement) => {
    const mistake = findMistake(
      {
        tag: element.localName,
        type: element.getAttribute('type'),
        hasDataSrc: !!element.dataset.src,
        category: element.dataset.category ?? '',
        service: element.dataset.service,
      },
      { purposes, services },
    )
    if (!mistake) return false
    settled.add(element)
    warn(mistake)
    return true
  }
  const runScripts = createScripts(isOpen, settled)
  const applyToFrame = createFrames({ isOpen, showPlaceholder })

  const applyTo = (element: HTMLElement) => {
    if (!read.has(element)) translate(element, services)
    read.add(element)
    if (element.dataset.category === undefined || isWrong(element)) return
    if (element.localName !== 'script') applyToFrame(element as Frame)
  }

  return function apply() {
    for (const element of document.querySelectorAll<HTMLElement>(`[data-category],${FOREIGN}`)) {
      if (!settled.has(element) && GATED.test(element.localName)) applyTo(element)
    }
    runScripts()
  }
}

/** Writes beside another product's markup what it means in ours: whatever follows knows one form. */
function translate(element: HTMLElement, services: GateDeps['services']): void {
  const { dataset } = element
  const gating = readGating(element, services)
  const category = dataset.category ? toPurposes(dataset.category) : gating?.category
  // The page's own words stay where they mean the same.
  if (category !== undefined && category !== dataset.category) dataset.category = category
  if (gating?.service && !dataset.service) dataset.service = gating.service
  const address = readAddress(element)
  if (dataset.category !== undefined && address) dataset.src = address
}
