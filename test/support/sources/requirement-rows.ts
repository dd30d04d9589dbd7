import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'

// Matches the rows of docs/requirements.md with tests, by the ids at the start of the tests' titles.

/** One row: a requirement of the product. */
export interface Row {
  readonly id: string
  /** Belongs to work that is not done yet. */
  readonly isLater: boolean
}

/** Result of the comparison. */
export interface Coverage {
  /** Due rows with a test. */
  readonly covered: readonly string[]
  /** Due rows without a test. */
  readonly missing: readonly string[]
  readonly later: readonly string[]
  /** Ids in titles without a row. */
  readonly unknown: readonly string[]
}

/** Parses the list of rows. */
export const parseRows = (markdown: string): Row[] =>
  [...markdown.matchAll(/^- ([A-Z]{2}-\d{2})( \*later\*)?: \S/gm)].map(([, id = '', later]) => ({
    id,
    isLater: later !== undefined,
  }))

/** Returns the ids at the start of a title: `CF-06 CF-07 a message …`, `PO-03, CB-12: after …`. */
export const idsOf = (title: string): string[] =>
  /^(?:[A-Z]{2}-\d{2}\b[\s,:]*)+/.exec(title)?.[0].match(/[A-Z]{2}-\d{2}/g) ?? []

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

/** Returns the names of a call such as `test.each(…)(…)`: `test`, `each`. Empty for a call on another expression. */
function wordsOf(callee: unknown): string[] {
  if (!isNode(callee)) return []
  if (callee.type === 'Identifier') return [String(callee.name)]
  if (callee.type === 'CallExpression') return wordsOf(callee.callee)
  if (callee.type === 'TaggedTemplateExpression') return wordsOf(callee.tag)
  if (callee.type !== 'MemberExpression' || !isNode(callee.property)) return []
  return [...wordsOf(callee.object), String(callee.property.name)]
}

/** Returns a title as written in the source, without values inserted at run time. */
function titleOf(node: unknown): string | undefined {
  if (!isNode(node)) return
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type !== 'TemplateLiteral') return
  const quasis = node.quasis as readonly { readonly value: { readonly cooked: string } }[]
  return quasis.map(({ value }) => value.cooked).join('…')
}

/** A skipped test proves nothing; neither does a step or a hook. */
const notRun = ['skip', 'fixme', 'todo', 'step', 'skipIf']

function collect(node: unknown, group: string): string[] {
  if (typeof node !== 'object' || node === null) return []
  const within = (inner: string) => Object.values(node).flatMap((child) => collect(child, inner))
  if (!isNode(node) || node.type !== 'CallExpression') return within(group)
  const [root = '', ...rest] = wordsOf(node.callee)
  const title = titleOf((node.arguments as unknown[])[0])
  if (!['test', 'it', 'describe'].includes(root) || title === undefined) return within(group)
  if (rest.some((word) => notRun.includes(word))) return []
  if (root === 'describe' || rest.includes('describe')) return within(idsOf(title).join(' '))
  // The tests of a group prove what the group's title claims.
  return [`${group} ${title}`.trim(), ...within('')]
}

/**
 * Returns the titles of the tests in a source text, each with the ids of its group before it.
 *
 * @throws {Error} where the source does not parse: a count must not guess.
 */
export function readTitles(file: string, source: string): string[] {
  const { program, errors } = parseSync(file, source)
  if (errors.length > 0) throw new Error(`${file} does not parse`)
  return collect(program, '')
}

/** Compares the rows with the titles. */
export function compareRows(rows: readonly Row[], titles: readonly string[]): Coverage {
  const named = new Set(titles.flatMap(idsOf))
  const due = rows.filter(({ isLater }) => !isLater).map(({ id }) => id)
  return {
    covered: due.filter((id) => named.has(id)),
    missing: due.filter((id) => !named.has(id)),
    later: rows.filter(({ isLater }) => isLater).map(({ id }) => id),
    unknown: [...named].filter((id) => !rows.some((row) => row.id === id)),
  }
}

/** Reads rows and titles of the project at `root`. */
export function readCoverage(root: string): Coverage {
  const read = (file: string) => readFileSync(join(root, file), 'utf8')
  const files = globSync('test/{unit,store,routes,gates,e2e}/**/*.ts', { cwd: root })
  const titles = files.flatMap((file) => readTitles(file, read(file)))
  return compareRows(parseRows(read('docs/requirements.md')), titles)
}

/** Returns the line that `npm test` prints. */
export const sayCoverage = ({ covered, missing, later }: Coverage): string =>
  `rows: ${covered.length} of ${covered.length + missing.length} covered, ${later.length} later` +
  (missing.length > 0 ? `; without a test: ${missing.join(', ')}` : '')
