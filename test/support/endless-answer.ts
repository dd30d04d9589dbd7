import { randomFillSync } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { Compressor } from '../../server/deps.ts'

const PIECE_BYTES = 32_768

/** What became of the bodies that were made. */
export interface Seen {
  /** Pieces that were asked for. */
  readonly pieces: number
  /** Bodies that were ended by whoever took them. */
  readonly ended: number
}

/**
 * Makes answers without an end, of random bytes: nothing is kept for long by a compressor.
 *
 * @returns answers as a path says: `/gzip` and `/br` compressed, `/seen` what became of the others, else as it is.
 */
export function answerEndlessly({ stream }: Pick<Compressor, 'stream'>) {
  const seen = { pieces: 0, ended: 0 }
  const openBody = () =>
    new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        seen.pieces += 1
        controller.enqueue(randomFillSync(new Uint8Array(PIECE_BYTES)))
      },
      cancel() {
        seen.ended += 1
      },
    })
  return ({ url }: Pick<Request, 'url'>): Response => {
    const wanted = new URL(url).pathname.slice(1)
    if (wanted === 'seen') return Response.json(seen)
    if (wanted !== 'br' && wanted !== 'gzip') return new Response(openBody())
    const headers = { 'content-encoding': wanted }
    const init = { headers, encodeBody: 'manual' } as ConstructorParameters<typeof Response>[1]
    return new Response(stream(openBody(), wanted), init)
  }
}

/** Takes the first bytes of an answer and goes away. */
export async function leaveAnswer(url: URL): Promise<void> {
  const sent = request(url).end()
  // Told of its own going away.
  sent.on('error', () => undefined)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  await once(response, 'data')
  sent.destroy()
}

/** What became of the bodies of a server that answers so. */
export const readSeen = async (base: URL): Promise<Seen> =>
  (await (await fetch(new URL('/seen', base))).json()) as Seen
