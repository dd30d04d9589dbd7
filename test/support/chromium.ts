import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

/** Ubuntu's `chromium-browser` comes last: without snap it is a script that only prints advice. */
const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser']
const aptFlags = ['-o', 'DPkg::Lock::Timeout=300']
const aptPackages = ['chromium', 'fonts-noto-core']

/** Path of a Chromium for the browser tests: Playwright's own, else one of the system's; absent where there is none. */
export function findChromium(): string | undefined {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [chromium.executablePath(), ...paths].find((path) => path !== '' && existsSync(path))
}

/**
 * Finds a Chromium, or installs Debian's with apt-get where that can be done without asking.
 *
 * @returns the path, or in `problem` one line that says what to do.
 */
export function ensureChromium(): { readonly path: string } | { readonly problem: string } {
  const found = findChromium()
  if (found) return { path: found }
  const advice = 'install it (apt-get install chromium, or npx playwright install chromium)'
  const apt = aptCommand()
  if (!apt) return { problem: `No Chromium for the browser tests: ${advice}.` }
  process.stdout.write('Installing Chromium with apt-get …\n')
  runApt([...apt, ...aptFlags, 'update'])
  const said = runApt([
    ...apt,
    ...aptFlags,
    'install',
    '-y',
    '--no-install-recommends',
    ...aptPackages,
  ])
  const path = findChromium()
  return path ? { path } : { problem: `apt-get could not install Chromium (${said}): ${advice}.` }
}

/** How to call apt-get here: as root, or through a sudo that asks for no password. */
function aptCommand(): string[] | undefined {
  if (spawnSync('apt-get', ['--version']).status !== 0) return undefined
  if (process.getuid?.() === 0) return ['apt-get']
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n', 'apt-get'] : undefined
}

/** The last line that apt-get printed: the reason, where it failed. */
function runApt([command = '', ...args]: string[]): string {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env, maxBuffer: 1e8 })
  return (stderr.trim() || stdout.trim()).split('\n').at(-1) ?? ''
}
