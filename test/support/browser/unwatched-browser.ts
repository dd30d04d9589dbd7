import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type LaunchOptions } from '@playwright/test'

/**
 * Opens a page in a Chromium without developer tools, under which it does not prerender pages. The page does everything by
 * itself.
 *
 * @returns a function that closes the browser and deletes its profile.
 */
export async function openUnwatched(
  url: string,
  { executablePath = chromium.executablePath(), args = [] }: LaunchOptions,
): Promise<() => Promise<void>> {
  const profile = await mkdtemp(join(tmpdir(), 'kelisim-browser-'))
  const browser = spawn(
    executablePath,
    // Without a debugging port the headless browser prints the page and exits.
    ['--headless', '--no-sandbox', '--remote-debugging-port=0', `--user-data-dir=${profile}`]
      .concat(args)
      .concat(url),
    { stdio: 'ignore' },
  )
  return async () => {
    const ended = once(browser, 'exit')
    browser.kill('SIGKILL')
    await ended
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}
