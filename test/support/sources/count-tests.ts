import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/** Result of a step of the test run. */
export interface StepResult {
  readonly passed: number
  readonly failed: number
  /** Names of the skipped tests. */
  readonly skipped: readonly string[]
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

/** Counts vitest's JSON report. A file that could not be loaded counts as one failed test. */
export function countVitest(report: VitestReport): StepResult {
  const tests = report.testResults.flatMap((file) => file.assertionResults)
  const isBroken = (file: VitestReport['testResults'][number]) =>
    file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')
  const failed = tests.filter(({ status }) => status === 'failed').length
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: failed + report.testResults.filter(isBroken).length,
    skipped: tests
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName }) => fullName),
  }
}

interface PlaywrightSuite {
  readonly specs: readonly {
    readonly title: string
    readonly file: string
    readonly tests: readonly { readonly status: string }[]
  }[]
  readonly suites?: readonly PlaywrightSuite[]
}

interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[]
  /** Errors outside any test, such as a file that does not compile. */
  readonly errors: readonly unknown[]
}

/** Counts Playwright's JSON report. A test that passed only on a retry counts as failed. */
export function countPlaywright(report: PlaywrightReport): StepResult {
  const specsOf = (suite: PlaywrightSuite): PlaywrightSuite['specs'][number][] => [
    ...suite.specs,
    ...(suite.suites ?? []).flatMap(specsOf),
  ]
  const tests = report.suites
    .flatMap(specsOf)
    .flatMap(({ title, file, tests }) =>
      tests.map(({ status }) => ({ title: `${file}: ${title}`, status })),
    )
  const passed = tests.filter(({ status }) => status === 'expected').length
  const skipped = tests.filter(({ status }) => status === 'skipped').map(({ title }) => title)
  return { passed, failed: tests.length - passed - skipped.length + report.errors.length, skipped }
}

/**
 * Reads a test runner's report and counts it. No report, no tests, or an exit code that contradicts the report counts as a
 * failure.
 */
export function countReport<Report>(
  file: string,
  exitCode: number,
  count: (report: Report) => StepResult,
): StepResult {
  const result = readReport(file, count)
  const isSilent = result.failed === 0 && (exitCode !== 0 || result.passed === 0)
  return isSilent ? { ...result, failed: 1 } : result
}

function readReport<Report>(file: string, count: (report: Report) => StepResult): StepResult {
  try {
    // The format is the runner's; a report in another format throws below and counts as a failure.
    return count(JSON.parse(readFileSync(file, 'utf8')) as Report)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    process.stdout.write(`${relative('.', file)} cannot be read: ${reason}\n`)
    return { passed: 0, failed: 1, skipped: [] }
  }
}
