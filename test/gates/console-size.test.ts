import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readImports } from '../support/sources/read-imports.ts'

/** Everything that a browser loads until Today is shown, in one language, without the data. */
const FIRST_LOAD_BYTES = 45_000
/** Everything that it loads besides, when another screen is opened. */
const SCREEN_BYTES = 20_000

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'dist/admin/assets')
const names = readdirSync(folder)
const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const sizeOf = (name: string) => brotliCompressSync(readFileSync(join(folder, name))).byteLength
const baseOf = (name: string) => name.replace(/-[\w-]{8}\.(js|css)$/, '')

const importsOf = (name: string, kind: 'value' | 'dynamic') =>
  readImports(name, read(name))
    .filter((found) => found.kind === kind)
    .map(({ specifier }) => specifier.replace(/^\.\//, ''))

/** A file, what it imports at once, the style sheets of these, and the largest texts that it loads by itself. */
function closure(entry: string): Set<string> {
  const found = new Set([entry])
  for (const name of found) {
    if (!name.endsWith('.js')) continue
    for (const imported of importsOf(name, 'value')) found.add(imported)
    for (const sheet of names)
      if (sheet.endsWith('.css') && baseOf(sheet) === baseOf(name)) found.add(sheet)
  }
  for (const name of [...found].filter((one) => one.endsWith('.js')))
    for (const text of textsOf(name)) found.add(text)
  return found
}

/** The texts of the language that takes most room. */
function textsOf(name: string): string[] {
  const texts = importsOf(name, 'dynamic').filter((one) => /^(kk|ru|en)-/.test(one))
  const of = (language: string) => texts.filter((one) => one.startsWith(`${language}-`))
  const sum = (some: readonly string[]) => some.reduce((bytes, one) => bytes + sizeOf(one), 0)
  return ['kk', 'ru', 'en'].map(of).toSorted((one, other) => sum(other) - sum(one))[0] ?? []
}

const find = (start: string) => names.find((name) => name.startsWith(start) && name.endsWith('.js'))
const sum = (some: Iterable<string>) => [...some].reduce((bytes, one) => bytes + sizeOf(one), 0)
const first = closure(find('index-') ?? '')

test('Today is shown after at most 45 kB', () => {
  const today = new Set([...first, ...closure(find('today-screen-') ?? '')])
  expect([...today].some((name) => name.startsWith('kk-') || name.startsWith('ru-'))).toBe(true)
  expect([...today].filter((name) => name.endsWith('.css')).length).toBeGreaterThan(1)
  expect(sum(today)).toBeLessThan(FIRST_LOAD_BYTES)
  expect(sum(today)).toBeGreaterThan(10_000)
})

test('each further screen is at most 20 kB', () => {
  const screens = names.filter((name) => /-screen-[\w-]{8}\.js$/.test(name))
  expect(screens.length).toBeGreaterThan(2)
  const sizes = screens.map((name) => ({
    name: baseOf(name),
    bytes: sum([...closure(name)].filter((one) => !first.has(one))),
  }))
  expect(sizes.filter(({ bytes }) => bytes >= SCREEN_BYTES)).toEqual([])
  expect(sizes.every(({ bytes }) => bytes > 500)).toBe(true)
})
