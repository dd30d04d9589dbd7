import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { type HttpBindings, type ServerType, serve } from '@hono/node-server'
import type { Environment } from '../config/environment.ts'
import { OperatorError } from '../config/operator-error.ts'
import { endUnreadRequest, sendWholeAnswers } from './send-whole-answers.ts'

/** Answers a request. */
type Answer = (request: Request, bindings: HttpBindings) => Response | Promise<Response>

/** A port that is taken, before anything answers there. */
export interface Listener {
  /** TCP port, 1 to 65535. */
  readonly port: number
  /** From now on requests are answered, those first that have waited. */
  answerWith(answer: Answer): void
  /** Takes no more connections; resolves when those at work have been let finish, or after `withinMs` were cut. */
  close(withinMs: number): Promise<void>
  /** Drops every connection, for a start that failed. */
  abandon(): void
}

/** How often connections are looked at that browsers keep open, in milliseconds. */
const SWEEP_MS = 25

/**
 * All headers of a request. A page of a site with many cookies sends them along, and its visitors want to be heard too: Node's own
 * 16 KiB are too few.
 */
const MAX_HEADER_BYTES = 81_920

/**
 * How long connections are left open, in milliseconds. One that is idle is kept for longer than a proxy keeps it (nginx: 60 s,
 * Caddy: 120 s): the proxy must be the one that ends it, else it may send a request into a connection that ends just then, and
 * answer 502. Node's own 5 s are shorter than any proxy's. A connection on which nothing has come yet is idle too, so as much is
 * left for the head of a request, and no less for the whole of it (Node's own 300 s).
 */
export const CONNECTION_TIMES = {
  keepAliveTimeout: 150_000,
  headersTimeout: 160_000,
  requestTimeout: 300_000,
} as const

function cutConnections(server: ServerType): void {
  if ('closeAllConnections' in server) server.closeAllConnections()
}

/** Connections on which nothing has come yet, as browsers open them in advance: Node takes none of them for idle. */
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
 * One kept open is closed once it is idle. Whoever sends or reads too slowly would keep the server from ending for as long as
 * they like: they are cut.
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

/** Two hosts in one request: a proxy and the server may each believe another one (RFC 9112 section 3.2 wants 400). */
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

/** Which setting is at fault where the system does not let us listen. */
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
 * Takes the port. Requests that come meanwhile wait until there is something to answer them, so that a port that is taken is
 * found out before a database is made.
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
