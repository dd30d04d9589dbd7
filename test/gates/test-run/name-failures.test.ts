import { expect, test } from 'vitest'
import {
  failuresOfPlaywright,
  failuresOfVitest,
  readFailures,
  sayFailures,
} from '../../support/sources/name-failures.ts'

const RED = '\u001b[31m'

test('failed tests of vitest are named with file and first line, and so is a file that does not load', () => {
  const failures = failuresOfVitest({
    testResults: [
      {
        name: `${process.cwd()}/test/unit/a.test.ts`,
        status: 'failed',
        assertionResults: [
          { fullName: 'a holds', status: 'passed', failureMessages: [] },
          { fullName: 'b holds', status: 'failed', failureMessages: [`${RED}Error: b\n  at b`] },
        ],
      },
      { name: 'test/unit/c.test.ts', status: 'failed', message: 'no c', assertionResults: [] },
    ],
  })
  expect(sayFailures(failures)).toEqual([
    '✘ test/unit/a.test.ts › b holds',
    '    Error: b',
    '✘ test/unit/c.test.ts › as a whole',
    '    no c',
  ])
})

test('failed tests of the browser are named with what they stand in; what is outside any test too', () => {
  const file = 'a.spec.ts'
  const spec = (title: string, status: string, ...messages: string[]) => ({
    ...{ title, file },
    tests: [{ status, results: [{ errors: messages.map((message) => ({ message })) }] }],
  })
  const inner = { title: 'on a phone', file, specs: [spec('b holds', 'flaky', '\nno b\nat b')] }
  const specs = [spec('a holds', 'expected'), spec('c holds', 'skipped'), spec('d', 'unexpected')]
  const failures = failuresOfPlaywright({
    suites: [{ title: file, file, specs, suites: [inner] }],
    errors: [{ message: 'does not compile' }],
  })
  expect(sayFailures(failures)).toEqual([
    '✘ a.spec.ts › d',
    '✘ a.spec.ts › on a phone › b holds',
    '    no b',
    '✘ outside any test',
    '    does not compile',
  ])
})

test('forty lines of two hundred characters are said at most; a report that is not there says none', () => {
  const failures = Array.from({ length: 30 }, (_, index) => ({
    ...{ file: 'a.test.ts', title: `${index} ${'a'.repeat(300)}`, message: 'no' },
  }))
  const lines = sayFailures(failures)
  expect(lines).toHaveLength(40)
  expect(Math.max(...lines.map(({ length }) => length))).toBe(200)
  expect(lines.at(-1)).toBe('… 21 lines more')
  expect(readFailures('test-results/none.json', failuresOfVitest)).toEqual([])
})
