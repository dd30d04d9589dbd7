import { eachOnce } from '../../page/builtins/table.ts'
import {
  type Latecomer,
  MOMENTS,
  type Moment,
  notice,
  type Register,
  toLate,
} from './latecomers.ts'

/** Whether the page has been told, so that the browser will not tell it again. */
function isOver(type: Moment): boolean {
  const state = document.readyState
  if (state === 'loading' || type === 'readystatechange') return state !== 'loading'
  // A page may have put something lesser in the place of the clock.
  const times = performance.timing as PerformanceTiming | undefined
  const isReady = type === 'DOMContentLoaded'
  const startedMs = isReady ? times?.domContentLoadedEventStart : times?.loadEventStart
  return startedMs === undefined ? isReady || state === 'complete' : startedMs > 0
}

/** Those whom scripts that run late have asked the page to call at moments that are over. */
export interface LateEvents {
  /** Notices them from now on; answers the end, after which the page's own functions are as they were. */
  notice(): () => void
  /** Whether there are any. */
  isAwaited(): boolean
  /** Calls those of these scripts, once each, in the order of a page that is read, and forgets them. */
  tell(isReady: (script: HTMLElement) => boolean): void
  /** Forgets those of these scripts. */
  forget(isMeant: (script: HTMLElement) => boolean): void
}

/** @param running the script whose code runs now, if it is one that runs late: nobody else's listeners are noticed. */
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

/** By the browser itself, which knows of options, objects, their order, and whose mistake an error is. */
function call(type: Moment, latecomers: readonly Latecomer[]): void {
  const page = window.document
  const name = toLate(type)
  for (const { target, listener, options } of latecomers)
    target.addEventListener(name, listener, options)
  const event = document.createEvent('Event')
  const isOfPage = type === 'DOMContentLoaded' || type === 'readystatechange'
  event.initEvent(name, type === 'DOMContentLoaded', false)
  Reflect.defineProperty(event, 'type', { value: type })
  // Of every one of them the document is the target, also where the window alone hears of it.
  Reflect.defineProperty(event, 'target', { value: page })
  ;(isOfPage ? page : window).dispatchEvent(event)
  for (const { target, listener, options } of latecomers) {
    target.removeEventListener(name, listener, options)
    if (typeof options === 'object' && options.once)
      target.removeEventListener(type, listener, options)
  }
}
