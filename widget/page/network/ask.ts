import { writeJson } from '../write-json.ts'
import type { SendResult } from './send-result.ts'

/** As patient as `send`: a slow school network answers within this. */
const ASK_TIMEOUT_MS = 10_000

/** A request for a person's own data. */
export interface AskOptions {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** What shows who asks; never in the address, which servers and proxies write down. */
  readonly bearer?: string | undefined
  readonly body?: object | undefined
  /** Content type that the answer must have: another one is a network's sign-in page. */
  readonly type: 'application/json' | 'text/html'
}

/** Asks, and answers the answer's bytes. Nothing of it stays in the browser's cache. Never rejects. */
export async function ask(
  url: string,
  { method, bearer, body, type }: AskOptions,
): Promise<SendResult<Blob>> {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), ASK_TIMEOUT_MS)
  try {
    const response = await fetch(url, {
      method,
      ...(body && { body: writeJson(body) }),
      ...(bearer && { headers: { Authorization: `Bearer ${bearer}` } }),
      credentials: 'omit',
      referrerPolicy: 'origin',
      cache: 'no-store',
      signal: controller.signal,
    })
    const { ok, status } = response
    const answer = await response.blob()
    if (ok && answer.type.startsWith(type)) return { kind: 'accepted', body: answer }
    const error = await readJson<{ error?: { code?: never } }>(answer)
    return { kind: 'refused', status, code: error?.error?.code }
  } catch {
    return { kind: 'offline' }
  } finally {
    clearTimeout(timer)
  }
}

/** Reads JSON; what is none: `undefined`. */
export const readJson = async <Body>(blob: Blob): Promise<Body | undefined> =>
  new Response(blob).json().catch(() => undefined)
