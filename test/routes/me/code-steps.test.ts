import { afterEach, beforeEach, expect, test } from 'vitest'
import { rowsOf, writeMessage } from '../../support/app/my-data.ts'
import { openTestApp, type TestApp } from '../../support/app/test-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const KNOWN = 'planted@example.kz'
const UNKNOWN = 'nobodys@example.kz'

type Step = readonly [name: string, ...facts: readonly unknown[]]

/** Writes down each call of an object's methods, with what it was given as far as it tells of work: kinds, purposes and lengths. */
function record(owner: object, steps: Step[]): void {
  const methods = owner as Record<string, (...given: unknown[]) => unknown>
  for (const [name, original] of Object.entries(methods)) {
    if (typeof original !== 'function') continue
    methods[name] = (...given) => {
      steps.push([name, ...given.map(sizeOf)])
      return original.apply(owner, given)
    }
  }
}
const sizeOf = (given: unknown): unknown => {
  if (typeof given === 'string') return given.length
  if (given instanceof Uint8Array) return given.byteLength
  if (Array.isArray(given)) return given.map(sizeOf)
  return typeof given
}

test('DS-11: asked for an address that is known here and for one that is not, a code takes the same steps, in the same order', async () => {
  await writeMessage(server)
  const steps: Step[] = []
  record(server.deps.cryptography, steps)
  record(server.deps.store, steps)
  const stepsFor = async (email: string) => {
    steps.length = 0
    const answer = await server.post('/v1/me/codes', { email, language: 'kk' })
    expect(answer.status).toBe(202)
    return [...steps]
  }
  expect(KNOWN).toHaveLength(UNKNOWN.length)
  const known = await stepsFor(KNOWN)
  const unknown = await stepsFor(UNKNOWN)
  expect(unknown).toEqual(known)
  const names = known.map(([name]) => name)
  expect(names).toEqual(expect.arrayContaining(['seal', 'findNewestEmail', 'open', 'addCode']))
  // One commit for each, with a code for each; and a mail for the one alone.
  expect(names.filter((name) => name.startsWith('add'))).toEqual(['addCode'])
  expect(rowsOf(server, 'one_time_codes')).toHaveLength(2)
  expect(server.sent.filter(({ kind }) => kind === 'one_time_code')).toMatchObject([{ to: KNOWN }])
})
