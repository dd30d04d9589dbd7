import {
  createServer,
  request as forward,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { listen } from '../server/listen.ts'

/** A request that reached the recorder, with the server's response. */
export interface RecordedRequest {
  readonly method: string
  /** Path without the query. */
  readonly path: string
  readonly query: string
  readonly headers: IncomingMessage['headers']
  /** The body as sent. */
  readonly text: string
  /** The parsed body, where it is JSON. */
  readonly body: unknown
  /** Status of the response: `undefined` while pending, 0 where there will be none. */
  readonly status: number | undefined
}

/** Path that a contact form requests once it is used; it sends no data, which a separate test checks. */
export const STAMP = '/v1/messages/stamp'

/**
 * Returns whether a request sends data to the server, instead of reading a page, a script, a style, a picture or a form
 * stamp.
 */
export const isBeacon = ({ method, path }: RecordedRequest): boolean =>
  path !== STAMP &&
  method !== 'OPTIONS' &&
  ((method !== 'GET' && method !== 'HEAD') || path.startsWith('/v1/'))

/**
 * A proxy between the pages and the server that records every request: also beacons sent while a page is left, whose body,
 * and at times existence, the browser's own tools do not show.
 */
export interface Recorder {
  /** Address of the server for pages. */
  readonly url: string
  /** Every request in the order of arrival. */
  readonly requests: readonly RecordedRequest[]
  /** Cuts every connection from now on, as if the network were down. */
  goOffline(): void
  goOnline(): void
  clear(): void
  close(): Promise<void>
}

/** Starts a recorder before a server whose address `target` returns once it is known. */
export async function startRecorder(target: () => string): Promise<Recorder> {
  const requests: RecordedRequest[] = []
  let isOffline = false
  const server = createServer(async (request, response) => {
    const body = await readAll(request)
    const recorded: Mutable<RecordedRequest> = describe(request, body)
    requests.push(recorded)
    recorded.status = isOffline ? 0 : await passOn({ request, response, body, target: target() })
    if (recorded.status === 0) request.socket.destroy()
  })
  const { url, close } = await listen(server)
  return {
    url,
    requests,
    goOffline: () => {
      isOffline = true
    },
    goOnline: () => {
      isOffline = false
    },
    clear: () => {
      requests.length = 0
    },
    close,
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly body: Buffer
  readonly target: string
}

/**
 * Forwards a request and returns the status, 0 where the server is gone. Host and all other headers are unchanged, so the
 * server takes the recorder's address for its own.
 */
const passOn = ({ request, response, body, target }: Exchange): Promise<number> =>
  new Promise((resolve) => {
    const { method, headers, url = '/' } = request
    const onward = forward(`${target}${url}`, { method, headers, setHost: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
      resolve(answer.statusCode ?? 502)
    })
    onward.on('error', () => resolve(0))
    onward.end(body)
  })

function describe(request: IncomingMessage, body: Buffer): RecordedRequest {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2)
  const text = body.toString()
  const { method = '', headers } = request
  return { method, path, query, headers, text, body: parse(text), status: undefined }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // Not JSON: `text` has it.
  }
}
