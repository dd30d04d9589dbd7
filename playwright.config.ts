import { defineConfig } from '@playwright/test'
import { findChromium } from './test/support/browser/chromium.ts'

const executablePath = findChromium()
/** Headless Chromium names itself a robot, and robots are not counted. */
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  // Wide, since a machine that does other things meanwhile is no fault of the product: what is awaited ends a wait at once.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    userAgent,
    locale: 'kk-KZ',
    timezoneId: 'Asia/Almaty',
    // Playwright's own 'only-on-failure' takes one of every page of every test; fixtures.ts takes those of failures.
    screenshot: 'off',
    // What cannot be clicked by then never will be: the test says so instead of running into its limit.
    actionTimeout: 30_000,
    launchOptions: {
      ...(executablePath && { executablePath }),
      chromiumSandbox: false,
      // Nothing but the tests' own requests: no QUIC probes, no updates, no sync.
      args: [
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        // Nothing here is drawn by a graphics card, and what stands in for one is slow.
        '--disable-gpu',
        // Fewer processes for each test: the pages are our own.
        '--in-process-gpu',
        '--disable-site-isolation-trials',
        // Playwright's own name for it does not reach what a page sends while it is left.
        `--user-agent=${userAgent}`,
      ],
    },
  },
})
