import { expect, test } from 'vitest'
import { openTestApp } from '../support/test-app.ts'

test('no route costs the server its fast router', async () => {
  const server = await openTestApp()
  await server.get('/health/live')
  expect(server.app.router.name).toBe('SmartRouter + RegExpRouter')
  await server.close()
})
