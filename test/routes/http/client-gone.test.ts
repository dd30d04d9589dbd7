import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createCompressor } from '../../../server/assets/compressor.ts'
import { type Listener, listen } from '../../../server/node/listen.ts'
import { answerEndlessly, leaveAnswer, readSeen } from '../../support/server/endless-answer.ts'

// The same in workerd: test/edge/faults/client-gone.test.ts.

let listener: Listener
let url: URL
beforeAll(async () => {
  listener = await listen({ PORT: 0, HOST: '127.0.0.1' })
  listener.answerWith(answerEndlessly(createCompressor()))
  url = new URL(`http://127.0.0.1:${listener.port}`)
})
afterAll(() => listener.close(0))

test.each(['identity', 'gzip', 'br'])(
  'a client that goes away in the middle ends what the server answers from, %s',
  async (encoding) => {
    const before = await readSeen(url)
    await leaveAnswer(new URL(encoding, url))
    const readEnded = async () => (await readSeen(url)).ended
    await vi.waitFor(async () => expect(await readEnded()).toBe(before.ended + 1), {
      timeout: 10_000,
      interval: 50,
    })
    const { pieces } = await readSeen(url)
    await readSeen(url)
    expect(await readSeen(url)).toEqual({ pieces, ended: before.ended + 1 })
  },
)
