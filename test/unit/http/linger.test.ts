import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerOptions } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import {
  endUnreadRequest,
  type LingerBounds,
  sendWholeAnswers,
} from '../../../server/node/send-whole-answers.ts'
import { readWhole, sendThenRead } from '../../support/server/late-reader.ts'

const wide: LingerBounds = { totalMs: 600_000, idleMs: 600_000, bytes: 2 ** 30 }
const endings: (() => void)[] = []
afterEach(() => {
  for (const end of endings.splice(0)) end()
})

/** A server that refuses every body before it was read, and what it has heard. */
async function serve(bounds: Partial<LingerBounds>, options: ServerOptions = {}) {
  const requests: IncomingMessage[] = []
  const connections: Socket[] = []
  const server = createServer(options, (incoming, outgoing) => {
    requests.push(incoming)
    endUnreadRequest(incoming, outgoing)
    outgoing.writeHead(413, { 'content-length': 2 }).end('no')
  })
  sendWholeAnswers(server, { ...wide, ...bounds })
  server.on('connection', (socket) => connections.push(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  endings.push(() => {
    server.close()
    for (const socket of connections) socket.destroy()
  })
  return { port: (server.address() as AddressInfo).port, server, requests, connections }
}

/** A client that goes on sending; `closed` resolves with what it has received when the server has cut it. */
async function open(port: number, text: string) {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  endings.push(() => socket.destroy())
  let received = ''
  socket.on('error', () => {})
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString()
  })
  const closed = new Promise((resolve) => socket.on('close', resolve))
  await once(socket, 'connect')
  socket.write(text)
  await once(socket, 'data')
  return { socket, closed, received: () => received }
}

const LARGE = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n'

describe('after its answer a client is heard for a while', () => {
  test('whoever falls silent before the end of their body is cut', async () => {
    const { port, connections } = await serve({ idleMs: 20 })
    const client = await open(port, LARGE)
    const [connection] = connections
    if (!connection?.destroyed) await once(connection as Socket, 'close')
    expect(client.received()).toMatch(/^HTTP\/1\.1 413 .*no$/s)
  })

  test('whoever goes on for ever, a byte at a time, is cut', async () => {
    const { port } = await serve({ totalMs: 100 })
    const client = await open(port, LARGE)
    const drip = setInterval(() => client.socket.write('x'), 5)
    endings.push(() => clearInterval(drip))
    await client.closed
    expect(client.received()).toMatch(/^HTTP\/1\.1 413 .*no$/s)
  })

  test('whoever sends without end is cut at a number of bytes', async () => {
    const { port, connections } = await serve({ bytes: 1_000_000 })
    const client = await open(port, LARGE)
    const flood = () => {
      while (!client.socket.destroyed && client.socket.write(Buffer.alloc(65_536)));
    }
    client.socket.on('drain', flood)
    flood()
    await client.closed
    expect(connections[0]?.bytesRead).toBeGreaterThan(1_000_000)
    expect(connections[0]?.bytesRead).toBeLessThan(1_000_000 + 4 * 65_536)
  })

  test('and nothing of what they send is kept', async () => {
    const { port, requests, connections } = await serve({})
    let most = 0
    const watch = setInterval(() => {
      const held = [...requests, ...connections].map(({ readableLength }) => readableLength)
      most = Math.max(most, ...held)
    }, 1)
    endings.push(() => clearInterval(watch))
    const head = 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n'
    const sending = { head, bodyBytes: 20_000_000, isChunked: true }
    const met = await sendThenRead(port, sending)
    expect([readWhole(met).body, met.sentBytes]).toEqual(['no', 20_000_000])
    expect(most).toBeLessThanOrEqual(131_072)
  })
})

test('what follows the last answer of a connection is carried out by nobody', async () => {
  const { port, requests } = await serve({})
  const body = 'x'.repeat(200_000)
  const head = `POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`
  const client = await open(port, head)
  client.socket.end(`${body}POST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`)
  await client.closed
  expect(requests.map(({ url }) => url)).toEqual(['/1'])
  expect(client.received().match(/HTTP\/1\.1/g)).toHaveLength(1)
})

test('whoever takes too long over a request is told so: half a head', async () => {
  const options = { headersTimeout: 50, requestTimeout: 50, connectionsCheckingInterval: 10 }
  const { port } = await serve({}, options)
  const head = 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '
  expect(readWhole(await sendThenRead(port, { head, bodyBytes: 0 })).status).toBe(408)
})

test('an answer under way is cut, never followed by another in its place', async () => {
  const server = createServer((_, outgoing) => {
    outgoing.writeHead(200, { 'content-length': 10 }).write('half ')
  })
  sendWholeAnswers(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  endings.push(() => server.close())
  const { port } = server.address() as AddressInfo
  const client = await open(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  client.socket.write('G@T /\r\n\r\n')
  await once(client.socket, 'end')
  expect(client.received()).toMatch(/half $/)
  expect(client.received().match(/HTTP\/1\.1/g)).toHaveLength(1)
})
