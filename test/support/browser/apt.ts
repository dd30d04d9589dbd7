import { spawnSync } from 'node:child_process'

const flags = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::http::Timeout=20']

/** Returns how to call apt-get: as root, or through a sudo without a password; `undefined` where it cannot be called. */
export function aptCommand(): string[] | undefined {
  if (spawnSync('apt-get', ['--version']).status !== 0) return undefined
  if (process.getuid?.() === 0) return ['apt-get']
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n', 'apt-get'] : undefined
}

/**
 * Installs groups of packages one after the other: a release without the first may have the second.
 *
 * @returns the last line printed by apt-get, which is the reason after a failure.
 */
export function install(
  apt: readonly string[],
  groups: readonly (readonly string[])[],
): string | undefined {
  const steps = [
    ['update'],
    ...groups.map((packages) => ['install', '-y', '--no-install-recommends', ...packages]),
  ]
  return steps.map((step) => runApt([...apt, ...flags, ...step])).at(-1)
}

function runApt([command = '', ...args]: string[]): string {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env, maxBuffer: 1e8 })
  return (stderr.trim() || stdout.trim()).split('\n').at(-1) ?? ''
}
