import { randomFillSync } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { Compressor } from '../../../server/deps.ts'

const PIECE_BYTES = 32_768

/** Counts of the response bodies. */
export interface Seen {
  /** Chunks requested. */
  readonly pieces: number
  /** Bodies cancelled by their consumer. */
  readonly ended: number
}

/**
 * Creates endless responses of random bytes, which a compressor cannot buffer for long.
 *
 * @returns the response for a path: `/gzip` and `/br` compressed, `/seen` the counts, else uncompressed.
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

/** Reads the first bytes of a response and disconnects. */
export async function leaveAnswer(url: URL): Promise<void> {
  const sent = request(url).end()
  // The request reports its own abort.
  sent.on('error', () => undefined)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  await once(response, 'data')
  sent.destroy()
}

/** Returns the counts of such a server. */
export const readSeen = async (base: URL): Promise<Seen> =>
  (await (await fetch(new URL('/seen', base))).json()) as Seen
