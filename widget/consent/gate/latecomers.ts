import { accessTo, standIn } from '../../page/stand-in.ts'

/** What a page is told once, while it is read; in this order. */
export const MOMENTS = ['readystatechange', 'DOMContentLoaded', 'load', 'pageshow'] as const
export type Moment = (typeof MOMENTS)[number]

/** Somebody who wants to be told of what is over. */
export interface Latecomer {
  /** The script that runs late. */
  readonly script: HTMLElement
  readonly target: EventTarget
  readonly type: Moment
  readonly listener: EventListenerOrEventListenerObject
  readonly options?: boolean | AddEventListenerOptions | undefined
  /** Given as `onload` or the like: of those there is one. */
  readonly isHandler?: true
}

/** Where latecomers are written down. */
export interface Register {
  /** The script whose latecomers are now to be noticed, if this moment is over; else the browser itself will call them. */
  ownerOf(type: string): HTMLElement | undefined
  add(latecomer: Latecomer): void
  /** Answers those of this kind. */
  find(isMeant: (one: Latecomer) => boolean): readonly Latecomer[]
  drop(isMeant: (one: Latecomer) => boolean): void
}

/** Under this name, which no page knows, the browser calls latecomers, and nobody else. */
export const toLate = (type: string): string => `kelisim-late-${type}`

/** Notices latecomers until the undo, after which the page's own functions are what they were. */
export function notice(register: Register): () => void {
  const page = window.document
  const undos = [
    ...noticeListeners(window, register),
    ...noticeListeners(page, register),
    noticeHandler(window, 'load', window, register),
    noticeHandler(window, 'pageshow', window, register),
    noticeHandler(page, 'readystatechange', page, register),
    // The body's is the window's, by another name. A page may be without one for a while, as when it puts in another.
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
      // Whoever has taken it with them calls it for other targets too.
      value(this: EventTarget | undefined, ...given: Parameters<typeof addEventListener>) {
        const self = this ?? window
        const [type, listener, options] = given
        const script = self === target && listener ? register.ownerOf(type) : undefined
        // First the browser, which throws on what is no listener: nothing of that is to be called later.
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
        // Being called already, it may be removed by the one before it.
        removeEventListener.call(self, toLate(type), listener, options)
        return removeEventListener.apply(self, given)
      },
    }),
  ]
}

const isCapturing = (options?: boolean | EventListenerOptions) =>
  typeof options === 'object' ? !!options.capture : !!options

/** The page's own handler is neither read, so that nobody who passes on to it calls it twice, nor lost. */
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
