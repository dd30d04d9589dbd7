import { writeJson } from '../write-json.ts'
import type { SendResult } from './send-result.ts'

/** A slow school network answers within this, or the entry waits for the next page. */
const SEND_TIMEOUT_MS = 10_000

/** What a request may need besides its body. */
export interface SendOptions {
  /** Secret of the consent record. */
  readonly bearer?: string | undefined
  /** Whether the server may set its cookie: only towards a server of the page's own site. Default: it may not. */
  readonly isOwnSite?: boolean | undefined
}

/**
 * Posts JSON as `text/plain`, which needs no preflight, and outlives the page (`keepalive`). Never rejects.
 *
 * @param body none: nothing is posted, the address is read.
 * The page's address never goes along: as referrer the server gets the origin alone (TR-03).
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
    // The server says 202, or 201 with JSON, and to who reads 200 with JSON. Any other 200 is a network's sign-in page.
    return status === 202 || (status === (body ? 201 : 200) && answer)
      ? { kind: 'accepted', body: answer }
      : { kind: 'refused', status, code: answer?.error?.code }
  } catch {
    return { kind: 'offline' }
  } finally {
    clearTimeout(timer)
  }
}
