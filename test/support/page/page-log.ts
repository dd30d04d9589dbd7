import type { Page } from '@playwright/test'
import { SENTINEL } from '../choice/beacons.ts'

/** The widget's output that a page's developer would see. */
export interface PageLog {
  /** The widget's own console lines. */
  readonly lines: string[]
  /** Uncaught errors and rejections, whatever their cause. */
  readonly uncaught: readonly string[]
}

/** Records a page's output from now on, across navigations. */
export function logPage(page: Page): PageLog {
  const lines: string[] = []
  const uncaught: string[] = []
  page.on('console', (message) => {
    if (message.text().startsWith('[kelisim]')) lines.push(message.text())
  })
  page.on('pageerror', (error) => uncaught.push(error.message))
  return { lines, uncaught }
}

/** All output of a page, including the browser's messages about blocked, refused and missing resources. */
export interface WholeLog {
  readonly console: string[]
  readonly uncaught: string[]
}

/** Records all of a page's console and uncaught errors from now on, across navigations. */
export function logWhole(page: Page): WholeLog {
  const log: WholeLog = { console: [], uncaught: [] }
  page.on('console', (message) => {
    // The request by which beacons.ts detects that a page is done; the page may forbid it.
    if (!message.location().url.endsWith(SENTINEL)) log.console.push(message.text())
  })
  page.on('pageerror', (error) => log.uncaught.push(error.message))
  return log
}

/** The log of a page without any output. */
export const SILENT: WholeLog = { console: [], uncaught: [] }
