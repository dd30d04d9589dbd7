import { accessTo, standIn } from '../../page/stand-in.ts'

/** Events that fire once while a page loads, in this order. */
export const MOMENTS = ['readystatechange', 'DOMContentLoaded', 'load', 'pageshow'] as const
export type Moment = (typeof MOMENTS)[number]

/** A listener for an event that has already fired. */
export interface Latecomer {
  /** The late script that added it. */
  readonly script: HTMLElement
  readonly target: EventTarget
  readonly type: Moment
  readonly listener: EventListenerOrEventListenerObject
  readonly options?: boolean | AddEventListenerOptions | undefined
  /** Set as `onload` or similar, of which there is only one. */
  readonly isHandler?: true
}

/** Where late listeners are recorded. */
export interface Register {
  /**
   * Returns the late script whose listeners must be recorded, if this event has already fired; else the browser will call
   * them.
   */
  ownerOf(type: string): HTMLElement | undefined
  add(latecomer: Latecomer): void
  /** Returns the matching ones. */
  find(isMeant: (one: Latecomer) => boolean): readonly Latecomer[]
  drop(isMeant: (one: Latecomer) => boolean): void
}

/** Returns the event name under which late listeners are dispatched; no page uses it. */
export const toLate = (type: string): string => `kelisim-late-${type}`

/** Records late listeners until the returned undo function restores the page's own functions. */
export function notice(register: Register): () => void {
  const page = window.document
  const undos = [
    ...noticeListeners(window, register),
    ...noticeListeners(page, register),
    noticeHandler(window, 'load', window, register),
    noticeHandler(window, 'pageshow', window, register),
    noticeHandler(page, 'readystatechange', page, register),
    // The body's handler is the window's under another name. A page may have no body for a while, as when it replaces it.
    ...(page.body ? [noticeHandler(page.body, 'load', window, register)] : []),
  ]
  return () => {
    for (const undo of undos) undo()
  }
}

function noticeListeners(target: EventTarget, register: Register): (() => void)[] {
  const { addEventListener, removeEventListener } = target
  return [
    standIn(target, 'addEventListener', {
      writable: true,
      // Code that has stored the function calls it for other targets too.
      value(this: EventTarget | undefined, ...given: Parameters<typeof addEventListener>) {
        const self = this ?? window
        const [type, listener, options] = given
        const script = self === target && listener ? register.ownerOf(type) : undefined
        // The browser's own method first: it throws for an invalid listener, which must not be recorded.
        const answer: unknown = addEventListener.apply(self, given)
        if (script && listener)
          register.add({ script, target, type: type as Moment, listener, options })
        return answer
      },
    }),
    standIn(target, 'removeEventListener', {
      writable: true,
      value(this: EventTarget | undefined, ...given: Parameters<typeof removeEventListener>) {
        const self = this ?? window
        const [type, listener, options] = given
        register.drop(
          (one) =>
            one.target === self &&
            one.type === type &&
            one.listener === listener &&
            isCapturing(one.options) === isCapturing(options),
        )
        // It is being called now; an earlier listener may still remove it.
        removeEventListener.call(self, toLate(type), listener, options)
        return removeEventListener.apply(self, given)
      },
    }),
  ]
}

const isCapturing = (options?: boolean | EventListenerOptions) =>
  typeof options === 'object' ? !!options.capture : !!options

/** The page's own handler is neither read, so that a handler that calls the previous one does not call it twice, nor lost. */
function noticeHandler(
  object: object,
  type: Moment,
  target: EventTarget,
  register: Register,
): () => void {
  const { read, write } = accessTo<unknown>(object, `on${type}`)
  const ownOf = (script: HTMLElement) => (one: Latecomer) =>
    one.script === script && one.target === target && one.type === type && !!one.isHandler
  return standIn(object, `on${type}`, {
    get() {
      const script = register.ownerOf(type)
      return script ? (register.find(ownOf(script))[0]?.listener ?? null) : read()
    },
    set(listener: unknown) {
      const script = register.ownerOf(type)
      if (!script) return write(listener)
      register.drop(ownOf(script))
      if (typeof listener === 'function')
        register.add({
          script,
          target,
          type,
          listener: listener as EventListener,
          isHandler: true,
        })
    },
  })
}
