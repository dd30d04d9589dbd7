import type { Page } from '@playwright/test'

/**
 * Resolves once the keeper has been loaded. It loads by itself after the banner, and without it no choice reaches the server.
 * Call it before the page is opened.
 */
export const untilKeeperCame = (page: Page): Promise<unknown> =>
  page.waitForEvent('requestfinished', (request) => request.url().includes('/assets/consent-'))
