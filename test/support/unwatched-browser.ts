import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type LaunchOptions } from '@playwright/test'

/**
 * Opens a page in a Chromium that nothing drives or looks into: under developer tools it prepares no page before it is
 * asked for (prerendering). The page does everything by itself.
 *
 * @returns what ends the browser and forgets its profile.
 */
export async function openUnwatched(
  url: string,
  { executablePath = chromium.executablePath(), args = [] }: LaunchOptions,
): Promise<() => Promise<void>> {
  const profile = await mkdtemp(join(tmpdir(), 'kelisim-browser-'))
  const browser = spawn(
    executablePath,
    // Without a port for tools the headless browser prints the page and ends.
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
