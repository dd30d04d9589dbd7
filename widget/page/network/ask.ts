import { writeJson } from '../write-json.ts'
import type { SendResult } from './send-result.ts'

/** Same timeout as `send`: a slow school network responds within this. */
const ASK_TIMEOUT_MS = 10_000

/** Options of a request for a person's own data. */
export interface AskOptions {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** The person's credential; never in the address, which servers and proxies log. */
  readonly bearer?: string | undefined
  readonly body?: object | undefined
  /** Required content type of the response; another one comes from a network's sign-in page. */
  readonly type: 'application/json' | 'text/html'
}

/** Sends a request and returns the response's bytes. The browser does not cache it. Never rejects. */
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

/** Parses JSON; `undefined` where it is invalid. */
export const readJson = async <Body>(blob: Blob): Promise<Body | undefined> =>
  new Response(blob).json().catch(() => undefined)
