/** What the gate is given. */
export interface GateDeps {
  /** Whether this purpose may run now. */
  mayRun(purpose: string): boolean
  /** Every purpose that may stand in `data-category`. */
  readonly purposes: readonly string[]
  /** Puts a placeholder where a frame waits; answers its undo. */
  showPlaceholder(frame: HTMLElement, loadOnce: () => void): () => void
  /** Is told each mistake in the page's markup, once. */
  warn(text: string): void
}

/** An element with `data-category`: the purpose it belongs to. */
type Gated = HTMLScriptElement | HTMLIFrameElement | HTMLImageElement

/** What is wrong with a gated element's markup, and what to write instead; `undefined` if nothing is. */
export function findMistake(
  element: {
    readonly tag: string
    readonly type: string
    readonly hasDataSrc: boolean
    readonly category: string
  },
  purposes: readonly string[],
): string | undefined {
  const { tag, type, hasDataSrc, category } = element
  if (!purposes.includes(category))
    return `<${tag} data-category="${category}"> stays off: write one of ${purposes.join(', ')}.`
  if (tag === 'script' && type !== 'text/plain')
    return `<script data-category="${category}"> runs without consent: add type="text/plain".`
  if (tag !== 'script' && !hasDataSrc)
    return `<${tag} data-category="${category}"> is not held back: write data-src instead of src.`
  return undefined
}

/** Whether what follows must wait until this script has loaded, as it would have while the page was read. */
export const mustBeAwaited = (script: {
  readonly isExternal: boolean
  readonly isAsync: boolean
  readonly isDeferred: boolean
}): boolean => script.isExternal && !script.isAsync && !script.isDeferred

/**
 * Holds back scripts, frames and images with `data-category` until their purpose may run. Answers a function to call
 * whenever that may have changed or the page has got new elements.
 */
export function createGate({ mayRun, purposes, showPlaceholder, warn }: GateDeps): () => void {
  /** Elements that need no second look: scripts that ran, markup that is wrong. */
  const settled = new WeakSet<Element>()
  const loadedOnce = new WeakSet<Element>()
  const placeholders = new Map<Element, () => void>()
  let scripts: Promise<void> | undefined

  const isOpen = (element: Gated) =>
    loadedOnce.has(element) || mayRun(element.dataset.category as string)

  /** Runs waiting scripts in document order; looks anew after each, since scripts write scripts and minds change. */
  const runScripts = async () => {
    for (;;) {
      const next = gated<HTMLScriptElement>('script').find(
        (script) => !settled.has(script) && isOpen(script),
      )
      if (!next) break
      await runScript(next, settled)
    }
    scripts = undefined
  }

  const load = (frame: HTMLIFrameElement | HTMLImageElement) => {
    placeholders.get(frame)?.()
    placeholders.delete(frame)
    if (!frame.hasAttribute('src')) frame.src = frame.dataset.src as string
  }

  const holdBack = (frame: HTMLIFrameElement | HTMLImageElement) => {
    if (frame.hasAttribute('src')) {
      // A copy that never loaded: taking the address away leaves what has been loaded in place.
      const inert = frame.cloneNode() as typeof frame
      inert.removeAttribute('src')
      frame.replaceWith(inert)
      return holdBack(inert)
    }
    if (frame.tagName === 'IFRAME' && !placeholders.has(frame)) {
      const loadOnce = () => {
        loadedOnce.add(frame)
        load(frame)
      }
      placeholders.set(frame, showPlaceholder(frame, loadOnce))
    }
  }

  return function apply() {
    for (const element of gated<Gated>('script,iframe,img')) {
      if (settled.has(element)) continue
      const mistake = findMistake(
        {
          tag: element.localName,
          type: element.getAttribute('type') ?? '',
          hasDataSrc: !!element.dataset.src,
          category: element.dataset.category as string,
        },
        purposes,
      )
      if (mistake) {
        settled.add(element)
        warn(mistake)
      } else if (!(element instanceof HTMLScriptElement)) {
        if (isOpen(element)) load(element)
        else holdBack(element)
      }
    }
    scripts ??= runScripts()
  }
}

/** Gated elements of these kinds, in document order. */
const gated = <Kind extends Gated>(tags: string) =>
  [...document.querySelectorAll<Kind>('[data-category]')].filter((element) => element.matches(tags))

/** Puts a live copy in the place of a held-back script; resolves when what follows it may run. */
async function runScript(held: HTMLScriptElement, settled: WeakSet<Element>): Promise<void> {
  const script = document.createElement('script')
  for (const { name, value } of held.attributes) {
    if (name !== 'type' && name !== 'data-src') script.setAttribute(name, value)
  }
  // Browsers hide a nonce from its attribute.
  script.nonce = held.nonce
  script.text = held.text
  script.async = held.hasAttribute('async')
  const { src } = held.dataset
  if (src) script.src = src
  settled.add(script)
  const isAwaited = mustBeAwaited({
    isExternal: !!src,
    isAsync: script.async,
    isDeferred: held.defer,
  })
  const end = new Promise((resolve) => {
    script.addEventListener('load', resolve)
    script.addEventListener('error', resolve)
  })
  held.replaceWith(script)
  if (isAwaited) await end
}
