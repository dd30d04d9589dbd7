import { existsSync, globSync } from 'node:fs'
import { aptCommand, install } from '../browser/apt.ts'

/** Where an engine is installed from. */
export interface EngineSource {
  readonly name: string
  /** Its Debian packages. */
  readonly packages: readonly string[]
  isInstalled(): boolean
}

export const FIREFOX = '/usr/bin/firefox-esr'

export const firefoxSource: EngineSource = {
  name: 'Firefox',
  packages: ['firefox-esr'],
  isInstalled: () => existsSync(FIREFOX),
}

/** WebKit's driver, its MiniBrowser, and a virtual screen. */
export interface WebKitPaths {
  readonly driver: string
  readonly browser: string
  readonly screen: string
}

export function findWebKit(): WebKitPaths | undefined {
  const driver = '/usr/bin/WebKitWebDriver'
  const screen = '/usr/bin/Xvfb'
  const [browser] = globSync('/usr/lib/*/webkit2gtk-4.*/MiniBrowser')
  const isWhole = browser && existsSync(driver) && existsSync(screen)
  return isWhole ? { driver, screen, browser } : undefined
}

export const webkitSource: EngineSource = {
  name: 'WebKit',
  packages: ['webkit2gtk-driver', 'xvfb'],
  isInstalled: () => findWebKit() !== undefined,
}

export const engineSources: readonly EngineSource[] = [firefoxSource, webkitSource]

/** Title of the skipped tests of a missing engine. */
export const titleOfLeftOut = ({ name, packages }: EngineSource): string =>
  `${name}: the core path (not installed: apt-get install ${packages.join(' ')})`

/**
 * Installs the missing engines where that is harmless: as root, with apt-get, as in a container.
 *
 * @returns those still missing.
 */
export function ensureEngines(): readonly EngineSource[] {
  const findMissing = () => engineSources.filter((source) => !source.isInstalled())
  const missing = findMissing()
  const apt = missing.length > 0 && process.getuid?.() === 0 ? aptCommand() : undefined
  if (!apt) return missing
  process.stdout.write(`Installing ${missing.map(({ name }) => name).join(', ')} with apt-get …\n`)
  install(
    apt,
    missing.map(({ packages }) => packages),
  )
  return findMissing()
}
