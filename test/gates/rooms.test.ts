import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readImports } from '../support/sources/read-imports.ts'
import { findCycles, type Graph } from './find-cycles.ts'

const root = join(import.meta.dirname, '..', '..')
const files = globSync('{widget,server,demo,setup,test}/**/*', { cwd: root, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => posix.relative(root, join(entry.parentPath, entry.name)))
  .filter((file) => !file.includes('node_modules'))
const folderOf = (file: string) => posix.dirname(file)
/** Written by a generator, one file for each change of the tables. */
const isMigration = (folder: string) => folder.startsWith('server/store/sqlite/migrations')

const MOST_FILES = 16

/** File → files of the project that it imports, types too. */
const imports: Graph = new Map(
  files
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => [
      file,
      readImports(file, readFileSync(join(root, file), 'utf8'))
        .filter(({ specifier }) => specifier.startsWith('.'))
        .map(({ specifier }) => posix.join(folderOf(file), specifier)),
    ]),
)

describe('rooms', () => {
  test(`no folder holds more than ${MOST_FILES} files`, () => {
    expect(files.length).toBeGreaterThan(1_200)
    expect(files).toContain('test/gates/rooms.test.ts')
    const counts = new Map<string, number>()
    for (const file of files) counts.set(folderOf(file), (counts.get(folderOf(file)) ?? 0) + 1)
    const full = [...counts].filter(([folder, count]) => count > MOST_FILES && !isMigration(folder))
    expect(full).toEqual([])
  })

  test('no file reaches itself by what it imports, types counted', () => {
    expect([...imports.values()].flat().length).toBeGreaterThan(1000)
    expect(findCycles(imports)).toEqual([])
  })

  test('no folder of the domain reaches itself by what its files import', () => {
    const folders: Graph = new Map()
    for (const [file, targets] of imports) {
      if (!file.startsWith('server/domain/')) continue
      const from = folderOf(file)
      const others = targets.map(folderOf).filter((to) => to !== from)
      folders.set(from, [...(folders.get(from) ?? []), ...others])
    }
    expect(folders.size).toBeGreaterThan(10)
    expect(findCycles(folders)).toEqual([])
  })

  test('every file of the domain lies in the folder of its subject', () => {
    expect(files.filter((file) => folderOf(file) === 'server/domain')).toEqual([])
  })

  test('ARCHITECTURE has every room on its map, and none that is not there', () => {
    const architecture = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
    const map = architecture.slice(architecture.indexOf('## Map'), architecture.indexOf('## Words'))
    const named = [...map.matchAll(/^\| `((?:server|widget|setup|demo)[\w./-]*)\/` \|/gm)].map(
      ([, folder]) => folder,
    )
    const rooms = new Set(
      files
        .map(folderOf)
        .map((folder) => folder.split('/').slice(0, 2).join('/'))
        .filter((folder) => folder.includes('/') && !/^(demo|test)\//.test(folder)),
    )
    expect([...rooms].filter((room) => !named.includes(room))).toEqual([])
    const there = new Set(files.map(folderOf).flatMap((folder) => parentsOf(folder)))
    expect(named.filter((folder) => folder === undefined || !there.has(folder))).toEqual([])
  })
})

/** A folder and all that it lies in. */
const parentsOf = (folder: string): string[] =>
  folder.split('/').map((_, index, names) => names.slice(0, index + 1).join('/'))

describe('the gate catches a planted loop', () => {
  test.each<[string, Graph, string[][]]>([
    [
      'two files',
      new Map([
        ['a', ['b']],
        ['b', ['a']],
      ]),
      [['a', 'b']],
    ],
    ['a file and itself', new Map([['a', ['a']]]), [['a']]],
    [
      'three files beside others',
      new Map([
        ['a', ['b', 'd']],
        ['b', ['c']],
        ['c', ['a']],
        ['d', []],
      ]),
      [['a', 'b', 'c']],
    ],
    [
      'none where two ways lead to one',
      new Map([
        ['a', ['b', 'c']],
        ['b', ['c']],
        ['c', []],
      ]),
      [],
    ],
  ])('%s', (_, graph, loops) => expect(findCycles(graph)).toEqual(loops))
})
