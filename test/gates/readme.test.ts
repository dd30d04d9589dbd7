import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { paths } from '../../server/contract/limits.ts'
import { betweenMarks, writeTables } from '../bench/page/performance-tables.ts'
import type { Measurement } from '../bench/table.ts'
import { measureWidget, type WidgetSizes } from '../support/sources/widget-sizes.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const readme = read('README.md')
const performance = read('docs/performance.md')

/** A figure in the text may be this far from the measured one before the text is no longer true. */
const TOLERANCE = 0.02

/** What stands between two marks. */
const textOf = (mark: string): string => betweenMarks(mark).exec(performance)?.[0] ?? ''

/** Rows of the table between two marks, as cells. */
const tableOf = (mark: string): string[][] => {
  const rows = textOf(mark).split('\n').slice(2)
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

describe('README and what it leads to are true', () => {
  let sizes: WidgetSizes
  beforeAll(async () => {
    sizes = await measureWidget()
    // Brotli 11 of every part, on a machine that is busy with other tests.
  }, 60_000)

  test('the sizes are those of the build, and below their limits', () => {
    const { loader, loaderWithBanner, firstVisit, keeper, preact, parts } = sizes
    const { settings = 0, contact = 0, placeholder = 0, gate = 0, visits = 0, reopen = 0 } = parts
    const measured = [
      ...[loader, loaderWithBanner, firstVisit.kk, firstVisit.ru, firstVisit.en, keeper],
      ...[settings, parts['my-data'] ?? 0, preact, contact, placeholder, gate],
      ...[parts.scripts ?? 0, visits, reopen, parts.changes ?? 0],
    ]
    const table = tableOf('sizes')
    expect(table).toHaveLength(measured.length)
    for (const [index, [what, bytes, limit]] of table.entries()) {
      const actual = measured[index] ?? 0
      expect(Math.abs(Number(bytes) - actual) / actual, `${what}: ${actual}`).toBeLessThanOrEqual(
        TOLERANCE,
      )
      expect(actual, what).toBeLessThanOrEqual(Number(limit))
    }
  })

  test('the bytes that README compares are those of the build', () => {
    const { loader, loaderWithBanner, preact, parts } = sizes
    const cellOf = (row: string) => readme.split(`| ${row} | `)[1]?.split(' |')[0]
    const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
    expect(cellOf('first visit, up to the banner')).toBe(kB(loaderWithBanner))
    const settings = loaderWithBanner + preact + (parts.settings ?? 0)
    expect(cellOf('… with the settings opened')).toBe(kB(settings))
    expect(cellOf('a visitor who has chosen')).toBe(kB(loader))
  })

  test('README fits five screens, and everything that it links to is there', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(150)
    const targets = Array.from(readme.matchAll(/\]\(([^)]+)\)/g), ([, target]) => target ?? '')
    expect(targets.length).toBeGreaterThan(20)
    expect(targets.filter((target) => !existsSync(join(root, target)))).toEqual([])
  })

  test('the times are those of the run that is kept, whatever they came to', () => {
    const rows: Measurement[] = JSON.parse(read('docs/measurements/page.json'))
    expect(rows.length).toBeGreaterThan(60)
    const tables = Object.entries(writeTables(rows))
    expect(tables).toHaveLength(2)
    for (const [mark, table] of tables) expect(textOf(mark), mark).toBe(table)
  })

  test('the configuration names every variable of the environment, and no other', () => {
    const source = read('server/config/environment.ts')
    const known = Array.from(source.matchAll(/^ {2}([A-Z_]+): v\./gm), ([, name]) => name)
    expect(known.length).toBeGreaterThan(5)
    const configuration = read('docs/configuration.md')
    const named = Array.from(configuration.matchAll(/^\| `([A-Z_]+)` \|/gm), ([, name]) => name)
    expect(named.sort()).toEqual(known.sort())
  })

  test('every script that README, the commands and CONTRIBUTING name is there', () => {
    const { scripts } = JSON.parse(read('package.json'))
    const text = readme + read('docs/commands.md') + read('CONTRIBUTING.md')
    const named = Array.from(text.matchAll(/npm run ([a-z:0-9-]+)/g), ([, name]) => name ?? '')
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  test('every dependency has its reason in CONTRIBUTING', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'))
    const { optionalDependencies } = JSON.parse(read('setup/runtime/package.json'))
    const names = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
    const contributing = read('CONTRIBUTING.md')
    const unexplained = names.filter(
      (name) => !name.startsWith('@types/') && !contributing.includes(`\`${name}\``),
    )
    expect(unexplained).toEqual([])
  })

  test('every table of the database and every folder of the map is explained', () => {
    const schema = globSync('server/store/sqlite/schema/*.ts', { cwd: root }).map(read).join('\n')
    const tables = Array.from(schema.matchAll(/sqliteTable\(\s*'(\w+)'/g), ([, name]) => name ?? '')
    expect(tables.length).toBeGreaterThan(5)
    const data = read('docs/data.md')
    expect(tables.filter((table) => !data.includes(`\`${table}\``))).toEqual([])
    expect(Object.values(paths).length).toBeGreaterThan(5)
  })
})
