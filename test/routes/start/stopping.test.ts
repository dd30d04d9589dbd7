import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ServedSite, serveSite } from '../../../server/node/serve-site.ts'
import { rowsOf } from '../../support/app/my-data.ts'
import { message } from '../../support/app/test-app.ts'
import {
  buildEnvironment,
  type RunningServer,
  startServer,
} from '../../support/server/start-server.ts'

/** A connection to the server, and all that has come over it. */
async function open(port: number) {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  let received = ''
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString()
  })
  socket.on('error', () => {})
  const closed = new Promise((resolve) => socket.on('close', resolve))
  await once(socket, 'connect')
  return { socket, closed, received: () => received }
}

/** Begins to send a message and waits until the server reads it; `rest` is what is kept back. */
async function beginMessage(port: number) {
  const body = message()
  const text = JSON.stringify(body)
  const connection = await open(port)
  const head = `POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\nExpect: 100-continue\r\n\r\n`
  connection.socket.write(head)
  await once(connection.socket, 'data')
  expect(connection.received()).toMatch(/^HTTP\/1\.1 100 /)
  connection.socket.write(text.slice(0, 10))
  return { ...connection, body, rest: text.slice(10) }
}

/** Takes no more connections. */
const isClosed = (port: number) =>
  fetch(`http://127.0.0.1:${port}/health/live`).then(
    () => false,
    () => true,
  )

const sockets: Socket[] = []
let folder: string
let databaseFile: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelisim-stop-'))
  databaseFile = join(folder, 'kelisim.db')
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await rm(folder, { recursive: true, force: true })
})

const serve = async (stopWithinMs: number): Promise<ServedSite> =>
  serveSite(await buildEnvironment(folder, databaseFile, {}), { stopWithinMs })

/** A message that the server has answered with 201. */
async function sendWhole(port: number) {
  const body = message()
  const sent = await fetch(`http://127.0.0.1:${port}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(sent.status).toBe(201)
  return body
}

const storedIds = () => rowsOf({ databaseFile }, 'messages').map(({ id }) => id)

describe('a stop', () => {
  test('waits for nobody beyond its deadline: half a body, half a head and silence are cut; what was answered is kept', async () => {
    const { port, stop } = await serve(50)
    const answered = await sendWhole(port)
    const slowBody = await beginMessage(port)
    const slowHead = await open(port)
    slowHead.socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ')
    const silent = await open(port)
    await stop()
    await Promise.all([slowBody.closed, slowHead.closed, silent.closed])
    expect(slowBody.received()).not.toContain('201')
    expect(storedIds()).toEqual([answered.id])
  })

  test('lets a request under way finish: it is answered and stored', async () => {
    const { port, stop } = await serve(600_000)
    const request = await beginMessage(port)
    const stopped = stop()
    await vi.waitUntil(() => isClosed(port), { timeout: 10_000 })
    request.socket.write(request.rest)
    await Promise.all([stopped, request.closed])
    expect(request.received()).toMatch(/^HTTP\/1\.1 201 /m)
    expect(storedIds()).toEqual([request.body.id])
  })
})

describe('a signal to the process', () => {
  const isRunning = (pid: number) => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  }
  const portOf = ({ url }: RunningServer) => Number(new URL(url).port)

  test('asked twice, it ends at once and not at its deadline', async () => {
    const server = await startServer({ folder })
    await beginMessage(portOf(server))
    process.kill(server.pid, 'SIGTERM')
    await vi.waitUntil(() => isClosed(portOf(server)), { timeout: 10_000 })
    const startedAt = performance.now()
    await new Promise((resolve) => setTimeout(resolve, 300))
    process.kill(server.pid, 'SIGINT')
    await vi.waitUntil(() => !isRunning(server.pid), { timeout: 10_000 })
    expect(performance.now() - startedAt).toBeLessThan(4_500)
    await server.stop()
  })

  test('the same signal passed on a second time ends nothing: what is under way is answered', async () => {
    const server = await startServer({ folder })
    const request = await beginMessage(portOf(server))
    process.kill(server.pid, 'SIGINT')
    process.kill(server.pid, 'SIGINT')
    await vi.waitUntil(() => isClosed(portOf(server)), { timeout: 10_000 })
    request.socket.write(request.rest)
    await vi.waitUntil(() => !isRunning(server.pid), { timeout: 10_000 })
    await request.closed
    expect(request.received()).toMatch(/^HTTP\/1\.1 201 /m)
    await server.stop()
  })
})
