import type { Choice, Grants, Outcome } from './consent/choice.ts'
import type { Context } from './context.ts'
import type { KelisimEvent } from './page/emit.ts'
import { warn } from './page/warn.ts'
import type { KelisimPanel } from './ui/props.ts'

export type { Choice, Grants, KelisimEvent, KelisimPanel, Outcome }

/** A purpose, or one service under it. */
interface Purpose {
  readonly purpose: string
  readonly service?: string | undefined
}

/** The API for the host page: `window.kelisim`. Its methods never throw or reject. */
export interface Kelisim {
  /** The visitor's choice; `undefined` before the first choice and after it has expired. */
  readonly choice: Choice | undefined
  /** Resolves when the saved choice has been applied to the page. */
  readonly ready: Promise<Kelisim>
  /** Returns whether a purpose or service may run now. `necessary` always may; a service only under its configured purpose. */
  can(what: string | Purpose): boolean
  /**
   * Makes a choice for the visitor. Call it only after the visitor has made that choice in the page's own interface. Absent
   * means refused. Resolves to `not_stored` where the server could not store it; everything stays off then.
   */
  choose(grants: Partial<Grants>): Promise<Outcome>
  /** Withdraws every grant at once. */
  withdraw(): Promise<Outcome>
  /** Opens a panel; resolves when it has been closed. */
  open(panel: KelisimPanel): Promise<void>
  /** Calls the listener with the choice at each event; returns a function that removes it. Late listeners get `ready` too. */
  on(event: KelisimEvent, listener: (choice: Choice | undefined) => void): () => void
  /** Calls back with the API: at once, or, on the array that takes its place before the script has loaded, then. */
  push(callback: KelisimCallback): void
}

/** What a page may queue before the script has loaded: `(window.kelisim ||= []).push((kelisim) => …)`. */
export type KelisimCallback = (kelisim: Kelisim) => void

declare global {
  interface Window {
    kelisim?: Kelisim | KelisimCallback[]
  }
}

/** Creates the API. `applied` resolves when the saved choice has been applied. */
export function createApi(
  { site, current, mayRun, choose }: Context,
  applied: Promise<unknown>,
  open: (panel: KelisimPanel) => Promise<void>,
): Kelisim {
  const api: Kelisim = {
    get choice() {
      return current()
    },
    ready: applied.then(() => api),
    can(what) {
      const { purpose = what as string, service } = (what ?? {}) as Partial<Purpose>
      return mayRun(purpose) && (!service || site.services?.[service] === purpose)
    },
    choose: (grants) => choose(grants ?? {}),
    withdraw: () => choose({}),
    open,
    on(event, listener) {
      let isOver: true | undefined
      const onEvent = () => isOver || call(listener, current())
      // Emitted once, for listeners added before and after.
      if (event === 'ready') applied.then(onEvent)
      else addEventListener(`kelisim:${event}`, onEvent)
      return () => {
        isOver = true
      }
    },
    push(callback) {
      // An error in the callback is the page's own: it is reported as uncaught and does not stop the widget.
      setTimeout(() => call(callback, api))
    },
  }
  return api
}

/** Calls the page's callback. Warns in the console where it is not a function. */
const call = <Given>(callback: (given: Given) => void, given: Given): void =>
  typeof callback === 'function' ? callback(given) : warn('needs a function.')
