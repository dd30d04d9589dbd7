import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Operation } from '../../../server/http/operations/operation.ts'
import { operations } from '../../../server/routes/operations.ts'

const root = join(import.meta.dirname, '../../..')

/** One call as the console's source writes it. */
interface ConsoleCall {
  readonly address: string
  readonly takes: string | undefined
  readonly answers: string
}

const CALL =
  /\bto\(\s*'([A-Z]+ [^']+)',?\s*\)((?:\s*\.(?:takes|asks)<[^()]*?>\(\))*)\s*\.answers<([^()]*?)>\(\)/g

const readCalls = (source: string): ConsoleCall[] =>
  [...source.matchAll(CALL)].map(([, address = '', given = '', answers = '']) => ({
    address,
    takes: /\.takes<([^()]*?)>\(\)/.exec(given)?.[1],
    answers,
  }))

const sources = globSync('server/console/**/*.{ts,tsx}', { cwd: root })
  .filter((file) => !file.endsWith('shell/call.ts'))
  .map((file) => ({ file, source: readFileSync(join(root, file), 'utf8') }))

const addressesOf = ({ method, path, covers = [] }: Operation) =>
  [path, ...covers.map((covered) => covered.path)].map((one) => `${method.toUpperCase()} ${one}`)

/** What the operation table says of a call that differs from what the console writes. */
function findDifferences({ address, takes, answers }: ConsoleCall): string[] {
  const found = operations.find((one) => addressesOf(one).includes(address))
  if (!found) return [`${address}: there is no such operation`]
  const success = found.answers.filter(({ status }) => status < 300)
  const names: readonly string[] = success.map(
    (answer) => ('schema' in answer ? answer.schema : undefined) ?? 'void',
  )
  return [
    takes === found.body?.schema ? '' : `${address} takes ${found.body?.schema}, not ${takes}`,
    names.includes(answers) ? '' : `${address} answers ${names.join(', ')}, not ${answers}`,
  ].filter(Boolean)
}

test('every call of the console names an operation of the server, with the type it takes and the one it answers', () => {
  const calls = sources.flatMap(({ source }) => readCalls(source))
  expect(calls.length).toBeGreaterThan(6)
  expect(calls.flatMap(findDifferences)).toEqual([])
})

test('a call that the server does not have, or that differs from it, is found', () => {
  const planted = [
    "to('GET /v1/admin/nothing').answers<SessionResult>()",
    "to('POST /v1/admin/session').takes<SetupBody>().answers<SessionResult>()",
    "to(\n  'GET /v1/admin/session',\n).answers<SiteResult>()",
  ]
  for (const source of planted) {
    const calls = readCalls(source)
    expect(calls).toHaveLength(1)
    expect(calls.flatMap(findDifferences)).toHaveLength(1)
  }
})

test('the console asks the server in no other way', () => {
  const others = sources.filter(({ source }) => /\bfetch\(|XMLHttpRequest|sendBeacon/.test(source))
  expect(others.map(({ file }) => file)).toEqual([])
  const defined = sources.flatMap(({ source }) => source.match(/\bto\(\s*'[A-Z]+ /g) ?? [])
  expect(defined).toHaveLength(sources.flatMap(({ source }) => readCalls(source)).length)
})
