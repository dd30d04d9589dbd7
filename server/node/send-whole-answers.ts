import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** How long and how much is read from a client that still sends after its response. */
export interface LingerBounds {
  /** Total time from the response on, in milliseconds. */
  readonly totalMs: number
  /** Time without a byte, in milliseconds. */
  readonly idleMs: number
  /** Bytes read and discarded. */
  readonly bytes: number
}

/** Times of nginx (nginx.org, `lingering_time`, `lingering_timeout`). */
const defaultBounds: LingerBounds = { totalMs: 30_000, idleMs: 5_000, bytes: 64 * 2 ** 20 }

/** Errors that Node detects before there is a request (nodejs.org, `clientError`). */
const REFUSALS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/** Explanations for the reader of a refused request; for most, the status is enough. */
const SENTENCES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW:
    'The headers, cookies among them, are longer than the server takes. Have the site set fewer cookies.\n',
}

/** Returns whether a response has begun; a second one must not be written into it. */
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
 * Closes a connection whose client still sends without a reset, since a reset discards a response that the client has not
 * read yet. Our side is closed, and what still arrives is read and discarded until the client closes too or a bound is
 * reached. It is not parsed: after the last response no request is processed (RFC 9112 section 9.6).
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
 * Lets every client read its response completely, also when it is refused before it has sent everything: 400, 408, 413, 415,
 * 429, 431. Call it before the server listens.
 *
 * @param bounds Default: 30 s, 5 s without a byte, 64 MiB.
 */
export function sendWholeAnswers(server: Server, bounds: LingerBounds = defaultBounds): void {
  server.on('connection', (socket) => {
    let isClosing = false
    // Node calls this to close the connection after its last response.
    socket.destroySoon = () => {
      if (!isClosing) closeLingering(socket, bounds)
      isClosing = true
    }
  })
  server.on('clientError', ({ code = '' }: NodeJS.ErrnoException, socket) =>
    refuse(socket, REFUSALS[code] ?? '400 Bad Request', SENTENCES[code]),
  )
  // Node would close the connection without a response.
  server.on('connect', (_, socket) => refuse(socket, '405 Method Not Allowed'))
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/**
 * Makes a response that precedes the end of its request the last one of its connection, so that the rest is not awaited
 * without limit. Call it before the response head is written.
 */
export function endUnreadRequest(incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (incoming.complete || outgoing.headersSent || !hasBody(incoming)) return
  outgoing.setHeader('connection', 'close')
  // Other readers must stop.
  incoming.removeAllListeners('data').resume()
}
