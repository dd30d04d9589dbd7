import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createCompressor } from '../../../server/assets/compressor.ts'

type Source = UnderlyingDefaultSource<Uint8Array<ArrayBuffer>>

const { stream } = createCompressor()
/** Random, so that a compressor soon gives something back. */
const piece = () => crypto.getRandomValues(new Uint8Array(32_768))

describe.each(['gzip', 'br'] as const)(
  'a body that is compressed while it is made, %s',
  (encoding) => {
    const compress = (source: Source) => stream(new ReadableStream(source), encoding)

    test.each([0, 1, 40])('is the same one, of %i pieces', async (count) => {
      const pieces = Array.from({ length: count }, piece)
      const left = [...pieces]
      const compressed = compress({
        pull(controller) {
          const next = left.shift()
          if (next) controller.enqueue(next)
          else controller.close()
        },
      })
      const bytes = Buffer.from(await new Response(compressed).arrayBuffer())
      const body = encoding === 'br' ? brotliDecompressSync(bytes) : gunzipSync(bytes)
      expect(body.equals(Buffer.concat(pieces))).toBe(true)
    })

    test('is made no further than it is taken', async () => {
      let number = 0
      const reader = compress({
        pull(controller) {
          number += 1
          controller.enqueue(piece())
        },
      }).getReader()
      await reader.read()
      const taken = number
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve))
      expect(number - taken).toBeLessThan(20)
      await reader.cancel()
    })

    test('is never taken for whole where making it fails', async () => {
      let number = 0
      const reader = compress({
        pull(controller) {
          number += 1
          if (number > 3) controller.error(new Error('planted'))
          else controller.enqueue(piece())
        },
      }).getReader()
      const readAll = async () => {
        while (!(await reader.read()).done);
      }
      await expect(readAll()).rejects.toThrow('planted')
    })

    describe('is ended once, with the reason, by whoever takes no more', () => {
      const watched = (pull: Source['pull']) => {
        const reasons: unknown[] = []
        const cancel = (reason: unknown) => void reasons.push(reason)
        return { reasons, reader: compress({ ...(pull && { pull }), cancel }).getReader() }
      }
      const give: Source['pull'] = (controller) => controller.enqueue(piece())

      test('after the first piece', async () => {
        const { reasons, reader } = watched(give)
        await reader.read()
        await reader.cancel('gone')
        expect(reasons).toEqual(['gone'])
        expect(await reader.read()).toEqual({ done: true, value: undefined })
      })

      test('before it, or while the next one is waited for', async () => {
        const { reasons, reader } = watched(undefined)
        const reading = reader.read()
        await reader.cancel('gone')
        expect(await reading).toEqual({ done: true, value: undefined })
        expect(reasons).toEqual(['gone'])
      })

      test('while a piece is at the compressor', async () => {
        const { reasons, reader } = watched(give)
        const reading = reader.read()
        await Promise.resolve()
        await reader.cancel('gone')
        expect(await reading).toEqual({ done: true, value: undefined })
        expect(reasons).toEqual(['gone'])
      })
    })
  },
)
