import { globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { readPatterns } from '../../support/sources/read-patterns.ts'
import { countSteps, findGrowth } from '../../support/sources/regexp-steps.ts'
import { parsePattern } from '../../support/sources/regexp-syntax.ts'
import { findRequestSchemas } from '../../support/sources/request-schemas.ts'
import { walkSchema } from '../../support/sources/walk-schema.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** Steps grow by four with four times the length, and a little more where a text has an end; by sixteen in a square. */
const LINEAR = 6

describe('the count of steps', () => {
  it.each([
    [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an address whose dots can be read in many ways'],
    [/\s*;\s*/, 'a search that begins anew at every space'],
    [/^(?:a+)+$/, 'a repetition in a repetition'],
    [/^.*x.*y$/, 'two endless parts that meet'],
    [/^(?!.*[^@]+@)/, 'a look ahead from every place'],
  ])('finds that %s is not linear: %s', (pattern) => {
    expect(findGrowth(pattern).ratio).toBeGreaterThan(LINEAR)
  })

  it.each([/^[^@]+@[^@.]+$/, /^(?:[ab]*\d){7,15}[ab]*$/, /\d+(?!\d)/, /(?<=\s)[a-z]/g, /x|yz/i])(
    'takes %s for linear, and finds what the engine finds',
    (pattern) => {
      expect(findGrowth(pattern).ratio).toBeLessThan(LINEAR)
      for (const text of ['', 'x', 'YZ', ' a', 'a@b', '12a', 'a1b2a3b4a5b6a7', '@']) {
        const { isFound } = countSteps(parsePattern(pattern), text)
        expect(isFound, text).toBe(text.search(pattern) >= 0)
      }
    },
  )
})

const files = globSync('server/**/*.{ts,tsx}', { cwd: root })
const read = files.map((file) => ({ file, ...readPatterns(join(root, file)) }))

test('every pattern of the server takes steps in proportion to its input', () => {
  const all = read.flatMap(({ file, patterns }) => patterns.map((pattern) => ({ file, pattern })))
  expect(all.length).toBeGreaterThan(50)
  const distinct = new Map(all.map((found) => [String(found.pattern), found]))
  const steep = Array.from(distinct.values(), ({ file, pattern }) => ({
    file,
    pattern: String(pattern),
    ...findGrowth(pattern),
  })).filter(({ ratio }) => ratio > LINEAR)
  expect(steep).toEqual([])
}, 60_000)

test('every pattern of a schema takes steps in proportion to its input', async () => {
  const patterns = (await findRequestSchemas()).flatMap(({ name, schema }) =>
    walkSchema(schema, name).flatMap(({ path, actions }) =>
      actions.flatMap(({ requirement }) =>
        requirement instanceof RegExp ? [{ path, pattern: requirement }] : [],
      ),
    ),
  )
  expect(patterns.length).toBeGreaterThan(30)
  const distinct = new Map(patterns.map(({ path, pattern }) => [pattern.source, { path, pattern }]))
  const steep = Array.from(distinct.values(), ({ path, pattern }) => ({
    path,
    ...findGrowth(pattern),
  })).filter(({ ratio }) => ratio > LINEAR)
  expect(steep).toEqual([])
}, 60_000)

/** Where a pattern is put together while the server runs, and of what: never of anything that a stranger sends. */
const MADE: Readonly<Record<string, string>> = {
  'server/contract/typed/personal.ts': 'of constants; counted with the schemas',
  'server/node/backup/unfinished.ts': 'of the name that the operator has given a backup',
  'server/policy/write-version.ts': 'of constants',
}

test('no other file puts a pattern together, so that none escapes the count', () => {
  const makers = read.filter(({ makesPatterns }) => makesPatterns).map(({ file }) => file)
  expect(makers.toSorted()).toEqual(Object.keys(MADE).toSorted())
})
