import { createHash } from 'node:crypto'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, SetupError } from './place.js'

const WAIT_MS = 600_000
const RETRY_MS = 100
/** Between its creation and its first write a lock is empty for a moment; longer only where its creator has died. */
const EMPTY_MS = 10_000

/** Runs `work` while no other set-up of this folder runs: two concurrent starts must not install over each other. */
export async function alone(work) {
  const name = createHash('sha256').update(`${root}\0${process.getuid?.()}`).digest('hex')
  // Not in the checkout: an install empties node_modules, and elsewhere it would be one more file to ignore.
  const lock = join(tmpdir(), `kelisim-setup-${name.slice(0, 16)}.lock`)
  await take(lock)
  const release = () => rmSync(lock, { force: true })
  process.once('exit', release)
  try {
    await work()
  } finally {
    release()
    process.off('exit', release)
  }
}

async function take(lock) {
  const startedAt = Date.now()
  while (!isTaken(lock)) {
    if (isAbandoned(lock)) rmSync(lock, { force: true })
    else if (Date.now() - startedAt > WAIT_MS) {
      throw new SetupError(`Another set-up of this folder is running; if none is, delete ${lock}.`)
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
}

function isTaken(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function isAbandoned(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    return pid === 0 ? Date.now() - statSync(lock).mtimeMs > EMPTY_MS : !isAlive(pid)
  } catch {
    return false // Gone meanwhile: the next attempt takes it.
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
