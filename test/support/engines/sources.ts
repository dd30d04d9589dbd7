import { existsSync, globSync } from 'node:fs'
import { aptCommand, install } from '../apt.ts'

/** Where an engine comes from. */
export interface EngineSource {
  readonly name: string
  /** Debian's packages of it. */
  readonly packages: readonly string[]
  isInstalled(): boolean
}

export const FIREFOX = '/usr/bin/firefox-esr'

export const firefoxSource: EngineSource = {
  name: 'Firefox',
  packages: ['firefox-esr'],
  isInstalled: () => existsSync(FIREFOX),
}

/** WebKit's driver, its small browser, and a screen for it that nobody sees. */
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

/** What is said of an engine that is not there. */
export const titleOfLeftOut = ({ name, packages }: EngineSource): string =>
  `${name}: the core path (not installed: apt-get install ${packages.join(' ')})`

/**
 * Installs the engines that are missing where that harms nobody: as root, with apt-get, as in a container.
 *
 * @returns those that are still missing.
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
