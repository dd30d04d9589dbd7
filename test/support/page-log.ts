import type { Page } from '@playwright/test'
import { SENTINEL } from './beacons.ts'

/** What a page's developer would see of the widget. */
export interface PageLog {
  /** The widget's own lines in the console. */
  readonly lines: string[]
  /** Errors and rejections that nobody caught, whoever caused them. */
  readonly uncaught: readonly string[]
}

/** Writes down what a page says from now on, through every page that it goes to. */
export function logPage(page: Page): PageLog {
  const lines: string[] = []
  const uncaught: string[] = []
  page.on('console', (message) => {
    if (message.text().startsWith('[kelisim]')) lines.push(message.text())
  })
  page.on('pageerror', (error) => uncaught.push(error.message))
  return { lines, uncaught }
}

/** Everything that a page says, whoever speaks: also what the browser writes of blocked, refused and missing things. */
export interface WholeLog {
  readonly console: string[]
  readonly uncaught: string[]
}

/** Writes down all of a page's console and all that nobody caught, from now on, through every page that it goes to. */
export function logWhole(page: Page): WholeLog {
  const log: WholeLog = { console: [], uncaught: [] }
  page.on('console', (message) => {
    // What beacons.ts asks to know that a page is done: a page may forbid that too.
    if (!message.location().url.endsWith(SENTINEL)) log.console.push(message.text())
  })
  page.on('pageerror', (error) => log.uncaught.push(error.message))
  return log
}

/** A page with nothing to say. */
export const SILENT: WholeLog = { console: [], uncaught: [] }
