import { FOREIGN, readAddress, readGating, toPurposes } from './dialects.ts'
import { areOffered, findMistake, isPlainText, nameOf, purposesIn } from './find-mistake.ts'
import { createFrames, type Frame, type FramesDeps } from './frames.ts'
import { isCopyOfRun } from './ran.ts'
import type { ScriptsDeps } from './scripts.ts'

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
  /** Brings what runs held-back scripts. Not to be had: nothing, and they stay off. */
  loadScripts(): Promise<((deps: ScriptsDeps) => () => void) | undefined>
}

const GATED = /^(script|iframe|img)$/
/** What loads by an address as well, and is not held back. */
const UNGATED = /^(audio|embed|link|object|video)$/

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
  loadScripts,
}: GateDeps): () => void {
  /** Elements that need no second look: scripts that ran, markup that is wrong. */
  const settled = new WeakSet<Element>()
  /** Elements whose `data-category` holds purposes of ours by now. */
  const read = new WeakSet<Element>()
  const isOpen = ({ dataset }: HTMLElement) => purposesIn(dataset.category ?? '').every(mayRun)
  const hasOurWords = ({ dataset }: HTMLElement) => areOffered(dataset.category ?? '', purposes)
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
  const runScripts = createRunner({ isOpen, settled, warn }, loadScripts)
  const frames = createFrames({ isOpen, showPlaceholder, warn })

  /** Reads an element's words, once. */
  const readWords = (element: HTMLElement) => {
    if (read.has(element)) return
    read.add(element)
    const isWaiting = isHeld(element)
    // A gallery's filter, say, which calls words of its own `data-category`.
    if (!isWaiting && element.dataset.category !== undefined && !hasOurWords(element)) {
      settled.add(element)
      return
    }
    translate(element, services)
    if (isFrame(element) && isWaiting && !isOpen(element) && hasLoaded(element)) {
      const name = nameOf(element.localName, element.dataset.category)
      warn(`${name} has loaded without consent: write data-src alone.`)
    }
  }
  const applyTo = (element: HTMLElement) => {
    readWords(element)
    if (settled.has(element) || element.dataset.category === undefined || isWrong(element)) return
    if (isFrame(element)) frames.apply(element)
  }

  return function apply() {
    for (const element of document.querySelectorAll<HTMLElement>(`[data-category],${FOREIGN}`)) {
      if (settled.has(element)) continue
      if (isCopyOfRun(element)) element.remove()
      else if (GATED.test(element.localName)) applyTo(element)
      else if (UNGATED.test(element.localName) && hasOurWords(element)) isWrong(element)
    }
    frames.dropGone()
    runScripts()
  }
}

/** Brings what runs scripts as soon as one may run, and hands over to it. */
function createRunner(deps: ScriptsDeps, load: GateDeps['loadScripts']): () => void {
  let coming: Promise<(() => void) | undefined> | undefined
  const mayRun = (script: HTMLScriptElement) =>
    !deps.settled.has(script) && isPlainText(script.type) && deps.isOpen(script)
  return async () => {
    if (!coming) {
      const scripts = document.querySelectorAll<HTMLScriptElement>('script[data-category]')
      if (![...scripts].some(mayRun)) return
      coming = load().then((create) => create?.(deps))
    }
    const run = await coming
    run?.()
    // Asked for again, it may come.
    if (!run) coming = undefined
  }
}

const isFrame = (element: HTMLElement): element is Frame => element.localName !== 'script'

/** Whether an element waits: a script by its type, a frame by an address that it does not load by. */
const isHeld = (element: HTMLElement): boolean =>
  isFrame(element) ? !!readAddress(element) : isPlainText(element.getAttribute('type'))

/** Whether a frame has asked another host already, however it says that it waits. */
const hasLoaded = (frame: HTMLElement): boolean =>
  frame.hasAttribute('srcset') || /^https?:/.test(foreignAddress(frame.getAttribute('src') ?? ''))

function foreignAddress(address: string): string {
  try {
    const { href, origin } = new URL(address, document.baseURI)
    return origin === location.origin ? '' : href
  } catch {
    // No address: nothing was asked.
    return ''
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
