import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the banner is measured beside, at the version that each had in November 2026. */
const PACKAGES: Readonly<Record<string, string>> = {
  'vanilla-cookieconsent': '3.1.0',
  klaro: '0.7.22',
  tarteaucitronjs: '1.34.0',
  cookieconsent: '3.1.1',
  c15t: '2.2.1',
}

/** Below the project's own packages, and apart from them: nobody but this benchmark needs what these bring. */
const folder = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.kelisim-peers')

/**
 * Installs the peers where they are not there yet.
 *
 * @returns the folder that holds each under its name.
 * @throws {Error} where npm could not, with what it said.
 */
export function installPeers(): string {
  const modules = join(folder, 'node_modules')
  if (Object.keys(PACKAGES).every((name) => existsSync(join(modules, name)))) return modules
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const named = Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`)
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock']
  const { status, stderr } = spawnSync('npm', ['install', ...flags, ...named], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The peers could not be installed: ${stderr}`)
  return modules
}
