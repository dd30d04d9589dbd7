import { letOthersRun } from '../../domain/jobs/let-others-run.ts'

/** Characters sent at once: few enough that ten concurrent readers need little memory, many enough for a fast response. */
const CHUNK_LENGTH = 32_768

/** Joins pieces to chunks. */
async function* gather(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = ''
  for await (const piece of pieces) {
    chunk += piece
    if (chunk.length < CHUNK_LENGTH) continue
    yield chunk
    chunk = ''
    await letOthersRun()
  }
  if (chunk) yield chunk
}

const streamed = new WeakSet<ReadableStream>()

/** Returns whether a body is generated while it is sent; it must not be buffered. */
export const isStreamed = (body: ReadableStream): boolean => streamed.has(body)

/**
 * Returns a body that is generated as fast as it is consumed. If generating fails the connection is cut, so that nobody takes
 * a part for the whole.
 */
export function streamText(pieces: AsyncIterable<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks = gather(pieces)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await chunks.return(undefined)
    },
  })
  streamed.add(body)
  return body
}

/** Yields one JSON object: the members of `head`, then an array for each of `lists`, whose rows come in pages. */
export async function* writeJson(
  head: object,
  lists: Readonly<Record<string, AsyncIterable<readonly unknown[]>>>,
): AsyncGenerator<string> {
  yield JSON.stringify(head).slice(0, -1)
  let comma = Object.keys(head).length > 0 ? ',' : ''
  for (const [name, pages] of Object.entries(lists)) {
    yield `${comma}${JSON.stringify(name)}:[`
    let between = ''
    for await (const rows of pages)
      for (const row of rows) {
        yield between + JSON.stringify(row)
        between = ','
      }
    yield ']'
    comma = ','
  }
  yield '}'
}
