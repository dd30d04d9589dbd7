import { eachOnce } from '../../page/builtins/table.ts'
import {
  type Latecomer,
  MOMENTS,
  type Moment,
  notice,
  type Register,
  toLate,
} from './latecomers.ts'

/** Returns whether the event has already fired on the page. */
function isOver(type: Moment): boolean {
  const state = document.readyState
  if (state === 'loading' || type === 'readystatechange') return state !== 'loading'
  // A page may have replaced `performance`.
  const times = performance.timing as PerformanceTiming | undefined
  const isReady = type === 'DOMContentLoaded'
  const startedMs = isReady ? times?.domContentLoadedEventStart : times?.loadEventStart
  return startedMs === undefined ? isReady || state === 'complete' : startedMs > 0
}

/** Listeners that late scripts added for page events that have already fired. */
export interface LateEvents {
  /** Records such listeners from now on; returns a function that restores the page's own functions. */
  notice(): () => void
  /** Returns whether there are any. */
  isAwaited(): boolean
  /** Calls those of the given scripts once each, in the order of a page being parsed, and drops them. */
  tell(isReady: (script: HTMLElement) => boolean): void
  /** Drops those of the given scripts. */
  forget(isMeant: (script: HTMLElement) => boolean): void
}

/** @param running returns the late script whose code is running; listeners of other code are not recorded. */
export function createLateEvents(running: () => HTMLElement | undefined): LateEvents {
  let all: readonly Latecomer[] = []
  let telling: HTMLElement | undefined
  const register: Register = {
    ownerOf: (type) =>
      MOMENTS.includes(type as Moment) && isOver(type as Moment)
        ? (telling ?? running())
        : undefined,
    add: (latecomer) => {
      all = [...all, latecomer]
    },
    find: (isMeant) => all.filter(isMeant),
    drop: (isMeant) => {
      all = all.filter((one) => !isMeant(one))
    },
  }
  const tellOf = (type: Moment, isReady: (script: HTMLElement) => boolean) => {
    const due = register.find((one) => one.type === type && isReady(one.script))
    register.drop((one) => due.includes(one))
    try {
      for (const script of eachOnce(due.map((one) => one.script))) {
        telling = script
        call(
          type,
          due.filter((one) => one.script === script),
        )
      }
    } finally {
      telling = undefined
    }
  }
  return {
    notice: () => notice(register),
    isAwaited: () => all.length > 0,
    tell(isReady) {
      const undo = notice(register)
      try {
        for (const type of MOMENTS) tellOf(type, isReady)
      } finally {
        undo()
      }
    },
    forget: (isMeant) => register.drop(({ script }) => isMeant(script)),
  }
}

/** Dispatched by the browser, which handles options, listener objects, order, and error reporting. */
function call(type: Moment, latecomers: readonly Latecomer[]): void {
  const page = window.document
  const name = toLate(type)
  for (const { target, listener, options } of latecomers)
    target.addEventListener(name, listener, options)
  const event = document.createEvent('Event')
  const isOfPage = type === 'DOMContentLoaded' || type === 'readystatechange'
  event.initEvent(name, type === 'DOMContentLoaded', false)
  Reflect.defineProperty(event, 'type', { value: type })
  // The document is the target of all of them, also where only the window listens.
  Reflect.defineProperty(event, 'target', { value: page })
  ;(isOfPage ? page : window).dispatchEvent(event)
  for (const { target, listener, options } of latecomers) {
    target.removeEventListener(name, listener, options)
    if (typeof options === 'object' && options.once)
      target.removeEventListener(type, listener, options)
  }
}
