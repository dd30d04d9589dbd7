import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformWithOxc } from 'vite'
import { describe, expect, test } from 'vitest'
import { oldestEngines } from '../../setup/widget/options.ts'

// The oldest engines are said in one place, built for, and said to operators in the same numbers.

const root = join(import.meta.dirname, '..', '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const folder = join('dist', 'widget')
const files = [
  'dist/widget-first.js',
  ...readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(folder, name)),
]

/** A file as it is written for an engine: the same where that knows every piece of its syntax. */
const writtenFor = async (code: string, target: string | string[]) =>
  (await transformWithOxc(code, 'file.js', { target, sourcemap: false })).code

/** Methods that one of the engines lacks, which no build replaces. */
const NEWER =
  /\.(findLast|findLastIndex|toSorted|toReversed|toSpliced|groupBy|withResolvers|isWellFormed|fromAsync|union|difference)\(|AbortSignal\.(any|timeout)|\(\?<[=!]/

describe('the oldest engines', () => {
  test.each(['class A { static { begin() } }', 'using file = open()', '/(?<=a)b/.exec(a)'])(
    'do not know %s',
    async (code) =>
      expect(await writtenFor(code, oldestEngines)).not.toBe(await writtenFor(code, 'esnext')),
  )

  test.each(files)('know all of the syntax of %s, and its methods', async (file) => {
    const code = read(file)
    expect(await writtenFor(code, oldestEngines)).toBe(await writtenFor(code, 'esnext'))
    expect(NEWER.exec(code)?.[0]).toBeUndefined()
  })

  test.each(['docs/limits.md', 'docs/deployment.md'])('are those that %s names', (file) => {
    const [, chromium, firefox, safari] =
      /Chromium (\d+), Firefox (\d+) and Safari ([\d.]+)/.exec(read(file)) ?? []
    expect([`chrome${chromium}`, `firefox${firefox}`, `safari${safari}`]).toEqual(oldestEngines)
  })
})
