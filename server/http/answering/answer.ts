import { streamText } from './stream.ts'

/** Plain header values. */
export type AnswerHeaders = Readonly<Record<string, string>>

/** On every answer of the interface: never sniffed, never kept by a cache, never a referrer. */
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
 * Answers with JSON. `headers` win over the usual ones.
 *
 * The response is made here instead of by `c.body`: that builds a `Headers` for each request, which costs as much as
 * the rest of the answer, while the Node adapter writes a plain object out as it is.
 */
export const answerJson = (status: number, value: unknown, headers: AnswerHeaders = {}): Response =>
  new Response(JSON.stringify(value), { status, headers: { ...ANSWER_HEADERS, ...headers } })

/** Answers with JSON that is made while it is sent. */
export const answerJsonStream = (
  pieces: AsyncIterable<string>,
  headers: AnswerHeaders = {},
): Response => new Response(streamText(pieces), { headers: { ...ANSWER_HEADERS, ...headers } })

/** Answers with a status alone. */
export const answerEmpty = (status: number, headers: AnswerHeaders = {}): Response =>
  new Response(null, { status, headers: { ...EMPTY_HEADERS, ...headers } })
