import { streamText } from './stream.ts'

/** Plain header values. */
export type AnswerHeaders = Readonly<Record<string, string>>

/** Headers of every API response: no sniffing, no caching, no referrer. */
const ANSWER_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

const EMPTY_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
}

/**
 * Sends JSON. `headers` override the default ones. The response is built here instead of by `c.body`, which creates a
 * `Headers` for each request; that costs as much as the rest, while the Node adapter writes a plain object directly.
 */
export const answerJson = (status: number, value: unknown, headers: AnswerHeaders = {}): Response =>
  new Response(JSON.stringify(value), { status, headers: { ...ANSWER_HEADERS, ...headers } })

/** Sends JSON that is generated while it is sent. */
export const answerJsonStream = (
  pieces: AsyncIterable<string>,
  headers: AnswerHeaders = {},
): Response => new Response(streamText(pieces), { headers: { ...ANSWER_HEADERS, ...headers } })

/** Sends a status without a body. */
export const answerEmpty = (status: number, headers: AnswerHeaders = {}): Response =>
  new Response(null, { status, headers: { ...EMPTY_HEADERS, ...headers } })
