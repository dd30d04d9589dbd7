import { eachOnce } from '../../page/builtins/table.ts'
import { takeOut } from '../../page/builtins/take-out.ts'
import { isWeb, toLink } from '../../page/builtins/to-link.ts'
import { type Changes, everything, findChanged } from '../changes.ts'
import { areOffered, findMistake, isPlainText, nameOf, purposesIn } from '../find-mistake.ts'
import { addressName, isLinkTarget, isWaiting, liveIn } from './addresses.ts'
import { FOREIGN, readAddress, readGating, toPurposes } from './dialects.ts'
import { createFrames, type FramesDeps } from './frames.ts'
import { isCopyOfRun } from './ran.ts'
import type { ScriptsDeps } from './scripts.ts'

/** Dependencies of the gate. */
export interface GateDeps extends Pick<FramesDeps, 'showPlaceholder'> {
  /** Returns whether this purpose may run now. */
  mayRun(purpose: string): boolean
  /** Every purpose allowed in `data-category`. */
  readonly purposes: readonly string[]
  /** Purpose of each service of the site, by its id. */
  readonly services: Readonly<Record<string, string>>
  /** Called once for each mistake in the page's markup. */
  warn(text: string): void
  /** Loads the runner of gated scripts. `undefined` where it could not be loaded; the scripts stay off. */
  loadScripts(): Promise<((deps: ScriptsDeps) => () => void) | undefined>
}

const GATED = /^(script|iframe|img|video|audio|object|embed|link)$/
/** Elements that only describe what another one loads. */
const UNGATED = /^(picture|source|track)$/

/**
 * Blocks scripts, frames, pictures and videos with `data-category`, or with another product's equivalent markup, until their
 * purpose may run. Observes additions to the page itself; returns a function to call after each change of what may run.
 */
export function createGate(deps: GateDeps): () => void {
  const { mayRun, showPlaceholder, warn, loadScripts } = deps
  /** Elements that are done: scripts that ran, wrong markup. */
  const settled = new WeakSet<Element>()
  const failed = new WeakSet<Element>()
  const isOpen = ({ dataset }: HTMLElement) => purposesIn(dataset.category ?? '').every(mayRun)
  const { hasOurWords, isWrong, readWords } = createReader(deps, settled, isOpen)
  const scripts = createRunner({ isOpen, settled, warn }, loadScripts)
  const frames = createFrames({ isOpen, showPlaceholder, warn })

  const applyTo = (element: HTMLElement) => {
    readWords(element)
    if (settled.has(element) || element.dataset.category === undefined || isWrong(element)) return
    if (isFrame(element)) frames.apply(element)
  }
  const look = (element: HTMLElement) => {
    if (settled.has(element)) return
    if (isCopyOfRun(element)) takeOut(element)
    else if (GATED.test(element.localName)) applyTo(element)
    else if (UNGATED.test(element.localName) && hasOurWords(element)) isWrong(element)
  }
  const apply = (changes: Changes) => {
    const found = findMarked(changes)
    for (const element of found) {
      try {
        look(element)
      } catch (error) {
        // An element that the page's own code breaks must not affect others.
        if (!failed.has(element)) warn(`<${element.localName}> cannot be looked at: ${error}`)
        failed.add(element)
      }
    }
    frames.dropGone()
    scripts.run(found.filter((element) => !isFrame(element)))
  }
  const observer = new MutationObserver(apply)
  let applied: string | undefined
  return () => {
    const granted = deps.purposes.filter(mayRun).join()
    // Additions are handled as they arrive.
    if (granted === applied) return scripts.retry()
    applied = granted
    // Not before the first call, since a site's tags come first.
    observer.observe(window.document, { childList: true, subtree: true, attributeFilter: NAMES })
    apply(everything())
  }
}

/** Reads the gating markup, and reports each mistake in it once. */
function createReader(
  { purposes, services, warn }: GateDeps,
  settled: WeakSet<Element>,
  isOpen: (element: HTMLElement) => boolean,
) {
  /** Elements whose `data-category` already contains our purposes. */
  const read = new WeakSet<Element>()
  const hasOurWords = ({ dataset }: HTMLElement) => areOffered(dataset.category ?? '', purposes)
  const isWrong = (element: HTMLElement) => {
    const mistake = findMistake(
      {
        tag: element.localName,
        type: element.getAttribute('type'),
        isWaiting: isWaiting(element) || isLinkTarget(element),
        address: addressName(element),
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
  /** Reads an element's markup once. */
  const readWords = (element: HTMLElement) => {
    if (read.has(element)) return
    read.add(element)
    const isWaiting = isHeld(element)
    // Another use of `data-category`, such as a gallery's filter.
    if (!isWaiting && element.dataset.category !== undefined && !hasOurWords(element)) {
      settled.add(element)
      return
    }
    translate(element, services)
    const loaded = isFrame(element) && isWaiting && !isOpen(element) && findLoaded(element)
    if (!loaded) return
    const name = nameOf(element.localName, element.dataset.category)
    warn(`${name} has loaded without consent: write data-${loaded[1]} alone.`)
  }
  return { hasOurWords, isWrong, readWords }
}

/** Loads the runner of scripts as soon as one may run, and passes scripts to it. */
function createRunner(deps: ScriptsDeps, load: GateDeps['loadScripts']) {
  let coming: Promise<(() => void) | undefined> | undefined
  let hasFailed = false
  const start = async () => {
    coming ??= load().then((create) => create?.(deps))
    const run = await coming
    run?.()
    hasFailed = !run
    // A retry may succeed.
    if (hasFailed) coming = undefined
  }
  const mayRun = (script: HTMLElement) =>
    !deps.settled.has(script) &&
    isPlainText((script as HTMLScriptElement).type) &&
    deps.isOpen(script)
  return {
    /** Runs the page's allowed scripts if these include a new one. */
    run(scripts: readonly HTMLElement[]) {
      if (scripts.some((script) => coming || mayRun(script))) start()
    },
    retry() {
      if (hasFailed) start()
    },
  }
}

const MARKED = `[data-category],${FOREIGN}`

/** Names of the attributes in the selector, since a framework may set them only after insertion. */
const NAMES = MARKED.match(/[\w-]+(?=[*^]?=|])/g) ?? []

/** Returns the elements to examine: a new source stands for its picture or video. */
function findMarked(changes: Changes): HTMLElement[] {
  const found = findChanged(changes, MARKED)
  for (const { target } of changes)
    if ((target as Element).localName === 'picture')
      found.push(...(target as Element).querySelectorAll('img'))
  return eachOnce(found)
}

const isFrame = ({ localName }: HTMLElement) => localName !== 'script'

/** Returns whether an element is blocked: a script by its type, a frame by an address in another attribute. */
const isHeld = (element: HTMLElement): boolean =>
  isFrame(element)
    ? !!readAddress(element) || isWaiting(element)
    : isPlainText(element.getAttribute('type'))

/** Returns what a frame has already requested from another host although it is marked as gated. */
const findLoaded = (frame: HTMLElement) =>
  liveIn(frame).filter(
    ([, name, value]) =>
      name === 'srcset' || (name === 'srcdoc' ? value.includes('//') : isForeign(value)),
  )[0]

const isForeign = (address: string): boolean =>
  isWeb(address) && toLink(address).origin !== location.origin

/** Adds our markup to an element with another product's, so the code after it handles one form only. */
function translate(element: HTMLElement, services: GateDeps['services']): void {
  const { dataset } = element
  const gating = readGating(element, services)
  const category = dataset.category ? toPurposes(dataset.category) : gating?.category
  // The page's own names are kept where they mean the same.
  if (category !== undefined && category !== dataset.category) dataset.category = category
  if (gating?.service && !dataset.service) dataset.service = gating.service
  const address = readAddress(element)
  if (dataset.category === undefined || !address) return
  dataset.src = address
  if (element.localName === 'object') dataset.data ||= address
}
