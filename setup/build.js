import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { at, readText, root, SetupError } from './place.js'

/** What is built together, and the file that marks the sources it was built from. */
const targets = {
  node: { mark: at('dist', '.built'), modes: ['widget', 'console', 'demo', 'server'] },
  // Built from the outputs of the other.
  worker: { mark: at('dist', '.built-worker'), modes: ['worker'] },
}
/** Everything that the build reads. */
const sources = [
  ...['widget', 'server', 'demo', 'setup'],
  ...['vite.config.ts', 'tsconfig.json', 'package-lock.json'],
]

/** Builds the widget, the console, the demo and the server into dist/; does nothing where their sources have not changed. */
export function build(found) {
  buildTarget(targets.node, 'the widget, the console, the demo and the server', found)
}

/** Builds the Worker with everything in it. */
export function buildWorker(found) {
  build(found)
  buildTarget(targets.worker, 'the Worker', found)
}

function buildTarget({ mark, modes }, name, { node, env }) {
  const wanted = hashSources()
  if (readText(mark) === wanted) return
  process.stdout.write(`Building ${name} …\n`)
  // Removed first and written last, so that an interrupted build never counts as complete.
  rmSync(mark, { force: true })
  for (const mode of modes) buildOne({ mode, node, env })
  mkdirSync(at('dist'), { recursive: true })
  writeFileSync(mark, wanted)
}

function buildOne({ mode, node, env }) {
  const vite = at('node_modules', 'vite', 'bin', 'vite.js')
  const options = { cwd: root, encoding: 'utf8', env: { ...env, NODE_ENV: 'production' } }
  const args = [vite, 'build', '--mode', mode, '--logLevel', 'warn']
  const { status, stdout, stderr } = spawnSync(node, args, options)
  if (status !== 0)
    throw new SetupError(`The ${mode} could not be built:\n${stdout}${stderr}`.trim())
}

function hashSources() {
  const hash = createHash('sha256')
  const add = (path) => {
    if (!existsSync(at(path))) return
    if (statSync(at(path)).isDirectory()) {
      for (const name of readdirSync(at(path)).sort()) add(`${path}/${name}`)
    } else hash.update(`${path}\0`).update(readFileSync(at(path)))
  }
  sources.forEach(add)
  return hash.digest('hex')
}
