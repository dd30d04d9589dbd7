import { isPlainText, nameOf } from './find-mistake.ts'

/** Whether what follows must wait until this script has loaded, as it would have while the page was read. */
export const mustBeAwaited = (script: {
  readonly isExternal: boolean
  readonly isAsync: boolean
  readonly isDeferred: boolean
}): boolean => script.isExternal && !script.isAsync && !script.isDeferred

/** Time that scripts may hold the page up in one go: half of a frame. */
const SLICE_MS = 8

/** A host that has not answered by then holds up nothing any more. */
const PATIENCE_MS = 3_000

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

/** Marks what has run: a copy of the page, as Turbo keeps, has a copy of it, which must not be taken for another script. */
const RAN = 'ran'

/** Whether this is a script that has run, or a copy of one. */
export const isCopyOfRun = ({ dataset }: HTMLElement): boolean => dataset.kelisim === RAN

/** What the scripts are given. */
interface ScriptsDeps {
  isOpen(script: HTMLElement): boolean
  /** Elements that need no second look: what ran, and what is wrong. */
  readonly settled: WeakSet<Element>
  /** Is told of a script that the page itself forbids to run. */
  warn(text: string): void
}

/**
 * Answers a function that runs the held-back scripts which may, in document order, each once. It looks anew after
 * each: scripts write scripts, and minds change. What ran goes into `settled`.
 */
export function createScripts({ isOpen, settled, warn }: ScriptsDeps): () => Promise<void> {
  let isRunning = false
  const findNext = () =>
    [...document.querySelectorAll<HTMLScriptElement>('script[data-category]')].find(
      (script) => !settled.has(script) && isPlainText(script.type) && isOpen(script),
    )
  const runNext = async (held: HTMLScriptElement) => {
    settled.add(held)
    try {
      await run(held, settled)
    } catch (error) {
      // Trusted Types (W3C): a policy of the page's own has to allow what it holds back.
      warn(`${nameOf('script', held.dataset.category)} cannot run here: ${error}`)
    }
  }
  return async () => {
    if (isRunning) return
    isRunning = true
    // While the page is read, what it waits for starts at once; after a click, the frame that answers it comes first.
    if (document.readyState === 'complete') await nextFrame()
    let startedMs = performance.now()
    for (let next = findNext(); next; next = findNext()) {
      await runNext(next)
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
  script.dataset.kelisim = RAN
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

/**
 * Runs a copy before the original, which stays: a page's own framework may have made it, and takes it away later.
 * Resolves when what follows the script may run.
 *
 * @throws {TypeError} where the page's Trusted Types forbid it.
 */
async function run(held: HTMLScriptElement, settled: WeakSet<Element>): Promise<void> {
  const script = buildLive(held)
  settled.add(script)
  const end = new Promise((resolve) => {
    script.addEventListener('load', resolve)
    script.addEventListener('error', resolve)
    setTimeout(resolve, PATIENCE_MS)
  })
  const isExternal = !!script.src
  const isAwaited = mustBeAwaited({ isExternal, isAsync: script.async, isDeferred: script.defer })
  // It is waited for here, and only so long: the browser's own queue would wait for ever.
  if (isAwaited) script.async = true
  if (isExternal) held.before(script)
  else writeInPlace(held, () => held.before(script))
  // It has begun. A copy of the page must not run it again after a withdrawal.
  script.type = 'text/plain'
  if (isAwaited) await end
}

/**
 * Runs an inline script that may use `document.write`, as old counters do. So late it would begin the whole page anew;
 * what it writes is put where the script stands instead. Of an external script browsers ignore it.
 */
function writeInPlace(held: Element, runScript: () => void): void {
  const { document } = window
  const { write, writeln } = document
  document.write = (...html: string[]) => held.insertAdjacentHTML('beforebegin', html.join(''))
  document.writeln = document.write
  try {
    runScript()
  } finally {
    document.write = write
    document.writeln = writeln
  }
}
