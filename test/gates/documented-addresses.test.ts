import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { operations } from '../../server/routes/operations.ts'

const root = join(import.meta.dirname, '..', '..')
const documents = globSync(['*.md', 'docs/*.md'], { cwd: root }).filter(
  // What an operator had before stands there too.
  (file) => file !== 'CHANGELOG.md',
)

/** The parts of an address; a variable one, `{id}` or `REFERENCE`, is a star. */
const partsOf = (address: string): string =>
  address
    .split('/')
    .map((part) => (/^(\{\w+\}|[A-Z_]{2,})$/.test(part) ? '*' : part))
    .join('/')

const known = new Set(operations.map(({ path }) => partsOf(path)))

/** Whether an address is one of the server's, or the beginning of some. */
const isKnown = (address: string): boolean =>
  known.has(partsOf(address)) ||
  operations.some(({ path }) => partsOf(path).startsWith(`${partsOf(address)}/`))

test('every address of the interface that a document names is an operation of the server', () => {
  const named = documents.flatMap((file) =>
    Array.from(
      readFileSync(join(root, file), 'utf8').matchAll(/\/v1\/[\w.{}/-]*[\w}]/g),
      ([address]) => ({ file, address }),
    ),
  )
  expect(named.length).toBeGreaterThan(40)
  expect(named.filter(({ address }) => !isKnown(address))).toEqual([])
})
