import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

// Prints the names of failed tests at the end, so that a log of which only the end is kept contains them.

const MOST_LINES = 40
const LINE_LENGTH = 200

/** One failed test. */
export interface Failure {
  readonly file: string
  readonly title: string
  /** Its message of several lines. */
  readonly message: string
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message?: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages?: readonly string[] | null
    }[]
  }[]
}

/** Returns the failed tests of vitest's JSON report; a file that could not be loaded counts as one. */
export const failuresOfVitest = ({ testResults }: VitestReport): Failure[] =>
  testResults.flatMap(({ name, status, message = '', assertionResults }) => {
    const file = relative('.', name)
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (status === 'failed' && failed.length === 0) return [{ file, title: 'as a whole', message }]
    return failed.map(({ fullName, failureMessages }) => ({
      ...{ file, title: fullName, message: failureMessages?.[0] ?? '' },
    }))
  })

interface Problem {
  readonly message?: string
}

interface PlaywrightSuite {
  readonly title: string
  readonly file: string
  readonly specs: readonly {
    readonly title: string
    readonly file: string
    readonly tests: readonly {
      readonly status: string
      readonly results: readonly { readonly errors: readonly Problem[] }[]
    }[]
  }[]
  readonly suites?: readonly PlaywrightSuite[]
}

interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[]
  readonly errors: readonly Problem[]
}

/** Returns the failed tests of Playwright's JSON report, and the errors outside any test. */
export function failuresOfPlaywright({ suites, errors }: PlaywrightReport): Failure[] {
  const failuresOf = (suite: PlaywrightSuite, around: readonly string[]): Failure[] => {
    // A file's own suite has the name of the file.
    const titles = suite.title === suite.file ? around : [...around, suite.title]
    const own = suite.specs.flatMap(({ title, file, tests }) =>
      tests
        .filter(({ status }) => status !== 'expected' && status !== 'skipped')
        .map(({ results }) => ({
          ...{ file, title: [...titles, title].join(' › ') },
          message: results.flatMap(({ errors }) => errors)[0]?.message ?? '',
        })),
    )
    return [...own, ...(suite.suites ?? []).flatMap((inner) => failuresOf(inner, titles))]
  }
  const outside = errors.map(({ message = '' }) => ({
    file: 'outside any test',
    title: '',
    message,
  }))
  return [...suites.flatMap((suite) => failuresOf(suite, [])), ...outside]
}

/** Reads the failures from a report; none where there is no such report. */
export function readFailures<Report>(
  file: string,
  failuresOf: (report: Report) => Failure[],
): Failure[] {
  try {
    return failuresOf(JSON.parse(readFileSync(file, 'utf8')) as Report)
  } catch {
    return [] // It counts as one failure, which is said where it is counted.
  }
}

const cut = (line: string) =>
  line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH - 1)}…` : line

/** Returns two lines for each: where and what, and the first line of the message. */
export function sayFailures(failures: readonly Failure[]): string[] {
  const lines = failures.flatMap(({ file, title, message }) => {
    const [first] = stripVTControlCharacters(message).trim().split('\n')
    return [`✘ ${[file, title].filter(Boolean).join(' › ')}`, ...(first ? [`    ${first}`] : [])]
  })
  if (lines.length <= MOST_LINES) return lines.map(cut)
  const kept = lines.slice(0, MOST_LINES - 1).map(cut)
  return [...kept, `… ${lines.length - kept.length} lines more`]
}
