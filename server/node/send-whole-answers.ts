import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** How long and how much a client is heard that still sends after it was answered. */
export interface LingerBounds {
  /** From the answer on, in milliseconds. */
  readonly totalMs: number
  /** Without a byte, in milliseconds. */
  readonly idleMs: number
  /** Read and thrown away, in bytes. */
  readonly bytes: number
}

/** Times: those of nginx (nginx.org, `lingering_time`, `lingering_timeout`). */
const defaultBounds: LingerBounds = { totalMs: 30_000, idleMs: 5_000, bytes: 64 * 2 ** 20 }

/** What Node finds wrong before there is a request (nodejs.org, `clientError`). */
const REFUSALS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/** What whoever looks into a refused request is told besides; of most the status says it all. */
const SENTENCES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW:
    'The headers, cookies among them, are longer than the server takes. Have the site set fewer cookies.\n',
}

/** Whether an answer has begun, into which a second one must not be written. */
function isAnswering(socket: Duplex): boolean {
  const answer = '_httpMessage' in socket ? (socket._httpMessage as ServerResponse | null) : null
  return answer?.headersSent === true
}

function refuse(socket: Duplex, status: string, sentence = ''): void {
  if (!socket.writable || isAnswering(socket)) {
    socket.destroy()
    return
  }
  const type = sentence && 'Content-Type: text/plain; charset=utf-8\r\n'
  const length = `Content-Length: ${sentence.length}\r\n`
  socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\n${type}${length}\r\n${sentence}`)
  ;(socket as Socket).destroySoon()
}

/**
 * A connection that is closed while its client still sends is reset, and a reset takes the answer away that the client has not
 * read. So ours ends, and what still comes is read and thrown away, until the client ends too or a bound is reached. It is not
 * parsed: after the last answer no request is carried out (RFC 9112 section 9.6).
 */
function closeLingering(socket: Socket, { totalMs, idleMs, bytes }: LingerBounds): void {
  if (socket.destroyed) return
  const cut = () => socket.destroy()
  let heard = 0
  const deadline = setTimeout(cut, totalMs)
  socket
    .removeAllListeners('data')
    .on('data', (chunk: Buffer) => {
      heard += chunk.length
      if (heard > bytes) cut()
    })
    .once('close', () => clearTimeout(deadline))
    .setTimeout(idleMs, cut)
    .resume()
    .end()
}

/**
 * Lets every client read its answer whole, one refused before it has sent everything too: 400, 408, 413, 415, 429, 431.
 * Call it before the server listens.
 *
 * @param bounds Default: 30 s, 5 s without a byte, 64 MiB.
 */
export function sendWholeAnswers(server: Server, bounds: LingerBounds = defaultBounds): void {
  server.on('connection', (socket) => {
    let isClosing = false
    // Node closes by it after the last answer of a connection.
    socket.destroySoon = () => {
      if (!isClosing) closeLingering(socket, bounds)
      isClosing = true
    }
  })
  server.on('clientError', ({ code = '' }: NodeJS.ErrnoException, socket) =>
    refuse(socket, REFUSALS[code] ?? '400 Bad Request', SENTENCES[code]),
  )
  // Node would close without a word.
  server.on('connect', (_, socket) => refuse(socket, '405 Method Not Allowed'))
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/**
 * Makes an answer that comes before its request's end the last of its connection, so that the rest is not waited for without
 * bound. Call it before the answer's head is written.
 */
export function endUnreadRequest(incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (incoming.complete || outgoing.headersSent || !hasBody(incoming)) return
  outgoing.setHeader('connection', 'close')
  // Whoever was reading reads no more.
  incoming.removeAllListeners('data').resume()
}
