import type { Page } from '@playwright/test'

/**
 * Resolves once what keeps a choice has come: by itself, after the banner, and without it no choice reaches the server.
 * To be asked for before the page is opened.
 */
export const untilKeeperCame = (page: Page): Promise<unknown> =>
  page.waitForEvent('requestfinished', (request) => request.url().includes('/assets/consent-'))
