import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const find = (pattern: string) => globSync(pattern, { cwd: root })

const sources = '{setup,widget,server,demo,test}/**/*.{js,ts,tsx,css}'
/** Written by a generator, read by nobody. */
const isGenerated = (file: string) => file.includes('/migrations/')

const MAX_LINES = 300
/** Names that say nothing, so that everything ends up there. */
const drawers = ['utils', 'util', 'lib', 'libs', 'helpers', 'helper', 'common', 'shared', 'misc']

describe('the house', () => {
  test('no source file has more than 300 lines', () => {
    const files = [...find(sources), ...find('*.{js,ts}')].filter((file) => !isGenerated(file))
    expect(files.length).toBeGreaterThan(50)
    const long = files.filter((file) => read(file).split('\n').length - 1 > MAX_LINES)
    expect(long).toEqual([])
  })

  test('no folder or file is a drawer', () => {
    const found = find('{setup,widget,server,demo,test}/**').filter((path) =>
      drawers.includes(basename(path).replace(/\.\w+$/, '')),
    )
    expect(found).toEqual([])
  })

  test('every dependency is named with one exact version', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'))
    const { optionalDependencies } = JSON.parse(read('setup/runtime/package.json'))
    const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    expect(all.length).toBeGreaterThan(10)
    const loose = all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)))
    expect(loose).toEqual([])
  })

  test('the lock names no address, so that it installs from whatever registry npm is set to', () => {
    const { packages } = JSON.parse(read('package-lock.json'))
    const addresses = Object.values(
      packages as Record<string, { resolved?: string; link?: boolean }>,
    )
      .filter(({ link }) => !link)
      .map(({ resolved }) => resolved)
      .filter((address) => address !== undefined)
    expect(addresses).toEqual([])
  })

  test('the domain and the contract have no clock, no chance and no environment of their own', () => {
    const own =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.\w|\bcrypto\.(random|getRandom)/
    const files = find('server/{domain,contract}/**/*.ts')
    expect(files.length).toBeGreaterThan(10)
    expect(files.filter((file) => own.test(read(file)))).toEqual([])
  })

  test('no text of the project is left to do', () => {
    // Put together here, so that this file does not contain it.
    const word = new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')})\\b`)
    expect(find(sources).filter((file) => word.test(read(file)))).toEqual([])
  })
})
