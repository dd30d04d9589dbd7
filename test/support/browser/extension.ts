import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findWholeChromium } from './chromium.ts'
import { test } from './fixtures.ts'

/** `test` in a browser with an extension of test/e2e/extensions installed. */
export const withExtension = (name: 'blocker' | 'hider' | 'refuser') =>
  test.extend({
    context: async ({ launchOptions, locale, timezoneId, userAgent }, use, testInfo) => {
      const executablePath = findWholeChromium()
      testInfo.skip(!executablePath, 'needs a Chromium that has windows')
      const folder = join(import.meta.dirname, '..', '..', 'e2e', 'extensions', name)
      const context = await chromium.launchPersistentContext('', {
        ...launchOptions,
        ...(executablePath && { executablePath }),
        ...(locale && { locale }),
        ...(timezoneId && { timezoneId }),
        ...(userAgent && { userAgent }),
        // Playwright's headless mode does not support extensions.
        headless: false,
        ignoreDefaultArgs: ['--disable-extensions'],
        args: [
          ...(launchOptions.args ?? []),
          '--headless=new',
          `--load-extension=${folder}`,
          `--disable-extensions-except=${folder}`,
        ],
      })
      await use(context)
      await context.close()
    },
  })
