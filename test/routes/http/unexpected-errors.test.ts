import { expect, test } from 'vitest'
import { createApp } from '../../../server/app.ts'
import type { Store } from '../../../server/store/store.ts'
import { consent, openTestApp } from '../../support/app/test-app.ts'

// What a bug or a driver throws may hold what a person has sent: drivers write values into their messages.

const planted = 'Planted-Aigul'

/** As parsers and drivers word them: on one line, on several, and on one that looks like a place in the code. */
const thrown: readonly [string, () => Error][] = [
  ['an error', () => new Error(`no row for ${planted}`)],
  ['an error of several lines', () => new TypeError(`no row for:\n${planted}\n${planted}`)],
  ['a line like one of a stack', () => new SyntaxError(`unexpected\n    at ${planted}`)],
  ['an error with a cause', () => new Error(planted, { cause: new Error(planted) })],
]

test.each(thrown)('SE-13: of %s neither log nor answer holds a word', async (_, make) => {
  const server = await openTestApp()
  const fail = async () => {
    throw make()
  }
  const store: Store = { ...server.deps.store, addConsent: fail }
  const app = createApp({ ...server.deps, store })
  const answer = await app.request('/v1/consents', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(consent()),
  })
  expect(answer.status).toBe(500)
  const text = await answer.text()
  const { requestId } = JSON.parse(text).error
  expect(text).not.toContain(planted)
  const lines = server.logged.filter((line) => line.includes('internal_error'))
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain(requestId)
  expect(server.logged.join()).not.toContain(planted)
  // An error is told by its kind, and by where it was thrown.
  expect(lines[0]).toContain(make().name)
  expect(lines[0]).toMatch(/"at":\["\s*at \S/)
  await server.close()
})
