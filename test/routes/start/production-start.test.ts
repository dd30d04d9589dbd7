import { expect, test } from 'vitest'
import { realSite } from '../../support/app/real-site.ts'
import { startServer } from '../../support/server/start-server.ts'

const environment = { NODE_ENV: 'production' }

test('PO-06: production does not start with placeholders, and names each without a stack', async () => {
  const site = {
    operator: { ...realSite.operator, bin: '000000000000', contact: 'a@school.example' },
  }
  const message = await startServer({ environment, site }).then(
    (server) => server.stop().then(() => 'it started'),
    (error: Error) => error.message,
  )
  expect(message).toContain('operator.bin: is a placeholder')
  expect(message).toContain('operator.contact: is a placeholder')
  expect(message).not.toContain('operator.address')
  expect(message).not.toMatch(/\n\s+at |listens on/)
})

test('PO-06: production starts once everything is filled in', async () => {
  const server = await startServer({ environment, site: realSite })
  expect((await fetch(`${server.url}/v1/site`)).status).toBe(200)
  await server.stop()
})

test.each([
  ['production', {}, true],
  ['production', { backups: { folder: '.', keepDays: 30 } }, false],
  ['development', {}, false],
])('a start in %s with %o says %s that no backup is made', async (NODE_ENV, entries, isSaid) => {
  const server = await startServer({ environment: { NODE_ENV }, site: { ...realSite, ...entries } })
  try {
    expect(server.output().includes('backups.folder: is not set')).toBe(isSaid)
  } finally {
    await server.stop()
  }
})
