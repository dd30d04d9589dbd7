// What the server is measured against: the same Hono on the same @hono/node-server, which parses the same body,
// answers the same status and stores nothing.
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const app = new Hono()
  .get('/health/ready', (c) => c.text('ready'))
  .post('/v1/consents', async (c) => {
    const body = await c.req.json()
    return c.json({ received: body !== null }, 201)
  })
  .post('/v1/visits', async (c) => {
    const body = await c.req.json()
    return c.json({ received: body !== null }, 202)
  })

const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  process.stdout.write(`bare on http://127.0.0.1:${port}\n`),
)
process.once('SIGTERM', () => server.close())
