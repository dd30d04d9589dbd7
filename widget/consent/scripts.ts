/** Whether what follows must wait until this script has loaded, as it would have while the page was read. */
export const mustBeAwaited = (script: {
  readonly isExternal: boolean
  readonly isAsync: boolean
  readonly isDeferred: boolean
}): boolean => script.isExternal && !script.isAsync && !script.isDeferred

/** Time that scripts may hold the page up in one go: half of a frame. */
const SLICE_MS = 8

/** Resolves once the browser has had the chance to paint and to take input. */
const nextTask = () => new Promise((resolve) => setTimeout(resolve))

/** Longer than a frame takes: a page that nobody sees draws none. */
const NO_FRAME_MS = 100

/** Resolves after the next frame has been drawn. */
const nextFrame = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve))
    setTimeout(resolve, NO_FRAME_MS)
  })

/**
 * Answers a function that runs the held-back scripts which may, in document order, each once. It looks anew after
 * each: scripts write scripts, and minds change. What ran goes into `settled`.
 */
export function createScripts(
  isOpen: (script: HTMLElement) => boolean,
  settled: WeakSet<Element>,
): () => Promise<void> {
  let isRunning = false
  const findNext = () =>
    [...document.querySelectorAll<HTMLScriptElement>('script[data-category]')].find(
      (script) => !settled.has(script) && isOpen(script),
    )
  return async () => {
    if (isRunning) return
    isRunning = true
    // While the page is read, what it waits for starts at once; after a click, the frame that answers it comes first.
    if (document.readyState === 'complete') await nextFrame()
    let startedMs = performance.now()
    for (let next = findNext(); next; next = findNext()) {
      settled.add(next)
      const script = buildLive(next)
      settled.add(script)
      await run(script, next)
      // The visitor's click, and the frame that answers it, come before what the page has waiting.
      if (performance.now() - startedMs < SLICE_MS) continue
      await nextTask()
      startedMs = performance.now()
    }
    isRunning = false
  }
}

/** A copy that runs, with every other attribute of the original. */
function buildLive(held: HTMLScriptElement): HTMLScriptElement {
  const script = document.createElement('script')
  for (const { name, value } of held.attributes) {
    if (name !== 'type' && name !== 'data-src') script.setAttribute(name, value)
  }
  // What the script was before it was held back, in Klaro's and vanilla-cookieconsent's markup.
  if (held.dataset.type) script.type = held.dataset.type
  // Browsers hide a nonce from its attribute.
  script.nonce = held.nonce
  script.text = held.text
  // A script that a script makes is async unless told otherwise.
  script.async = held.hasAttribute('async')
  if (held.dataset.src) script.src = held.dataset.src
  return script
}

/** Resolves when what follows the script may run. */
async function run(script: HTMLScriptElement, held: HTMLScriptElement): Promise<void> {
  const end = new Promise((resolve) => {
    script.addEventListener('load', resolve)
    script.addEventListener('error', resolve)
  })
  held.replaceWith(script)
  // It has begun. A copy of the page, as Turbo keeps, must not run it again after a withdrawal.
  script.type = 'text/plain'
  const isExternal = !!script.src
  if (mustBeAwaited({ isExternal, isAsync: script.async, isDeferred: script.defer })) await end
}
