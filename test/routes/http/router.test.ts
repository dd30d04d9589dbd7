import { expect, test } from 'vitest'
import { errorOf, openTestApp } from '../../support/app/test-app.ts'

test('no route costs the server its fast router', async () => {
  const server = await openTestApp()
  await server.get('/health/live')
  expect(server.app.router.name).toBe('SmartRouter + RegExpRouter')
  await server.close()
})

test.each([
  ['PUT', '/v1/consents', 'POST'],
  ['GET', '/v1/consents', 'POST'],
  ['DELETE', '/v1/site', 'GET, HEAD'],
  ['POST', '/policy', 'GET, HEAD'],
  ['PATCH', '/v1/me', 'GET, HEAD, DELETE'],
])(
  '%s %s is refused with what the address takes, and stores nothing',
  async (method, path, allow) => {
    const server = await openTestApp()
    const answer = await server.app.request(path, { method })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe(allow)
    expect((await errorOf(answer)).code).toBe('method_not_allowed')
    await server.close()
  },
)

test.each([
  ['GET', '/v1/nothing'],
  ['POST', '/nothing'],
  ['PUT', '/v1/nothing'],
])('%s %s is not there, whatever the method', async (method, path) => {
  const server = await openTestApp()
  const answer = await server.app.request(path, { method })
  expect(answer.status).toBe(404)
  expect(answer.headers.get('allow')).toBeNull()
  await server.close()
})
