import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, watch } from 'node:fs'
import { join } from 'node:path'
import { at, root } from './place.js'

/** An editor saves in several steps, and often several files at once. */
const QUIET_MS = 150

/** What the widget's build writes last: the server starts anew when it changes. */
const WIDGET_BUILT = 'dist/widget-modules.json'

const vite = at('node_modules', 'vite', 'bin', 'vite.js')

/**
 * Runs the server from its sources under `node --watch`, and Vite's dev server before it: the console changes in the
 * browser as its files are saved, everything else is handed on to the server. The widget is built anew when it changes.
 */
export function develop(args, { node, env }) {
  const options = { cwd: root, stdio: 'inherit', env }
  // The console is Vite's.
  const sources = readdirSync(at('server')).filter((name) => name !== 'console')
  const watched = [...sources.map((name) => join('server', name)), WIDGET_BUILT].map(
    (path) => `--watch-path=${path}`,
  )
  const children = [
    spawn(node, [...watched, '--watch-preserve-output', ...args], options),
    spawn(node, [vite, '--mode', 'console', '--clearScreen', 'false'], options),
  ]
  let timer
  const buildWidget = () => {
    // A build that fails says so, and the server goes on with the one before.
    spawnSync(node, [vite, 'build', '--mode', 'widget', '--logLevel', 'warn'], options)
  }
  for (const folder of ['widget', 'setup/widget', 'server/contract']) {
    watch(at(folder), { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(buildWidget, QUIET_MS)
    })
  }
  const end = () => {
    for (const child of children) child.kill()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)
  // One without the other is of no use.
  for (const child of children) {
    child.once('exit', (code) => {
      end()
      process.exitCode ||= code ?? 0
    })
  }
  Promise.all(children.map((child) => new Promise((ended) => child.once('exit', ended)))).then(() =>
    process.exit(),
  )
}
