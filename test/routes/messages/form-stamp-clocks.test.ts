import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MessageBody } from '../../../server/contract/index.ts'
import { createDelivery } from '../../../widget/contact/deliver.ts'
import type { ContactDeps } from '../../../widget/contact/deps.ts'
import { errorOf, message, openTestApp, type TestApp } from '../../support/app/test-app.ts'

// Several servers of one school, whose clocks differ: one says when a form was begun, another takes the message.

let app: TestApp
beforeEach(async () => {
  app = await openTestApp()
})
afterEach(() => app.close())

const BEGUN_MS = Date.parse('2026-03-03T07:00:00Z')
/** More than the margin, and no more than the first wait: a second try that waited no longer would be too soon again. */
const AHEAD_MS = 900

/** The server, reached as the widget does. @param aheadMs how far the clock of the one that makes the stamps is ahead. */
function reach(aheadMs: number) {
  const startMs = performance.now()
  const codes: unknown[] = []
  const setClock = (byMs: number) => {
    app.nowMs = BEGUN_MS + Math.floor(performance.now() - startMs) + byMs
  }
  const deps: Pick<ContactDeps, 'stamp' | 'send'> = {
    async stamp() {
      setClock(aheadMs)
      const answer = await app.get('/v1/messages/stamp')
      return { kind: 'accepted', body: await answer.json() }
    },
    async send(body) {
      setClock(0)
      const answer = await app.post('/v1/messages', body)
      if (answer.ok) return { kind: 'accepted', body: await answer.json() }
      const { code } = await errorOf(answer)
      codes.push(code)
      return { kind: 'refused', status: answer.status, code: code as 'sent_too_soon' }
    },
  }
  return { deps, codes }
}

test('CF-09 a message is taken where the clocks of two servers differ by nearly a second; it is stored once', async () => {
  const { deps, codes } = reach(AHEAD_MS)
  const { deliver } = createDelivery(deps)
  const result = await deliver(message() as MessageBody)
  expect(result).toMatchObject({ kind: 'accepted', body: { code: expect.any(String) } })
  expect(codes.every((code) => code === 'sent_too_soon')).toBe(true)
  expect(codes.length).toBeLessThanOrEqual(1)
  expect(await app.deps.store.readMessages(Number.MAX_SAFE_INTEGER, 10)).toHaveLength(1)
})

test('CF-09 a server whose stamps come from far ahead is asked twice and no more, and nothing is stored', async () => {
  const { deps, codes } = reach(60_000)
  const result = await createDelivery(deps).deliver(message() as MessageBody)
  expect(result).toMatchObject({ kind: 'refused', code: 'sent_too_soon' })
  expect(codes).toEqual(['sent_too_soon', 'sent_too_soon'])
  expect(await app.deps.store.readMessages(Number.MAX_SAFE_INTEGER, 10)).toEqual([])
})
