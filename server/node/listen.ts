import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { type HttpBindings, type ServerType, serve } from '@hono/node-server'
import type { Environment } from '../config/environment.ts'
import { OperatorError } from '../config/operator-error.ts'
import { endUnreadRequest, sendWholeAnswers } from './send-whole-answers.ts'

/** Handles a request. */
type Answer = (request: Request, bindings: HttpBindings) => Response | Promise<Response>

/** A bound port, before any request is handled. */
export interface Listener {
  /** TCP port, 1 to 65535. */
  readonly port: number
  /** Handles requests from now on, first those that have waited. */
  answerWith(answer: Answer): void
  /** Accepts no more connections. Resolves when requests in progress have finished, or were cut off after `withinMs`. */
  close(withinMs: number): Promise<void>
  /** Drops every connection, for a failed start. */
  abandon(): void
}

/** Interval of checks for idle keep-alive connections, in milliseconds. */
const SWEEP_MS = 25

/**
 * Maximum size of a request's headers. Pages of a site with many cookies send them along, and those visitors must get
 * through: Node's default of 16 KiB is too small.
 */
const MAX_HEADER_BYTES = 81_920

/**
 * Connection timeouts in milliseconds. An idle connection is kept longer than a proxy keeps it (nginx: 60 s, Caddy: 120 s):
 * the proxy must be the one that closes it, else it may send a request on a connection that is just closing, and answer 502.
 * Node's default of 5 s is shorter than any proxy's. A connection without a first request is idle too, so the request head
 * gets the same time, and the whole request no less than Node's default of 300 s.
 */
export const CONNECTION_TIMES = {
  keepAliveTimeout: 150_000,
  headersTimeout: 160_000,
  requestTimeout: 300_000,
} as const

function cutConnections(server: ServerType): void {
  if ('closeAllConnections' in server) server.closeAllConnections()
}

/** Tracks connections without a first request, which browsers open in advance; Node does not count them as idle. */
function watchSilent(server: ServerType) {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return () => {
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
  }
}

/**
 * A keep-alive connection is closed once it is idle. A client that sends or reads too slowly could delay the shutdown without
 * limit, so it is cut off.
 */
const close = (server: ServerType, withinMs: number, closeSilent: () => void) =>
  new Promise<void>((resolve) => {
    const cut = setTimeout(() => cutConnections(server), withinMs)
    const sweep = setInterval(() => {
      if ('closeIdleConnections' in server) server.closeIdleConnections()
      closeSilent()
    }, SWEEP_MS)
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(cut)
      resolve()
    })
  })

/** With two hosts in one request, a proxy and the server may each use another one (RFC 9112 section 3.2 requires 400). */
function hasTwoHosts({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): boolean {
  let hosts = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? ''
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1
  }
  return hosts > 1
}

const badRequest = () =>
  new Response('Send one Host header.\n', {
    status: 400,
    headers: { 'content-type': 'text/plain; charset=utf-8', connection: 'close' },
  })

/** Returns which setting is wrong where the system does not permit listening. */
function explain(cause: unknown, { PORT, HOST }: Pick<Environment, 'PORT' | 'HOST'>): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const at = `${PORT}${HOST === undefined ? '' : ` of ${HOST}`}`
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE: `PORT: ${at} is in use by another program. End that one, or set PORT to a free port.`,
    EACCES: `PORT: this user may not listen on ${at}; ports below 1024 are the system's. Set PORT to another, such as 8787, and let the proxy take 443.`,
  }
  const otherwise = `HOST: ${HOST ?? 'every address'} cannot be listened on (${code}). Set HOST to an address of this machine, such as 127.0.0.1, or leave it out.`
  return new OperatorError(sentences[code] ?? otherwise, { cause })
}

/**
 * Binds the port. Requests wait until a handler is set, so that an occupied port is detected before a database is created.
 *
 * @throws {OperatorError} that names `PORT` or `HOST`.
 */
export function listen(environment: Pick<Environment, 'PORT' | 'HOST'>): Promise<Listener> {
  const { PORT, HOST } = environment
  let open: (given: Answer) => void = () => undefined
  const opened = new Promise<Answer>((resolve) => {
    open = resolve
  })
  let answer: Answer = async (request, bindings) => (await opened)(request, bindings)
  const fetch = async (request: Request, bindings: HttpBindings) => {
    const incoming = bindings.incoming as IncomingMessage
    const response = hasTwoHosts(incoming) ? badRequest() : await answer(request, bindings)
    endUnreadRequest(incoming, bindings.outgoing as ServerResponse)
    return response
  }
  return new Promise((resolve, reject) => {
    const serverOptions = { maxHeaderSize: MAX_HEADER_BYTES, ...CONNECTION_TIMES }
    const options = {
      fetch,
      serverOptions,
      port: PORT,
      ...(HOST && { hostname: HOST }),
    } as Parameters<typeof serve>[0]
    const server = serve(options, ({ port }) =>
      resolve({
        port,
        answerWith(given) {
          answer = given
          open(given)
        },
        close: (withinMs) => close(server, withinMs, closeSilent),
        abandon() {
          server.close()
          cutConnections(server)
        },
      }),
    )
    const closeSilent = watchSilent(server)
    sendWholeAnswers(server as Server)
    server.once('error', (cause) => reject(explain(cause, environment)))
  })
}
