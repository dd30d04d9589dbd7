/** A year; of this host alone, since the school's other hosts are not ours to bind. */
const STRICT_TRANSPORT = 'max-age=31536000'

/**
 * An answer as the platform is to send it: one that is compressed already must not be compressed again. The answer itself is changed:
 * another one made of it costs as much as a fifth of a request.
 */
export function finish(response: Response, url: string): Response {
  const { status, headers, body } = response
  if (url.startsWith('https:')) headers.set('strict-transport-security', STRICT_TRANSPORT)
  if (!headers.has('content-encoding')) return response
  return new Response(body, { status, headers, encodeBody: 'manual' } as ResponseInit)
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
