// `npm run test:mutation [-- --only GROUP,…] [--force]`: changes the code where a wrong line would hurt a visitor, one change at a
// time, and runs the tests that should notice. What neither code nor tests have changed is not tried again; `--force` tries
// everything. Prints the score and every change that went unnoticed; the exit code is 1 where `survivors.md` does not say why
// nothing can notice one, or fewer than 90 in a hundred were noticed.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Stryker } from '@stryker-mutator/core'
import { groups, type MutationGroup } from './groups.ts'
import { explain, nameSurvivor, type Survivor, shorten } from './survivors.ts'

const LEAST_SCORE = 90
/** The one folder that it writes into; not in the repository. */
const PLACE = '.stryker'

type Options = NonNullable<ConstructorParameters<typeof Stryker>[0]>
type Mutants = Awaited<ReturnType<Stryker['runMutationTest']>>
type Place = Mutants[number]['location']['start']

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(groups).join() },
    force: { type: 'boolean', default: false },
  },
})
process.chdir(fileURLToPath(new URL('../..', import.meta.url)))

async function tryChanges(name: string, { files, tests }: MutationGroup): Promise<Mutants> {
  process.env.KELISIM_MUTATION_TESTS = tests.map((test) => `test/${test}.test.ts`).join()
  const stryker = new Stryker({
    mutate: [...files],
    testRunner: 'vitest',
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    concurrency: 2,
    // On a busy machine: what only took long would count as noticed.
    timeoutMS: 15_000,
    // TypeScript 7 has no compiler for others to call, and nothing here needs one.
    tsconfigFile: 'none.json',
    ignorePatterns: [PLACE, 'data', 'test-results', 'test/e2e', 'docs/measurements'],
    tempDirName: `${PLACE}/tmp`,
    incremental: true,
    incrementalFile: `${PLACE}/${name}.json`,
    force: values.force,
    reporters: ['progress-append-only'],
    logLevel: 'error' as NonNullable<Options['logLevel']>,
    warnings: false,
  })
  return stryker.runMutationTest()
}

/** The code between two places, which are counted from 1. */
function cut(file: string, start: Place, end: Place): string {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line)
  const last = lines.length - 1
  lines[last] = lines[last]?.slice(0, end.column - 1) ?? ''
  lines[0] = lines[0]?.slice(start.column - 1) ?? ''
  return lines.join('\n')
}

const toSurvivor = ({ fileName, location, replacement = '' }: Mutants[number]): Survivor => ({
  file: relative(process.cwd(), fileName),
  line: location.start.line,
  original: shorten(cut(fileName, location.start, location.end)),
  replacement: shorten(replacement),
})

/** @returns how many changes were tried, went unnoticed, and of those are not explained. */
async function runGroup(name: string): Promise<[number, number, number]> {
  const group = Object.hasOwn(groups, name) ? groups[name] : undefined
  if (!group) throw new Error(`--only takes ${Object.keys(groups).join(', ')}, not ${name}`)
  const startedAt = performance.now()
  const mutants = await tryChanges(name, group)
  const isUnnoticed = ({ status }: Mutants[number]) => /^(Survived|NoCoverage)$/.test(status)
  const isNoticed = ({ status }: Mutants[number]) => /^(Killed|Timeout)$/.test(status)
  const unnoticed = mutants.filter(isUnnoticed)
  const tried = mutants.filter(isNoticed).length + unnoticed.length
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  const endless = mutants.filter(({ status }) => status === 'Timeout').length
  const scored = scoreOf(tried, unnoticed.length)
  console.log(`\n── ${name}: ${scored} (${endless} by going on without end), ${seconds} s`)
  let unexplained = 0
  for (const [file, ofFile] of explain(unnoticed.map(toSurvivor))) {
    console.log(`\n## ${file}`)
    for (const { survivor, reason } of ofFile) {
      if (reason === undefined) unexplained += 1
      const note = reason ?? `NOT EXPLAINED, line ${survivor.line}`
      console.log(`${nameSurvivor(survivor)}: ${note}`)
    }
  }
  return [tried, unnoticed.length, unexplained]
}

const percent = (tried: number, unnoticed: number) => (100 * (tried - unnoticed)) / tried
const scoreOf = (tried: number, unnoticed: number) =>
  `${tried - unnoticed} of ${tried} changes were noticed, ${percent(tried, unnoticed).toFixed(1)} %`

const sum = [0, 0, 0]
for (const name of values.only.split(',')) {
  const figures = await runGroup(name)
  for (const [at, figure] of figures.entries()) sum[at] = (sum[at] ?? 0) + figure
}
const [tried = 0, unnoticed = 0, unexplained = 0] = sum
console.log(`\n${scoreOf(tried, unnoticed)}; ${unexplained} of the others are not explained.`)
process.exitCode = unexplained > 0 || percent(tried, unnoticed) < LEAST_SCORE ? 1 : 0
