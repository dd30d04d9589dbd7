// A server under load is killed again and again, as a power cut does, and what it had acknowledged is held against its
// database: nothing lost, nothing doubled, and the ledger verifies.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../support/database/database-file.ts'
import { runOperatorCommand } from '../support/server/run-command.ts'
import { type RunningServer, startServer } from '../support/server/start-server.ts'
import { type Acknowledged, createAcknowledged } from './kills/acknowledged.ts'
import { findLosses } from './kills/find-losses.ts'
import { createLoad, type Load } from './kills/load.ts'
import { createViolations, type LongOptions, type LongResult, type Violations } from './part.ts'

const WORKERS = 32
/** Answers before the server is killed: from the first writes on to some seconds of load. */
const ANSWERS_BEFORE_KILL = { min: 20, max: 900 }
/** The ledger is verified after so many kills. */
const VERIFIED_EVERY = 10

const { min, max } = ANSWERS_BEFORE_KILL
const chooseAnswers = () => min + Math.floor(Math.random() * (max - min))

/** Hash of the Kazakh notice, which a consent names. */
function readNotice(databaseFile: string): string {
  const database = openDatabase(databaseFile)
  const notice = database.prepare("select sha256 from notices where language = 'kk'").pluck().get()
  database.close()
  return String(notice).slice(0, 16)
}

/** Sends until the server has answered often enough, kills it in the middle, and waits until no request is under way. */
async function loadAndKill(server: RunningServer, load: Load): Promise<void> {
  let left = chooseAnswers()
  let isKilled = false
  const work = async () => {
    while (!isKilled) {
      await load.sendOne(server.url)
      left -= 1
      if (left > 0 || isKilled) continue
      isKilled = true
      process.kill(server.pid, 'SIGKILL')
    }
  }
  await Promise.all(Array.from({ length: WORKERS }, work))
  await server.stop()
}

/** Proves the ledger while nothing serves. */
async function verify(
  databaseFile: string,
  environment: Readonly<Record<string, string>>,
  violations: Violations,
): Promise<void> {
  const { code, output } = await runOperatorCommand('verify', [databaseFile], environment)
  if (code !== 0) violations.add('the ledger does not verify after a kill', output.slice(-500))
}

function describe(acknowledged: Acknowledged, kills: number, starts: readonly number[]) {
  const sizes = Object.entries(acknowledged.sizes()).map(([kind, size]) => [
    `${kind} acknowledged`,
    size,
  ])
  return {
    kills,
    ...Object.fromEntries(sizes),
    'without an answer, sent again': acknowledged.repeated,
    'deletions done at the start, not named again': acknowledged.doneUnnamed.size,
    'slowest start after a kill, ms': Math.round(Math.max(...starts)),
  }
}

/** Kills the server under load; see the head of this file. */
export async function runKills({ kills }: LongOptions): Promise<LongResult> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-kills-'))
  const environment = { KELISIM_SECRET: randomBytes(32).toString('base64') }
  const violations = createViolations()
  const acknowledged = createAcknowledged(violations)
  const starts: number[] = []
  try {
    let server = await startServer({ folder, environment })
    const { databaseFile } = server
    const load = createLoad(acknowledged, readNotice(databaseFile))
    for (let kill = 1; kill <= kills; kill += 1) {
      await loadAndKill(server, load)
      if (kill % VERIFIED_EVERY === 0 || kill === kills)
        await verify(databaseFile, environment, violations)
      server = await startServer({ folder, environment })
      starts.push(server.readyMs)
      await load.sendAgain(server.url)
    }
    await load.readBack(server.url)
    await server.stop()
    findLosses(
      readFileSync(join(folder, 'deletions.log'), 'utf8'),
      databaseFile,
      acknowledged,
      violations,
    )
    await verify(databaseFile, environment, violations)
    return { figures: describe(acknowledged, kills, starts), violations: violations.list() }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
