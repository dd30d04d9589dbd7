import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CONNECTION_TIMES } from '../../../server/node/listen.ts'
import { type ServedSite, serveSite } from '../../../server/node/serve-site.ts'
import { buildEnvironment } from '../../support/server/start-server.ts'

const read = (...path: readonly string[]) =>
  readFile(join(import.meta.dirname, '..', '..', '..', 'docs', ...path), 'utf8')

let folder: string
let site: ServedSite | undefined
const sockets: Socket[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelisim-keep-'))
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await site?.stop()
  site = undefined
  await rm(folder, { recursive: true, force: true })
})

const serve = async () => {
  site = await serveSite(await buildEnvironment(folder, join(folder, 'kelisim.db'), {}), {
    stopWithinMs: 600_000,
  })
  return site
}

/** A connection to the server, and all that has come over it. */
async function open(port: number) {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  let received = ''
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString()
  })
  const closed = once(socket, 'close')
  await once(socket, 'connect')
  const answers = () => received.match(/HTTP\/1\.1 200 /g)?.length ?? 0
  return {
    closed,
    received: () => received,
    /** Sends a request and waits for the whole answer. */
    async ask() {
      const before = answers()
      socket.write(`GET /health/live HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)
      await vi.waitUntil(() => answers() > before && received.endsWith('}'), { timeout: 10_000 })
    },
  }
}

describe('an idle connection', () => {
  test('is kept for longer than each documented proxy keeps it, and a new one gets no less', async () => {
    const nginx = /keepalive_timeout (\d+)s;/.exec(await read('proxies', 'nginx.conf'))?.[1]
    const caddy = /keepalive (\d+)m\n/.exec(await read('proxies', 'Caddyfile'))?.[1]
    const { keepAliveTimeout, headersTimeout, requestTimeout } = CONNECTION_TIMES
    // Ten seconds for clocks and timers that are late.
    expect(keepAliveTimeout).toBeGreaterThanOrEqual(Number(nginx) * 1000 + 10_000)
    expect(keepAliveTimeout).toBeGreaterThanOrEqual(Number(caddy) * 60_000 + 10_000)
    expect(headersTimeout).toBeGreaterThanOrEqual(keepAliveTimeout)
    expect(requestTimeout).toBeGreaterThanOrEqual(headersTimeout)
    const said = `keeps them for ${keepAliveTimeout / 1000} seconds`
    expect(await read('deployment.md')).toContain(said)
  })

  test('is used again, and the server says for how long it may be', async () => {
    const { port } = await serve()
    const connection = await open(port)
    await connection.ask()
    await connection.ask()
    const times = connection.received().match(/^keep-alive: timeout=\d+/gim)
    const seconds = CONNECTION_TIMES.keepAliveTimeout / 1000
    expect(times?.map((line) => line.toLowerCase())).toEqual(
      Array(2).fill(`keep-alive: timeout=${seconds}`),
    )
  })

  test('holds no stop up, whether it was used or only opened', async () => {
    const { port, stop } = await serve()
    const used = await open(port)
    await used.ask()
    const silent = await open(port)
    // The deadline of this stop is ten minutes.
    await stop()
    await Promise.all([used.closed, silent.closed])
    site = undefined
  })
})
