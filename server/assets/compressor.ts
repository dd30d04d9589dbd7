import type { Transform } from 'node:stream'
import { promisify } from 'node:util'
import {
  brotliCompress,
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  gzip,
  gzipSync,
} from 'node:zlib'
import type { Compressor } from '../deps.ts'

type Encoding = 'br' | 'gzip'

const brotli = (body: Uint8Array, quality: number) =>
  promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })

/** Compresses bytes in memory. */
export type Compress = (body: Uint8Array, encoding: Encoding) => Promise<Uint8Array>

/** Maximum compression, for content that is compressed once and sent often. Runs on its own thread. */
export const compressWhole: Compress = (body, encoding) =>
  encoding === 'br' ? brotli(body, 11) : promisify(gzip)(body, { level: 9 })

/**
 * The same synchronously, for runtimes without threads. At the edge, a promise that belongs to an aborted request never
 * resolves, and every other request waiting for it would hang.
 */
export const compressAtOnce: Compress = async (body, encoding) =>
  encoding === 'br'
    ? brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
    : gzipSync(body, { level: 9 })

type Bytes = Uint8Array<ArrayBuffer>

const QUICK_BROTLI = 5
const QUICK_GZIP = 6

/** Fast compression, for content that is sent once. */
const compressQuickly = (body: Uint8Array, encoding: Encoding): Promise<Uint8Array> =>
  encoding === 'br' ? brotli(body, QUICK_BROTLI) : promisify(gzip)(body, { level: QUICK_GZIP })

const createQuick = (encoding: Encoding) =>
  encoding === 'br'
    ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: QUICK_BROTLI } })
    : createGzip({ level: QUICK_GZIP })

/** Writes a chunk to a compressor, or ends it. Resolves after its output has been produced. */
const give = (compressing: Transform, piece: Bytes | undefined) =>
  new Promise<void>((resolve, reject) => {
    if (piece) compressing.write(piece, (error) => (error ? reject(error) : resolve()))
    else compressing.once('end', resolve).end()
  })

/**
 * Compresses a stream as fast as it is consumed. Cancelling the result cancels the body, and errors of the body propagate.
 * Written by hand because the stream of `Duplex.toWeb` throws in workerd when it is cancelled.
 */
function compressPieces(body: ReadableStream<Bytes>, compressing: Transform) {
  const source = body.getReader()
  let made = 0
  return new ReadableStream<Bytes>({
    start(controller) {
      compressing.on('error', (error) => controller.error(error))
      compressing.on('data', (piece: Bytes) => {
        made += 1
        if (!compressing.destroyed) controller.enqueue(piece)
      })
    },
    async pull(controller) {
      try {
        // The compressor buffers input until it has enough for an output.
        for (const before = made; made === before; ) {
          const { done, value } = await source.read()
          if (compressing.destroyed) return
          await give(compressing, value)
          if (done) return controller.close()
        }
      } catch (error) {
        compressing.destroy()
        throw error
      }
    },
    async cancel(reason) {
      compressing.destroy()
      await source.cancel(reason)
    },
  })
}

/** Maximum public responses cached in each encoding; pages, languages and versions of a site make some dozens. */
const KEPT_AT_MOST = 200

/** Creates a compressor for responses. By default it works outside the main thread. */
export function createCompressor(compress = compressWhole): Compressor {
  const kept = new Map<string, Promise<Uint8Array>>()
  return {
    keep(name, encoding, body) {
      const key = `${encoding} ${name}`
      const known = kept.get(key)
      if (known) return known
      const made = compress(body, encoding)
      if (kept.size >= KEPT_AT_MOST) kept.delete(kept.keys().next().value ?? '')
      kept.set(key, made)
      made.catch(() => kept.delete(key))
      return made
    },
    compress: compressQuickly,
    stream: (body, encoding) => compressPieces(body, createQuick(encoding)),
  }
}
