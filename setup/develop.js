import { spawn } from 'node:child_process'
import { existsSync, watch } from 'node:fs'
import { build, sources } from './build.js'
import { at, root } from './place.js'

/** An editor saves in several steps, and often several files at once. */
const QUIET_MS = 150

/**
 * Runs a program until a source changes; then builds and restarts it. While a build fails, which is reported, the program
 * keeps running.
 */
export function develop(args, found) {
  const { node, env } = found
  const start = () => spawn(node, args, { cwd: root, stdio: 'inherit', env })
  let child = start()
  const restart = () => {
    try {
      build(found)
    } catch (error) {
      process.stderr.write(`${error.message}\n`)
      return
    }
    const startAgain = () => {
      child = start()
    }
    if (child.exitCode === null && child.kill()) child.once('exit', startAgain)
    else startAgain()
  }
  let timer
  for (const source of sources.map((name) => at(name)).filter(existsSync)) {
    watch(source, { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(restart, QUIET_MS)
    })
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      child.once('exit', () => process.exit())
      if (!child.kill()) process.exit()
    })
  }
}
