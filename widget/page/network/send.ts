import { writeJson } from '../write-json.ts'
import type { SendResult } from './send-result.ts'

/** A slow school network responds within this; otherwise the entry waits for the next page. */
const SEND_TIMEOUT_MS = 10_000

/** Options of a request besides its body. */
export interface SendOptions {
  /** Secret of the consent record. */
  readonly bearer?: string | undefined
  /** Whether the server may set its cookie: only for a server on the page's own site. Default: no. */
  readonly isOwnSite?: boolean | undefined
}

/**
 * Posts JSON as `text/plain`, which needs no preflight, and survives the page (`keepalive`). Never rejects. The page's
 * address is not sent: the referrer is the origin only (TR-03).
 *
 * @param body Absent: sends a GET instead.
 */
export async function send<Body = unknown>(
  url: string,
  body: object | undefined,
  { bearer, isOwnSite }: SendOptions = {},
): Promise<SendResult<Body>> {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), SEND_TIMEOUT_MS)
  try {
    const response = await fetch(url, {
      ...(body && { method: 'POST', body: writeJson(body) }),
      ...(bearer && { headers: { Authorization: `Bearer ${bearer}` } }),
      credentials: isOwnSite ? 'include' : 'omit',
      referrerPolicy: 'origin',
      keepalive: true,
      signal: controller.signal,
    })
    const { status } = response
    // Within a function of the browser's own: a page's `fetch` may answer promises that cannot be caught.
    const read = async () => response.json()
    const answer = await read().catch(() => undefined)
    // The server returns 202, or 201 with JSON, or 200 with JSON to a read. Any other 200 is from a network's sign-in page.
    return status === 202 || (status === (body ? 201 : 200) && answer)
      ? { kind: 'accepted', body: answer }
      : { kind: 'refused', status, code: answer?.error?.code }
  } catch {
    return { kind: 'offline' }
  } finally {
    clearTimeout(timer)
  }
}
