// `npm test`: every check there is, one after the other, whatever became of the one before. The last line is
// `N passed, N failed`, with what was skipped by name; the exit code is 1 if anything failed.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from './support/browser/chromium.ts'
import { engineSources, ensureEngines, titleOfLeftOut } from './support/engines/sources.ts'
import { ensureProxies } from './support/server/proxies.ts'
import {
  countPlaywright,
  countReport,
  countVitest,
  type StepResult,
} from './support/sources/count-tests.ts'
import {
  type Failure,
  failuresOfPlaywright,
  failuresOfVitest,
  readFailures,
  sayFailures,
} from './support/sources/name-failures.ts'
import { readCoverage, sayCoverage } from './support/sources/requirement-rows.ts'

const root = join(import.meta.dirname, '..')
const reports = join(root, 'test-results')
const typeProjects = ['widget', 'server', 'server/console', 'test']

/** Runs a program on this terminal and answers its exit code; 1 where it could not be started or was killed. */
function run(command: string, args: readonly string[], env: Record<string, string> = {}): number {
  const options = { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } } as const
  return spawnSync(command, args, options).status ?? 1
}

const asTest = (exitCode: number): StepResult =>
  exitCode === 0 ? { passed: 1, failed: 0, skipped: [] } : { passed: 0, failed: 1, skipped: [] }

const add = (results: readonly StepResult[]): StepResult => ({
  passed: results.reduce((sum, { passed }) => sum + passed, 0),
  failed: results.reduce((sum, { failed }) => sum + failed, 0),
  skipped: results.flatMap(({ skipped }) => skipped),
})

function runVitest(name = 'vitest', config: readonly string[] = []): StepResult {
  const file = join(reports, `${name}.json`)
  const flags = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  return countReport(file, run('vitest', ['run', ...config, ...flags]), countVitest)
}

/** Where there is no engine at all, that is said of each; a run in which nothing ran would be taken for a failure. */
function runEngines(): StepResult {
  const missing = ensureEngines()
  if (missing.length === engineSources.length)
    return { passed: 0, failed: 0, skipped: missing.map(titleOfLeftOut) }
  return runVitest('engines', ['--config', 'test/engines/vitest.config.ts'])
}

function runPlaywright(name = 'playwright', config: readonly string[] = []): StepResult {
  const chromium = ensureChromium()
  if ('problem' in chromium) {
    process.stdout.write(`${chromium.problem}\n`)
    return asTest(1)
  }
  const file = join(reports, `${name}.json`)
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file }
  return countReport(
    file,
    run('playwright', ['test', ...config, '--reporter=list,json'], env),
    countPlaywright,
  )
}

const steps: Record<string, () => StepResult> = {
  lint: () => asTest(run('biome', ['check', '--error-on-warnings', '.'])),
  types: () => add(typeProjects.map((project) => asTest(run('tsc', ['--noEmit', '-p', project])))),
  build: () => asTest(run(process.execPath, ['setup.js', 'build'])),
  'unit, store, routes, gates': () => {
    ensureProxies()
    return runVitest()
  },
  browser: () => runPlaywright(),
  'edge (workerd)': () =>
    add([
      asTest(run(process.execPath, ['setup.js', 'worker:check'])),
      runVitest('edge', ['--config', 'test/edge/vitest.config.ts']),
      runPlaywright('edge-browser', ['--config', 'test/edge/playwright.config.ts']),
    ]),
  'Firefox, WebKit': runEngines,
}

/** What failed in the steps that write a report; of another its name. */
const failuresOf: Record<string, () => Failure[]> = {
  'unit, store, routes, gates': () => readFailures(join(reports, 'vitest.json'), failuresOfVitest),
  browser: () => readFailures(join(reports, 'playwright.json'), failuresOfPlaywright),
  'edge (workerd)': () => [
    ...readFailures(join(reports, 'edge.json'), failuresOfVitest),
    ...readFailures(join(reports, 'edge-browser.json'), failuresOfPlaywright),
  ],
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

function main(): void {
  // An old report must not be counted in place of one that was never written.
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports)
  const summary: string[] = []
  const failures: Failure[] = []
  const results = Object.entries(steps).map(([name, step]) => {
    say(`\n── ${name}`)
    const startedAt = performance.now()
    const result = step()
    failures.push(...nameFailures(name, result))
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    summary.push(`${name.padEnd(28)} ${seconds.padStart(6)} s   ${sumUp(result)}`)
    return result
  })
  const total = add(results)
  say(`\n${summary.join('\n')}`)
  say(sayCoverage(readCoverage(root)))
  if (failures.length > 0) say(`\n${sayFailures(failures).join('\n')}`)
  const { skipped } = total
  say(`${sumUp(total)}${skipped.length > 0 ? `: ${skipped.join('; ')}` : ''}`)
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
}

main()
