import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'
import { aptCommand, install } from './apt.ts'

/** Chromium without windows, from Debian; it opens a page in half the time. */
const SHELL = 'chromium-headless-shell'
/** Ubuntu's `chromium-browser` comes last: without snap it is a script that only prints advice. */
const names = [SHELL, 'chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser']

function findByName(wanted: readonly string[]): string | undefined {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
  const paths = wanted.flatMap((name) => folders.map((folder) => join(folder, name)))
  return paths.find((path) => existsSync(path))
}

const ownOr = (wanted: readonly string[]): string | undefined => {
  const own = chromium.executablePath()
  return own !== '' && existsSync(own) ? own : findByName(wanted)
}

/**
 * Returns the path of a Chromium for the browser tests: Playwright's own, else one of the system's; `undefined` where there
 * is none.
 */
export const findChromium = (): string | undefined => ownOr(names)

/** Returns the path of a Chromium with windows: only that one has a back-forward cache. */
export const findWholeChromium = (): string | undefined => ownOr(names.slice(1))

/**
 * Finds a Chromium, or installs Debian's with apt-get where no password is needed. As root, as in a container, it installs
 * the one without windows beside a slower one.
 *
 * @returns the path, or in `problem` one line that says what to do.
 */
export function ensureChromium(): { readonly path: string } | { readonly problem: string } {
  const found = findChromium()
  const isQuick = found !== undefined && found !== findByName(names.slice(1))
  const apt = isQuick || (found && process.getuid?.() !== 0) ? undefined : aptCommand()
  const said = apt && installChromium(apt)
  const path = findChromium()
  if (path) return { path }
  const advice = 'install it (apt-get install chromium, or npx playwright install chromium)'
  return { problem: `No Chromium for the browser tests${said ? ` (${said})` : ''}: ${advice}.` }
}

/** Installs the one without windows first; the other too where there is none at all. Returns the last output of apt-get. */
function installChromium(apt: readonly string[]): string {
  process.stdout.write('Installing Chromium with apt-get …\n')
  const whole = findWholeChromium() ? [] : [['chromium', 'fonts-noto-core']]
  return install(apt, [[SHELL], ...whole]) ?? ''
}
