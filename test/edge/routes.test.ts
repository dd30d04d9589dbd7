import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../setup/widget/options.ts'
import { readImports } from '../support/sources/read-imports.ts'
import { FILES_ON_NODE, NODE_ONLY, OTHERWISE_AT_EDGE, TESTS_ON_NODE } from './routes/on-node.ts'
import type { Outcome } from './routes/run-file.ts'
import { runSuite } from './routes/run-suite.ts'

// The routes' own test files, run by Vitest's runner inside workerd: application, store and cryptography as in a Durable Object.

const folder = join(root, 'test/routes')
const all = globSync('**/*.test.ts', { cwd: folder }).sort()
const atEdge = all.filter((file) => !FILES_ON_NODE.includes(file))
const outcomes = await runSuite(atEdge.map((file) => `test/routes/${file}`))
const outcomeOf = (file: string) => outcomes.get(`test/routes/${file}`) ?? { tests: [], thrown: [] }

/** Of what is on Node alone, the module that a test has called. */
const findNodeOnly = ({ thrown }: Outcome): string | undefined =>
  thrown
    .map(
      (one) =>
        /Only on Node: (\S+)/.exec(one)?.[1] ??
        (/The child_process\.\w+ method is not/.test(one) ? 'node:child_process' : undefined),
    )
    .find((module) => module !== undefined)
const isOtherwise = (file: string, { path }: Outcome) =>
  OTHERWISE_AT_EDGE.some((one) => one.file === file && path.at(-1)?.endsWith(one.test))

/** Modules of the project, and of Node, that a test file imports itself. */
const importsOf = (file: string) => {
  const path = join(folder, file)
  return readImports(path, readFileSync(path, 'utf8')).map(({ specifier }) =>
    specifier.startsWith('.') ? relative(root, resolve(dirname(path), specifier)) : specifier,
  )
}

let ranHere = 0
for (const file of atEdge)
  describe(file, () => {
    for (const outcome of outcomeOf(file).tests) {
      if (findNodeOnly(outcome) || isOtherwise(file, outcome)) continue
      ranHere += 1
      test(outcome.path.join(' > '), () => {
        if (outcome.state !== 'pass')
          throw new Error(outcome.thrown.join('\n') || `It was not run: ${outcome.state}.`)
      })
    }
  })

describe('of the routes’ tests', () => {
  test('each file is read whole', () => {
    const thrown = atEdge.flatMap((file) => outcomeOf(file).thrown.map((one) => `${file}: ${one}`))
    expect(thrown).toEqual([])
    for (const file of atEdge) expect(outcomeOf(file).tests.length, file).toBeGreaterThan(0)
  })

  test('files are left out for what is on Node alone', () => {
    for (const file of FILES_ON_NODE)
      expect(
        importsOf(file).filter((path) => path in NODE_ONLY),
        file,
      ).not.toEqual([])
  })

  test('as many as are listed need what is on Node alone', () => {
    const counts: Record<string, Record<string, number>> = {}
    for (const file of atEdge)
      for (const module of outcomeOf(file).tests.flatMap((one) => findNodeOnly(one) ?? [])) {
        const ofFile = counts[file]
        counts[file] = { ...ofFile, [module]: (ofFile?.[module] ?? 0) + 1 }
      }
    expect(counts).toEqual(TESTS_ON_NODE)
  })

  test.each(OTHERWISE_AT_EDGE)('one is otherwise at the edge: $test', ({ file, test: name }) => {
    const found = outcomeOf(file).tests.filter(({ path }) => path.at(-1)?.endsWith(name))
    expect(found.map(({ state }) => state)).toEqual(['fail'])
  })

  test('it is said how many run here', () => {
    const onNode = Object.values(TESTS_ON_NODE).flatMap((one) => Object.values(one))
    const left = onNode.reduce((sum, one) => sum + one, OTHERWISE_AT_EDGE.length)
    process.stdout.write(
      `routes in workerd: ${ranHere} tests of ${atEdge.length} files; on Node alone ${left} tests of these and ${FILES_ON_NODE.length} files (test/edge/routes/on-node.ts)\n`,
    )
    expect(ranHere).toBeGreaterThan(left)
  })
})
