import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { startWorkerSites } from '../support/worker/sites.ts'
import { openVisitor, school, sitesOf } from '../support/worker/visitor.ts'

const almaty = school('almaty')
const { host } = almaty

test('an object that nobody asks, woken by its alarm alone, knows whose it is and does its work', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kelisim-woken-'))
  const bindings = {
    NODE_ENV: 'production',
    KELISIM_SECRET: Buffer.alloc(32, 8).toString('base64'),
  }
  const start = () => startWorkerSites({ sites: sitesOf(almaty), folder, bindings })
  const isSealed = (key: string) => key.startsWith(`${host}/checkpoints/`)
  try {
    const before = await start()
    await openVisitor(before, almaty).consent()
    expect((await before.readArchive()).filter(isSealed)).toEqual([])
    await before.call(host, 'setAlarm', Date.now() + 1_000)
    await before.stop()
    const after = await start()
    try {
      // Nothing is asked but the bucket.
      await vi.waitFor(
        async () => expect((await after.readArchive()).filter(isSealed)).toHaveLength(1),
        { timeout: 30_000, interval: 100 },
      )
      expect(after.output()).not.toContain('regular_work_failed')
    } finally {
      await after.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
