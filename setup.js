// The one door of `npm start`, `test`, `build`, `dev` and `bench`: makes the checkout ready, then runs what was asked.
//
// It and setup/ are plain JavaScript without dependencies, so that any Node ≥ 18 can run them before anything is
// installed. It starts the rest itself, since the shell that npm opened remembers where `node` was before the install
// brought a newer one, and since `.npmrc` switches off npm's own pre-scripts together with all install scripts.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, dirname } from 'node:path'
import { alone } from './setup/alone.js'
import { build } from './setup/build.js'
import { findNode, install } from './setup/install.js'
import { at, root, SetupError } from './setup/place.js'

const watch = ['--watch', '--watch-path=server', '--watch-path=dist', '--watch-preserve-output']
/** What each command runs once the checkout is ready, and whether it wants the build. */
const commands = {
  start: { isBuilt: true, run: ['server/node.ts'] },
  dev: { isBuilt: true, run: [...watch, 'server/node.ts'] },
  build: { isBuilt: true },
  // Builds by itself, as a step that is counted.
  test: { isBuilt: false, run: ['test/run.ts'] },
  bench: { isBuilt: true, run: ['test/bench/run.ts'] },
}

async function main([name = '', ...rest]) {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new SetupError(`Usage: node setup.js ${Object.keys(commands).join('|')}`)
  const { node, env } = await prepare(command)
  if (command.run) become(node, [...command.run, ...rest], env)
}

async function prepare({ isBuilt }) {
  const found = {}
  await alone(() => {
    install()
    found.node = findNode()
    const path = [at('node_modules', '.bin'), dirname(found.node), process.env.PATH]
    found.env = { ...process.env, PATH: path.join(delimiter) }
    if (isBuilt) build(found)
  })
  return found
}

/** Runs a program in our place: same terminal, signals handed on, its exit code becomes ours. */
function become(node, args, env) {
  const child = spawn(node, args, { cwd: root, stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child as well; a second one would read as "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('error', fail)
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

function fail(error) {
  console.error(error instanceof SetupError ? error.message : error)
  process.exit(1)
}

main(process.argv.slice(2)).catch(fail)
