import { renameSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { errorCodes } from '../../../server/contract/error.ts'
import { ApiError, errorStatus } from '../../../server/http/answering/api-error.ts'
import { bearer } from '../../support/app/my-data.ts'
import { consent, message, newId, openTestApp, visits } from '../../support/app/test-app.ts'
import { type RunningServer, startServer } from '../../support/server/start-server.ts'

describe('Retry-After', () => {
  test('every code whose answer is a 503 says when to try again, and no other does by itself', () => {
    for (const code of errorCodes) {
      const { headers } = new ApiError(code)
      if (errorStatus[code][0] === 503) expect(headers['retry-after']).toMatch(/^[1-9]\d*$/)
      else expect(headers).toEqual({})
    }
  })

  test('is in every 503 that a store which does not answer causes, also on a page', async () => {
    const server = await openTestApp()
    await server.deps.store.close()
    const given = consent()
    const own = bearer(`${given.id}.${given.secret}`)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const fields = `name=A&email=a%40b.example&message=hello&sender=adult&consent=on&policyVersion=2025-08-01&language=kk`
    const answers = await Promise.all([
      server.get('/health/ready'),
      server.post('/v1/consents', given),
      server.post('/v1/visits', visits(given.id)),
      server.post('/v1/refusals', { policyVersion: '2025-08-01', language: 'kk' }),
      server.post('/v1/messages', message()),
      server.post('/v1/messages', fields, form),
      server.post('/v1/me/codes', { email: 'a@b.example', language: 'kk' }),
      server.post('/v1/me/requests', { id: newId(), kind: 'deletion', scope: 'site' }, own),
      server.get('/v1/me', own),
      server.get('/v1/me/export', own),
      server.get(`/v1/consents/${given.id}`, bearer(given.secret)),
    ])
    for (const [at, answer] of answers.entries()) {
      expect([at, answer.status]).toEqual([at, 503])
      expect(answer.headers.get('retry-after')).toBe('5')
    }
    await server.close()
  })
})

describe('a server whose database is taken away', () => {
  let server: RunningServer
  beforeEach(async () => {
    server = await startServer()
  }, 60_000)
  afterEach(() => server.stop())

  const send = (path: string, body: unknown) =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const linesOf = (event: string) =>
    server
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, string>)
      .filter(({ msg }) => msg === event)

  test('takes nothing, says why and what to do once, goes on with what needs no database, and serves again when it is back', async () => {
    const kept = message()
    expect((await send('/v1/messages', kept)).status).toBe(201)
    const away = `${server.databaseFile}.away`
    renameSync(server.databaseFile, away)

    const refused = await send('/v1/messages', message())
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await refused.json()).toMatchObject({ error: { code: 'store_unavailable' } })
    const ready = await fetch(`${server.url}/health/ready`)
    expect([ready.status, ready.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await ready.json()).toEqual({ status: 'not_ready', reason: 'database_gone' })
    for (const path of ['/health/live', '/widget.js', '/policy', '/v1/site', '/demo/']) {
      expect((await fetch(server.url + path)).status).toBe(200)
    }
    await vi.waitUntil(() => linesOf('database_gone').length > 0, { timeout: 20_000 })
    const [line, ...more] = linesOf('database_gone')
    expect(line).toMatchObject({
      path: server.databaseFile,
      todo: expect.stringContaining('restore'),
    })
    expect(more).toEqual([])

    renameSync(away, server.databaseFile)
    await vi.waitUntil(async () => (await fetch(`${server.url}/health/ready`)).ok, {
      timeout: 20_000,
    })
    await vi.waitUntil(() => linesOf('database_ready').length === 1, { timeout: 20_000 })
    // The same message again is the same one: it was kept.
    expect((await send('/v1/messages', kept)).status).toBe(201)
    expect((await send('/v1/messages', message())).status).toBe(201)
  })

  test('makes no new one, and ends in order', async () => {
    for (const end of ['', '-wal', '-shm']) rmSync(server.databaseFile + end)
    expect((await send('/v1/messages', message())).status).toBe(503)
    await server.stop()
    expect(server.output()).toContain('database_gone')
    expect(() => renameSync(server.databaseFile, server.databaseFile)).toThrow('ENOENT')
  })
})
