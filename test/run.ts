// `npm test`: every check there is, whatever became of the one before. The last line is `N passed, N failed`, with what
// was skipped by name; the exit code is 1 if anything failed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from './support/chromium.ts'
import {
  countPlaywright,
  countReport,
  countVitest,
  type StepResult,
} from './support/count-tests.ts'
import { engineSources, ensureEngines, titleOfLeftOut } from './support/engines/sources.ts'
import {
  type Failure,
  failuresOfPlaywright,
  failuresOfVitest,
  readFailures,
  sayFailures,
} from './support/name-failures.ts'
import { readCoverage, sayCoverage } from './support/requirement-rows.ts'

const root = join(import.meta.dirname, '..')
const reports = join(root, 'test-results')
const typeProjects = ['widget', 'server', 'server/admin', 'test']

/** Runs a program on this terminal and answers its exit code; 1 where it could not be started or was killed. */
async function run(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<number> {
  const options = { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } } as const
  const ended = once(spawn(command, args, options), 'exit')
  const [exitCode] = await ended.catch(() => [1])
  return exitCode ?? 1
}

const asTest = (exitCode: number): StepResult =>
  exitCode === 0 ? { passed: 1, failed: 0, skipped: [] } : { passed: 0, failed: 1, skipped: [] }

const add = (results: readonly StepResult[]): StepResult => ({
  passed: results.reduce((sum, { passed }) => sum + passed, 0),
  failed: results.reduce((sum, { failed }) => sum + failed, 0),
  skipped: results.flatMap(({ skipped }) => skipped),
})

async function runVitest(name = 'vitest', config: readonly string[] = []): Promise<StepResult> {
  const file = join(reports, `${name}.json`)
  const flags = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  return countReport(file, await run('vitest', ['run', ...config, ...flags]), countVitest)
}

/** Where there is no engine at all, that is said of each; a run in which nothing ran would be taken for a failure. */
async function runEngines(): Promise<StepResult> {
  const missing = ensureEngines()
  if (missing.length === engineSources.length)
    return { passed: 0, failed: 0, skipped: missing.map(titleOfLeftOut) }
  return runVitest('engines', ['--config', 'test/engines/vitest.config.ts'])
}

async function runPlaywright(): Promise<StepResult> {
  const chromium = ensureChromium()
  if ('problem' in chromium) {
    process.stdout.write(`${chromium.problem}\n`)
    return asTest(1)
  }
  const file = join(reports, 'playwright.json')
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file }
  return countReport(
    file,
    await run('playwright', ['test', '--reporter=list,json'], env),
    countPlaywright,
  )
}

async function runTypes(): Promise<StepResult> {
  const results: StepResult[] = []
  for (const project of typeProjects)
    results.push(asTest(await run('tsc', ['--noEmit', '-p', project])))
  return add(results)
}

/** One after the other; those of a list side by side, since much of the second is waiting for processes and disks. */
const stages: readonly Readonly<Record<string, () => Promise<StepResult>>>[] = [
  { lint: async () => asTest(await run('biome', ['check', '--error-on-warnings', '.'])) },
  { build: async () => asTest(await run(process.execPath, ['setup.js', 'build'])) },
  { types: runTypes, 'unit, store, routes, gates': () => runVitest() },
  { browser: runPlaywright },
  { 'Firefox, WebKit': runEngines },
]

/** What failed in the steps that write a report; of another its name. */
const failuresOf: Record<string, () => Failure[]> = {
  'unit, store, routes, gates': () => readFailures(join(reports, 'vitest.json'), failuresOfVitest),
  browser: () => readFailures(join(reports, 'playwright.json'), failuresOfPlaywright),
  'Firefox, WebKit': () => readFailures(join(reports, 'engines.json'), failuresOfVitest),
}

function nameFailures(step: string, { failed }: StepResult): Failure[] {
  if (failed === 0) return []
  const named = failuresOf[step]?.() ?? []
  return named.length > 0 ? named : [{ file: step, title: '', message: 'What it said is above.' }]
}

const say = (line: string) => process.stdout.write(`${line}\n`)
const sumUp = ({ passed, failed, skipped }: StepResult) =>
  `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`

const start = performance.now()
const secondsSince = (since: number) =>
  `${((performance.now() - since) / 1000).toFixed(1).padStart(6)} s`

interface Outcome {
  readonly result: StepResult
  readonly line: string
  readonly failures: readonly Failure[]
}

async function takeStep([name, step]: [string, () => Promise<StepResult>]): Promise<Outcome> {
  const startedAt = performance.now()
  const result = await step()
  const line = `${name.padEnd(28)} ${secondsSince(startedAt)}   ${sumUp(result)}`
  return { result, line, failures: nameFailures(name, result) }
}

async function main(): Promise<void> {
  // An old report must not be counted in place of one that was never written.
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports)
  const outcomes: Outcome[] = []
  for (const stage of stages) {
    say(`\n── ${Object.keys(stage).join(' · ')}`)
    outcomes.push(...(await Promise.all(Object.entries(stage).map(takeStep))))
  }
  const total = add(outcomes.map(({ result }) => result))
  say(`\n${outcomes.map(({ line }) => line).join('\n')}`)
  say(`${'all'.padEnd(28)} ${secondsSince(start)}`)
  say(sayCoverage(readCoverage(root)))
  const failures = outcomes.flatMap(({ failures }) => failures)
  if (failures.length > 0) say(`\n${sayFailures(failures).join('\n')}`)
  const { skipped } = total
  say(`${sumUp(total)}${skipped.length > 0 ? `: ${skipped.join('; ')}` : ''}`)
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
}

await main()
