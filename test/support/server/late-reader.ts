import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** The request that a client sends. */
export interface Sending {
  /** Everything up to the body, including the empty line. */
  readonly head: string
  readonly bodyBytes: number
  readonly isChunked?: boolean
  /** Pause after each chunk, in milliseconds. Default: 0. */
  readonly pauseMs?: number
}

/** What a client observed. */
export interface Met {
  /** All that was received. */
  readonly received: string
  /** Body bytes passed to the connection. */
  readonly sentBytes: number
  /** Error code: `ECONNRESET`, `EPIPE`. */
  readonly fault: string | undefined
}

const CHUNK_BYTES = 16_384

/**
 * Sends everything before it reads a response, as a browser does with an upload: a response lost to a reset is never seen.
 * Then reads until the server ends, or until `isEnough`.
 */
export async function sendThenRead(
  port: number,
  { head, bodyBytes, isChunked = false, pauseMs = 0 }: Sending,
  isEnough: (received: string) => boolean = () => false,
): Promise<Met> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).pause()
  let fault: string | undefined
  socket.on('error', (error: NodeJS.ErrnoException) => {
    fault = error.code
  })
  const write = (chunk: string | Buffer) =>
    new Promise<void>((resolve) => {
      socket.write(chunk, () => resolve())
    })
  await write(head)
  let sentBytes = 0
  while (sentBytes < bodyBytes && fault === undefined) {
    const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, bodyBytes - sentBytes), 'x')
    if (isChunked) await write(`${chunk.length.toString(16)}\r\n`)
    await write(chunk)
    if (isChunked) await write('\r\n')
    sentBytes += chunk.length
    if (pauseMs > 0) await sleep(pauseMs)
  }
  if (isChunked && fault === undefined) await write('0\r\n\r\n')
  let received = ''
  await new Promise<void>((resolve) => {
    socket.on('end', resolve).on('close', () => resolve())
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1')
      if (isEnough(received)) resolve()
    })
    socket.resume()
    if (fault !== undefined) resolve()
  })
  socket.destroy()
  return { received, sentBytes, fault }
}

/** Returns status and body of a complete response. @throws {Error} where it is incomplete. */
export function readWhole({ received, fault }: Met): {
  status: number
  head: string
  body: string
} {
  const [head = '', ...rest] = received
    .replace(/^HTTP\/1\.1 100 .*?\r\n\r\n/s, '')
    .split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1])
  const isChunked = /^transfer-encoding: chunked$/im.test(head)
  const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1])
  const isWhole = isChunked ? /(^|\r\n)0\r\n\r\n$/.test(body) : body.length === length
  if (fault !== undefined || !status || !isWhole)
    throw new Error(`No whole answer came (${fault}): ${received.slice(0, 300)}`)
  return { status, head, body }
}
