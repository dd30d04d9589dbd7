/** A year; of this host alone, since the school's other hosts are not ours to bind. */
const STRICT_TRANSPORT = 'max-age=31536000'

/** An answer as the platform is to send it: one that is compressed already must not be compressed again. */
export function finish(response: Response, { protocol }: URL): Response {
  const headers = new Headers(response.headers)
  if (protocol === 'https:') headers.set('strict-transport-security', STRICT_TRANSPORT)
  const { status, body } = response
  const encodeBody = headers.has('content-encoding') ? 'manual' : 'automatic'
  return new Response(body, { status, headers, encodeBody } as ResponseInit)
}

/** What is answered where a site cannot be opened; why is in the log. */
export const answerUnavailable = (): Response =>
  Response.json(
    {
      error: {
        code: 'store_unavailable',
        message: 'The server cannot answer at present. Try again later; nothing was stored.',
        requestId: '',
      },
    },
    { status: 503, headers: { 'retry-after': '5', 'cache-control': 'no-store' } },
  )
