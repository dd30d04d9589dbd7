import { expect } from 'vitest'
import type { RequestDetailResult } from '../../../server/contract/index.ts'
import { askAsStaff, registerLines } from '../app/my-data.ts'
import { errorOf, type TestApp } from '../app/test-app.ts'

type Wish = Record<string, unknown>

async function readNumber(asked: Response): Promise<string> {
  expect(asked.status).toBe(201)
  return ((await asked.json()) as { number: string }).number
}

/**
 * Returns what tests of staff's work on requests do: ask as a person, act as staff, and read what is written.
 *
 * @param openServer returns the server of the test that runs.
 * @param kind of a request where none is given.
 */
export const openRequestDesk = (openServer: () => TestApp, kind = 'deletion') => ({
  /** A request of somebody with a credential. @returns its number. */
  ask: async (who: Record<string, string>, wish: Wish = {}) =>
    readNumber(await openServer().post('/v1/me/requests', { kind, scope: 'site', ...wish }, who)),
  /** A request of somebody who has verified a mailbox and nothing else. @returns its number. */
  async askByAddress(email: string, wish: Wish = {}) {
    const server = openServer()
    const asked = await server.post('/v1/requests/codes', { email, language: 'ru' })
    const { challenge } = (await asked.json()) as { challenge: string }
    const sent = server.sent.filter((mail) => mail.kind === 'request_code')
    const body = {
      ...{ kind, scope: 'site', name: 'Planted Parent', email, language: 'ru' },
      ...{ challenge, code: String(sent.at(-1)?.values.code), ...wish },
    }
    return readNumber(await server.post('/v1/requests', body))
  },
  post: (path: string, body: unknown) => askAsStaff(openServer(), path, { method: 'POST', body }),
  read: async (number: string) =>
    (await (await askAsStaff(openServer(), `/requests/${number}`)).json()) as RequestDetailResult,
  codeOf: async (answer: Promise<Response>) => (await errorOf(await answer)).code,
  audits: (action: string) =>
    registerLines(openServer(), 'audit').filter((line) => line.action === action),
})
