import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { countPlaywright, countReport, countVitest } from '../../support/sources/count-tests.ts'

const folder = mkdtempSync(join(tmpdir(), 'kelisim-count-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Counts a report that a runner with this exit code left behind. */
function countAsVitest(report: unknown, exitCode: number) {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(report))
  return countReport(file, exitCode, countVitest)
}

const vitestFile = (statuses: string[], status = 'passed') => ({
  name: 'a.test.ts',
  status,
  assertionResults: statuses.map((status, index) => ({ fullName: `test ${index}`, status })),
})

test.each([
  ['all passed', [vitestFile(['passed', 'passed'])], 0, { passed: 2, failed: 0, skipped: [] }],
  [
    'one failed',
    [vitestFile(['passed', 'failed'], 'failed')],
    1,
    { passed: 1, failed: 1, skipped: [] },
  ],
  [
    'one left out',
    [vitestFile(['passed', 'skipped'])],
    0,
    { passed: 1, failed: 0, skipped: ['test 1'] },
  ],
  [
    'a file that does not load',
    [vitestFile(['passed']), vitestFile([], 'failed')],
    1,
    { passed: 1, failed: 1, skipped: [] },
  ],
  ['nothing ran', [], 0, { passed: 0, failed: 1, skipped: [] }],
  ['all left out', [vitestFile(['skipped'])], 0, { passed: 0, failed: 1, skipped: ['test 0'] }],
  ['an error outside any test', [vitestFile(['passed'])], 1, { passed: 1, failed: 1, skipped: [] }],
])('counts %s', (_, testResults, exitCode, wanted) => {
  expect(countAsVitest({ testResults }, exitCode)).toEqual(wanted)
})

test('counts a report that was never written as one failure', () => {
  const result = countReport(join(folder, 'none.json'), 0, countVitest)
  expect(result).toEqual({ passed: 0, failed: 1, skipped: [] })
})

test('counts a browser test that passed only on a second try as failed', () => {
  const spec = (title: string, status: string) => ({
    title,
    file: 'a.spec.ts',
    tests: [{ status }],
  })
  const specs = [spec('a', 'expected'), spec('b', 'flaky'), spec('c', 'skipped')]
  const report = { suites: [{ specs: [], suites: [{ specs }] }], errors: ['does not compile'] }
  expect(countPlaywright(report)).toEqual({ passed: 1, failed: 2, skipped: ['a.spec.ts: c'] })
})
