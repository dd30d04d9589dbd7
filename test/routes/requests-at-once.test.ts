import { afterEach, beforeEach, expect, test } from 'vitest'
import { giveConsent, rowsOf } from '../support/my-data.ts'
import { openTestApp, type TestApp } from '../support/test-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

test('DS-09: at once, ten requests are taken and no eleventh', async () => {
  const { who } = await giveConsent(server)
  const answers = await Promise.all(
    Array.from({ length: 40 }, () =>
      server.post('/v1/me/requests', { kind: 'information', scope: 'site' }, who),
    ),
  )
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status === 201)).toHaveLength(10)
  expect(statuses.filter((status) => status === 429)).toHaveLength(30)
  expect(rowsOf(server, 'requests')).toHaveLength(10)
})
