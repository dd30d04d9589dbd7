import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Compressor } from '../deps.ts'

type Encoding = 'br' | 'gzip'

const brotli = (body: Uint8Array, quality: number) =>
  promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })

/** As small as it goes: for what is compressed once and sent often. On a thread of its own, as the others are. */
export const compressWhole = (body: Uint8Array, encoding: Encoding): Promise<Uint8Array> =>
  encoding === 'br' ? brotli(body, 11) : promisify(gzip)(body, { level: 9 })

/** Quick: for what is sent once. */
const compressQuickly = (body: Uint8Array, encoding: Encoding): Promise<Uint8Array> =>
  encoding === 'br' ? brotli(body, 5) : promisify(gzip)(body, { level: 6 })

/** Public answers kept at once, in each encoding: pages, languages and versions of a site have some dozens. */
const KEPT_AT_MOST = 200

/** Compresses answers outside the thread that answers. */
export function createCompressor(): Compressor {
  const kept = new Map<string, Promise<Uint8Array>>()
  return {
    keep(name, encoding, body) {
      const key = `${encoding} ${name}`
      const known = kept.get(key)
      if (known) return known
      const made = compressWhole(body, encoding)
      if (kept.size >= KEPT_AT_MOST) kept.delete(kept.keys().next().value ?? '')
      kept.set(key, made)
      made.catch(() => kept.delete(key))
      return made
    },
    compress: compressQuickly,
  }
}
