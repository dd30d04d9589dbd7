// Entry of every npm script in the table below: prepares the checkout, then runs the command. It and setup/ are plain
// JavaScript without dependencies, so any Node ≥ 18 can run them before anything is installed. It starts the rest itself,
// because the shell that npm opened has cached the path of `node` from before the install, and because `.npmrc` disables
// npm's own pre-scripts together with all install scripts.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, dirname } from 'node:path'
import { alone } from './setup/alone.js'
import { build, buildWorker } from './setup/build.js'
import { develop } from './setup/develop.js'
import { findNode, install } from './setup/install.js'
import { at, root, SetupError } from './setup/place.js'

/** The program of each command, and whether it needs the build. */
const commands = {
  start: { isBuilt: true, run: ['dist/server/node.js'] },
  dev: { isBuilt: true, run: ['server/node/main.ts'], by: develop },
  build: { isBuilt: true },
  // Builds itself, as a counted step.
  test: { isBuilt: false, run: ['test/run.ts'] },
  verify: { isBuilt: true, run: ['dist/server/commands/verify.js'] },
  'rotate-signing-key': { isBuilt: true, run: ['dist/server/commands/rotate-signing-key.js'] },
  backup: { isBuilt: true, run: ['dist/server/commands/backup.js'] },
  restore: { isBuilt: true, run: ['dist/server/commands/restore.js'] },
  deletions: { isBuilt: true, run: ['dist/server/commands/deletions.js'] },
  'reset-password': { isBuilt: true, run: ['dist/server/commands/reset-password.js'] },
  'rotate-keys': { isBuilt: true, run: ['dist/server/commands/rotate-keys.js'] },
  retention: { isBuilt: true, run: ['dist/server/commands/retention.js'] },
  'config:schema': { isBuilt: false, run: ['server/node/commands/config-schema.ts'] },
  policy: { isBuilt: true, run: ['dist/server/commands/policy.js'] },
  'worker:dev': { isBuilt: true, isWorker: true, run: ['setup/worker/dev.ts'] },
  'worker:check': { isBuilt: true, isWorker: true, run: ['setup/worker/check.ts'] },
  'test:long': { isBuilt: true, isWorker: true, run: ['test/long/run.ts'] },
  'test:mutation': { isBuilt: false, run: ['test/mutation/run.ts'] },
  'worker:secret': { isBuilt: false, run: ['setup/worker/secret.ts'] },
  'demo:data': { isBuilt: true, run: ['demo/year/run.ts'] },
  bench: { isBuilt: true, isWorker: true, run: ['test/bench/run.ts'] },
}

async function main([name = '', ...rest]) {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new SetupError(`Usage: node setup.js ${Object.keys(commands).join('|')}`)
  const found = await prepare(command)
  const { run, by = become } = command
  if (run) by([...run, ...rest], found)
}

async function prepare({ isBuilt, isWorker }) {
  const found = {}
  await alone(() => {
    install()
    found.node = findNode()
    const path = [at('node_modules', '.bin'), dirname(found.node), process.env.PATH]
    found.env = { ...process.env, PATH: path.join(delimiter) }
    if (isWorker) buildWorker(found)
    else if (isBuilt) build(found)
  })
  return found
}

/**
 * Runs a program in our place: same terminal, forwarded signals, and its exit code becomes ours. It gets its own process
 * group, so that Ctrl-C reaches it and its children once, through us, and not a second time from the terminal, which a server
 * takes for "stop at once".
 */
function become(args, { node, env }) {
  const detached = process.platform !== 'win32'
  const child = spawn(node, args, { cwd: root, stdio: 'inherit', env, detached })
  const pass = (signal) => {
    if (child.pid && child.exitCode === null)
      process.kill(detached ? -child.pid : child.pid, signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass)
  if (process.env.npm_lifecycle_event) watchParent(() => pass('SIGTERM'))
  child.on('error', fail)
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

/** A signal to npm kills the shell between npm and us, which does not forward it; then nobody waits for us any more. */
function watchParent(onGone) {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    onGone()
  }, 500)
  timer.unref()
}

function fail(error) {
  console.error(error instanceof SetupError ? error.message : error)
  process.exit(1)
}

main(process.argv.slice(2)).catch(fail)
