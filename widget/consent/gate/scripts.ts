import { putBefore } from '../../page/builtins/put-beside.ts'
import { createTable } from '../../page/builtins/table.ts'
import { isPlainText, nameOf, purposesIn } from '../find-mistake.ts'
import { RAN } from './ran.ts'
import { createStage, isRunnable, type Stage } from './stage.ts'

/** Returns whether later scripts must wait until this one has loaded, as they would while a page is parsed. */
export const mustBeAwaited = (script: {
  readonly isExternal: boolean
  readonly isAsync: boolean
  readonly isDeferred: boolean
}): boolean => script.isExternal && !script.isAsync && !script.isDeferred

/** Maximum time that scripts may block the page at once: half of a frame. */
const SLICE_MS = 8

/** A host that has not responded by then blocks nothing any more. */
const PATIENCE_MS = 3_000

/** Resolves once the browser has had a chance to paint and handle input. */
const nextTask = () => new Promise((resolve) => setTimeout(resolve))

/** Longer than a frame takes; a hidden page draws none. */
const NO_FRAME_MS = 100

/** Resolves after the next frame has been drawn. */
const nextFrame = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve))
    setTimeout(resolve, NO_FRAME_MS)
  })

/** Dependencies of the scripts. */
export interface ScriptsDeps {
  isOpen(script: HTMLElement): boolean
  /** Elements that are done: scripts that ran, wrong markup. */
  readonly settled: WeakSet<Element>
  /** Called for a script that the page itself forbids. */
  warn(text: string): void
}

/**
 * The order of execution: document order where it can matter. A script waits for earlier ones of its own purposes, and for
 * necessary ones; a host that hangs blocks no other purpose.
 */
function createOrder({ isOpen, settled }: Pick<ScriptsDeps, 'isOpen' | 'settled'>) {
  /** Purposes of the scripts that are awaited. */
  const awaited = createTable<Element, readonly string[]>()
  const purposesOf = ({ dataset }: HTMLElement) => purposesIn(dataset.category ?? '')
  const findBusy = () => awaited.keys().flatMap((script) => awaited.get(script) ?? [])
  const isHeldUp = (script: HTMLElement, busy: readonly string[] = findBusy()) =>
    [...purposesOf(script), 'necessary'].some((purpose) => busy.includes(purpose))
  return {
    isHeldUp,
    await: (script: HTMLElement) => awaited.set(script, purposesOf(script)),
    goOn: (script: HTMLElement) => awaited.drop(script),
    findNext() {
      const busy = findBusy()
      for (const script of document.querySelectorAll<HTMLScriptElement>('script[data-category]')) {
        if (settled.has(script) || !isPlainText(script.type) || !isOpen(script)) continue
        if (!isHeldUp(script, busy)) return script
        busy.push(...purposesOf(script))
      }
      return undefined
    },
  }
}

/**
 * Returns a function that runs the allowed gated scripts once each. It searches again after each script, since scripts add
 * scripts, and the choice may change. Scripts that ran are added to `settled`.
 */
export function createScripts(deps: ScriptsDeps): () => Promise<void> {
  const { isOpen, settled, warn } = deps
  let isRunning = false
  const stage = createStage()
  const order = createOrder(deps)
  const runNext = (held: HTMLScriptElement) => {
    settled.add(held)
    // Trusted Types (W3C): the page's own policy must allow the script.
    const refuse = (error: unknown) =>
      warn(`${nameOf('script', held.dataset.category)} cannot run here: ${error}`)
    try {
      const { isAwaited, end, hasEnded } = run(held, settled, stage)
      if (isAwaited) order.await(held)
      // A failed script does not block later ones either.
      end.catch(refuse).then(async () => {
        order.goOn(held)
        runAll()
        // A script that hung may still load, and may wait for page events.
        await hasEnded.catch(() => {})
        runAll()
      })
    } catch (error) {
      refuse(error)
    }
  }
  const runWaiting = async () => {
    let startedMs = performance.now()
    for (let next = order.findNext(); next; next = order.findNext()) {
      runNext(next)
      // The visitor's click, and the frame that shows its effect, come before the page's scripts.
      if (performance.now() - startedMs < SLICE_MS) continue
      await nextTask()
      startedMs = performance.now()
    }
    // As on a page that is parsed: only after all of them have run.
    if (!stage.late.isAwaited()) return
    await nextTask()
    stage.late.forget((script) => !isOpen(script))
    stage.late.tell((script) => !order.isHeldUp(script))
  }
  const runAll = async () => {
    if (isRunning) return
    isRunning = true
    try {
      await runWaiting()
    } finally {
      isRunning = false
    }
    if (order.findNext()) runAll()
  }
  return async () => {
    if (isRunning) return
    isRunning = true
    // While the page is parsed, scripts start at once; after a click, the frame that shows its effect comes first.
    if (document.readyState === 'complete') await nextFrame()
    isRunning = false
    await runAll()
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
 *
 * @returns whether what follows must wait for it, when that, and when the script has come to its end.
 * @throws {TypeError} where the page's Trusted Types forbid it.
 */
function run(
  held: HTMLScriptElement,
  settled: WeakSet<Element>,
  stage: Stage,
): {
  readonly isAwaited: boolean
  readonly end: Promise<unknown>
  readonly hasEnded: Promise<unknown>
} {
  const script = buildLive(held)
  settled.add(script)
  const isExternal = !!script.src
  const isAwaited =
    isRunnable(script) &&
    mustBeAwaited({ isExternal, isAsync: script.async, isDeferred: script.defer })
  // It is waited for here, and only so long: the browser's own queue would wait for ever.
  if (isAwaited) script.async = true
  const hasEnded = stage.run(script, held, () => putBefore(script, held))
  // It has begun. A copy of the page must not run it again after a withdrawal.
  script.type = 'text/plain'
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
  return { isAwaited, hasEnded, end: isAwaited ? Promise.race([hasEnded, patience]) : hasEnded }
}
