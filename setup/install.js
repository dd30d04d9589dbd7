import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { at, readText, root, SetupError } from './place.js'

const OLDEST_NODE = 24
const mark = at('node_modules', '.kelisim-lock')
const flags = [
  ...['ci', '--include=dev', '--include=optional', '--ignore-scripts', '--prefer-offline'],
  ...['--no-audit', '--no-fund', '--loglevel=error'],
]

/** Makes node_modules match package-lock.json exactly; does nothing where it already does. */
export function install() {
  if (isInstalled()) return
  process.stdout.write('Installing the packages of package-lock.json …\n')
  rmSync(mark, { force: true })
  const { error, status, stdout, stderr } = runNpm(flags)
  if (error || status !== 0) {
    const said = error?.message ?? `${stderr}${stdout}`.trim().replace(/\s*\n(npm error)?\s*/g, ' ')
    throw new SetupError(`The packages could not be installed: ${said}`)
  }
  writeFileSync(mark, wantedInstall())
}

/** The lock file and the machine: an install copied from another machine does not count. */
const wantedInstall = () =>
  createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex')

function isInstalled() {
  if (readText(mark) !== wantedInstall()) return false
  try {
    const { packages } = JSON.parse(readFileSync(at('node_modules', '.package-lock.json'), 'utf8'))
    return Object.entries(packages).every(([folder, { version }]) => {
      const found = JSON.parse(readFileSync(at(folder, 'package.json'), 'utf8'))
      return found.version === version
    })
  } catch {
    return false // A file is missing or cut off: install anew.
  }
}

/** Runs npm as it was called, by the Node it was called with; by its name where the script was started without npm. */
function runNpm(args) {
  const script = process.env.npm_execpath
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 1e8 }
  return script?.endsWith('npm-cli.js')
    ? spawnSync(process.env.npm_node_execpath ?? process.execPath, [script, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}

/** Returns the Node that runs everything else: the locked one where there is one for this machine, else the current one. */
export function findNode() {
  const locked = at('node_modules', '.bin', 'node')
  if (existsSync(locked) && spawnSync(locked, ['--version']).status === 0) return locked
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) return process.execPath
  throw new SetupError(
    `Kelisim needs Node ${OLDEST_NODE} or newer, and this is ${process.version}: install one from https://nodejs.org and try again.`,
  )
}
