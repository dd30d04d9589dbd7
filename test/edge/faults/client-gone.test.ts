import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { COMPATIBILITY } from '../../../setup/worker/compatibility.ts'
import { leaveAnswer, readSeen } from '../../support/server/endless-answer.ts'
import { buildWorkerScript } from '../../support/worker/build-script.ts'

let worker: Miniflare
let url: URL
let printed = ''
beforeAll(async () => {
  const contents = await buildWorkerScript(resolve(import.meta.dirname, 'endless-object.ts'))
  worker = new Miniflare({
    ...{ host: '127.0.0.1', port: 0, cf: false },
    modules: [{ type: 'ESModule', path: 'worker.js', contents }],
    compatibilityDate: COMPATIBILITY.date,
    compatibilityFlags: COMPATIBILITY.flags,
    durableObjects: { ENDLESS: { className: 'EndlessObject', useSQLite: true } },
    // The Worker's own socket: miniflare's, in front, goes on reading.
    unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
    handleRuntimeStdio(...streams: readonly Readable[]) {
      for (const stream of streams) stream.on('data', (text) => (printed += String(text)))
    },
  } as ConstructorParameters<typeof Miniflare>[0])
  await worker.ready
  url = await worker.unsafeGetDirectURL()
})
afterAll(() => worker.dispose())

test.each(['identity', 'gzip', 'br'])(
  'a client that goes away in the middle ends what the object answers from, %s',
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
    expect(printed).toBe('')
  },
)
