import { expect, test, vi } from 'vitest'
import { realSite } from '../../support/app/real-site.ts'
import { message } from '../../support/app/test-app.ts'
import { startSmtpSink } from '../../support/server/smtp-sink.ts'
import { startServer } from '../../support/server/start-server.ts'

const STAFF = 'planted-office@mektep.kz'
const SENDER = 'planted-parent@example.kz'

test('a server whose mail server is gone takes the message, says in a word why mail waits, and names nobody', async () => {
  const sink = await startSmtpSink()
  await sink.close()
  const server = await startServer({
    environment: { NODE_ENV: 'production', SMTP_URL: sink.url },
    site: { ...realSite, mail: { from: 'school@mektep.kz', staff: STAFF } },
  })
  try {
    const answer = await fetch(`${server.url}/v1/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message({ email: SENDER })),
    })
    const { reference } = (await answer.json()) as { reference: string }
    expect(answer.status).toBe(201)
    const told = () =>
      server
        .output()
        .split('\n')
        .filter((line) => line.includes('mail_waits'))
    await vi.waitUntil(() => told().length > 0, { timeout: 15_000, interval: 50 })
    expect(JSON.parse(told()[0] ?? '')).toMatchObject({
      level: 40,
      msg: 'mail_waits',
      reason: 'ESOCKET',
    })
    for (const secret of [STAFF, SENDER, reference]) expect(server.output()).not.toContain(secret)
  } finally {
    await server.stop()
  }
})
