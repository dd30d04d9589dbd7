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

const GATED = /^(script|iframe|img|video|audio|object|embed|link)$/
/** What only says what another element is to load. */
const UNGATED = /^(picture|source|track)$/

/**
 * Holds back scripts, frames, pictures and films with `data-category`, or with another product's markup of the same
 * meaning, until their purpose may run. Looks at what comes into the page by itself; answers a function to call whenever what
 * may run has changed.
 */
export function createGate(deps: GateDeps): () => void {
  const { mayRun, showPlaceholder, warn, loadScripts } = deps
  /** Elements that need no second look: scripts that ran, markup that is wrong. */
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
        // What a page's own code makes of one element leaves the others as they are.
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
    // What comes into the page is looked at as it comes.
    if (granted === applied) return scripts.retry()
    applied = granted
    // Not before it is told to: a site's tags come first.
    observer.observe(window.document, { childList: true, subtree: true, attributeFilter: NAMES })
    apply(everything())
  }
}

/** Reads what the page's words say, and names each mistake in them once. */
function createReader(
  { purposes, services, warn }: GateDeps,
  settled: WeakSet<Element>,
  isOpen: (element: HTMLElement) => boolean,
) {
  /** Elements whose `data-category` holds purposes of ours by now. */
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
    const loaded = isFrame(element) && isWaiting && !isOpen(element) && findLoaded(element)
    if (!loaded) return
    const name = nameOf(element.localName, element.dataset.category)
    warn(`${name} has loaded without consent: write data-${loaded[1]} alone.`)
  }
  return { hasOurWords, isWrong, readWords }
}

/** Brings what runs scripts as soon as one may run, and hands over to it. */
function createRunner(deps: ScriptsDeps, load: GateDeps['loadScripts']) {
  let coming: Promise<(() => void) | undefined> | undefined
  let hasFailed = false
  const start = async () => {
    coming ??= load().then((create) => create?.(deps))
    const run = await coming
    run?.()
    hasFailed = !run
    // Asked for again, it may come.
    if (hasFailed) coming = undefined
  }
  const mayRun = (script: HTMLElement) =>
    !deps.settled.has(script) &&
    isPlainText((script as HTMLScriptElement).type) &&
    deps.isOpen(script)
  return {
    /** Runs those of the page that may, where one of these is new. */
    run(scripts: readonly HTMLElement[]) {
      if (scripts.some((script) => coming || mayRun(script))) start()
    },
    retry() {
      if (hasFailed) start()
    },
  }
}

const MARKED = `[data-category],${FOREIGN}`

/** Names of the attributes in it: a framework may say of an element only later what it is. */
const NAMES = MARKED.match(/[\w-]+(?=[*^]?=|])/g) ?? []

/** What is to be looked at: a new source tells of the picture or film that it is in. */
function findMarked(changes: Changes): HTMLElement[] {
  const found = findChanged(changes, MARKED)
  for (const { target } of changes)
    if ((target as Element).localName === 'picture')
      found.push(...(target as Element).querySelectorAll('img'))
  return eachOnce(found)
}

const isFrame = ({ localName }: HTMLElement) => localName !== 'script'

/** Whether an element waits: a script by its type, a frame by an address that it does not load by. */
const isHeld = (element: HTMLElement): boolean =>
  isFrame(element)
    ? !!readAddress(element) || isWaiting(element)
    : isPlainText(element.getAttribute('type'))

/** What a frame has asked another host for already, however it says that it waits. */
const findLoaded = (frame: HTMLElement) =>
  liveIn(frame).filter(
    ([, name, value]) =>
      name === 'srcset' || (name === 'srcdoc' ? value.includes('//') : isForeign(value)),
  )[0]

const isForeign = (address: string): boolean =>
  isWeb(address) && toLink(address).origin !== location.origin

/** Writes beside another product's markup what it means in ours: whatever follows knows one form. */
function translate(element: HTMLElement, services: GateDeps['services']): void {
  const { dataset } = element
  const gating = readGating(element, services)
  const category = dataset.category ? toPurposes(dataset.category) : gating?.category
  // The page's own words stay where they mean the same.
  if (category !== undefined && category !== dataset.category) dataset.category = category
  if (gating?.service && !dataset.service) dataset.service = gating.service
  const address = readAddress(element)
  if (dataset.category === undefined || !address) return
  dataset.src = address
  if (element.localName === 'object') dataset.data ||= address
}
