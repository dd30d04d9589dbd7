import type { Context } from 'hono'

/** Plain header values; a list is a header sent several times. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[]>>

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
 * Makes the response itself instead of by `c.body`: that would build a `Headers` for each request, which costs as
 * much as the rest of the answer, while the Node adapter writes a plain object out as it is.
 */
function build(
  body: string | null,
  status: number,
  usual: Record<string, string>,
  headers: AnswerHeaders,
) {
  const all = { ...usual, ...headers }
  const isPlain = Object.values(headers).every((value) => typeof value === 'string')
  if (isPlain) return new Response(body, { status, headers: all as Record<string, string> })
  const pairs = Object.entries(all).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  )
  return new Response(body, { status, headers: pairs })
}

/** Answers with JSON. `headers` win over the usual ones. */
export const answerJson = (
  _c: Context,
  status: number,
  value: unknown,
  headers: AnswerHeaders = {},
): Response => build(JSON.stringify(value), status, ANSWER_HEADERS, headers)

/** Answers with a status alone. */
export const answerEmpty = (_c: Context, status: number, headers: AnswerHeaders = {}): Response =>
  build(null, status, EMPTY_HEADERS, headers)
