import type { Page } from '@playwright/test'

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
