import { afterEach, beforeEach, expect, test } from 'vitest'
import { runJob } from '../../../server/domain/jobs/run-job.ts'
import { remindOfRequests } from '../../../server/domain/requests/remind.ts'
import { giveConsent, rowsOf } from '../../support/app/my-data.ts'
import { openTestApp, type TestApp } from '../../support/app/test-app.ts'

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

test('DS-11: the job of requests deletes codes that have ended, and not before', async () => {
  await server.post('/v1/me/codes', { email: 'nobody@example.kz', language: 'kk' })
  const run = () =>
    runJob(server.deps, { name: 'requests', holder: 'test' }, (job) =>
      remindOfRequests(server.deps, job),
    )
  server.nowMs += 599_999
  expect(await run()).toMatchObject({ deletedCodes: 0 })
  server.nowMs += 1
  expect(await run()).toMatchObject({ deletedCodes: 1 })
  expect(rowsOf(server, 'one_time_codes')).toEqual([])
  // Counted for a day, so that the limits hold: of the network, of the address, of the mail. By keyed hash alone.
  expect(rowsOf(server, 'counted_uses')).toHaveLength(3)
  server.nowMs += 24 * 3_600_000
  await run()
  expect(rowsOf(server, 'counted_uses')).toEqual([])
})
