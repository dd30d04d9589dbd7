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

/** What the host page may call: `window.kelisim`. Nothing in it throws or rejects. */
export interface Kelisim {
  /** The visitor's choice; `undefined` before the first and once it is over. */
  readonly choice: Choice | undefined
  /** Resolves when the saved choice has been applied to the page. */
  readonly ready: Promise<Kelisim>
  /** Whether this may run now. `necessary` always; a service only under the purpose it is configured for. */
  can(what: string | Purpose): boolean
  /**
   * Makes a choice in the visitor's name: only after they have made it in the page's own words. What is absent is
   * refused. Resolves to `not_stored` where the server could not store it: everything stays off then.
   */
  choose(grants: Partial<Grants>): Promise<Outcome>
  /** Takes every grant back, at once. */
  withdraw(): Promise<Outcome>
  /** Opens a panel; resolves when it has been closed. */
  open(panel: KelisimPanel): Promise<void>
  /** Calls the listener with the choice at each event; answers its end. `ready` is told late listeners too. */
  on(event: KelisimEvent, listener: (choice: Choice | undefined) => void): () => void
  /** Calls back with the interface: now, or, on the array that stands in before the script has loaded, then. */
  push(callback: KelisimCallback): void
}

/** What a page may queue before the script has loaded: `(window.kelisim ||= []).push((kelisim) => …)`. */
export type KelisimCallback = (kelisim: Kelisim) => void

declare global {
  interface Window {
    kelisim?: Kelisim | KelisimCallback[]
  }
}

/** Makes the interface. `applied` resolves when the saved choice has been applied. */
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
      // Told once, to whoever comes before or after.
      if (event === 'ready') applied.then(onEvent)
      else addEventListener(`kelisim:${event}`, onEvent)
      return () => {
        isOver = true
      }
    },
    push(callback) {
      // Its mistake is the page's own: reported where the page looks for it, and not in the widget's way.
      setTimeout(() => call(callback, api))
    },
  }
  return api
}

/** Calls what the page has handed over. Where that is no function, one line says so. */
const call = <Given>(callback: (given: Given) => void, given: Given): void =>
  typeof callback === 'function' ? callback(given) : warn('needs a function.')
