import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  compareRows,
  parseRows,
  readCoverage,
  readTitles,
  sayCoverage,
} from '../support/sources/requirement-rows.ts'

const coverage = readCoverage(join(import.meta.dirname, '..', '..'))

describe('the requirements', () => {
  test('every row that is due has a test whose title starts with its id', () => {
    expect(coverage.missing).toEqual([])
    expect(coverage.covered.length).toBeGreaterThan(100)
  })

  test('no title names a row that is not in docs/requirements.md', () => {
    expect(coverage.unknown).toEqual([])
  })
})

describe('the count of rows', () => {
  const list = '- AA-01: one\n- AA-02 *later*: two\n- AA-03: three\ntext that names AA-09\n'

  test('takes ids from the start of titles, of tests that run, and from nowhere else', () => {
    const source = [
      "test('AA-01, BB-02: starts', () => { expect('CC-01 in a text').toBe('') })",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the source of a template
      'test(`DD-01 in ${language}`, async ({ page }: { page: Page }) => {})',
      "it.each([['EE-09']])('EE-01 %s', () => {})",
      "test('says FF-01 in the middle', () => {})",
      "test.skip('GG-01 is left out', () => {})",
      "describe('HH-01 a group', () => { test('one of it', () => {}) })",
      "describe('II-01 a group of none', () => {})",
      "other('JJ-01 is no test')",
    ].join('\n')
    const rows = compareRows([], readTitles('a.ts', source))
    expect(rows.unknown).toEqual(['AA-01', 'BB-02', 'DD-01', 'EE-01', 'HH-01'])
  })

  test('names what is missing, leaves out what is later, and what no row has', () => {
    const found = compareRows(parseRows(list), ['AA-01 AA-09 is there'])
    expect(found).toEqual({
      covered: ['AA-01'],
      missing: ['AA-03'],
      later: ['AA-02'],
      unknown: ['AA-09'],
    })
    expect(sayCoverage(found)).toBe('rows: 1 of 2 covered, 1 later; without a test: AA-03')
  })

  test('does not guess at a source that does not parse', () => {
    expect(() => readTitles('a.ts', 'test(')).toThrow('a.ts does not parse')
  })
})
