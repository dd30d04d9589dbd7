import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readFrom } from '../../support/database/copy-as-before.ts'
import { verifyFile } from '../../support/database/verify-file.ts'
import { EVENTS_PER_PROCESS, NOTICE, openSealing } from './seal-and-write.ts'

test('CR-03 two sealers and twenty writers in two processes leave no event unsealed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kelisim-sealers-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'kelisim.db')
  const secret = randomBytes(32).toString('hex')
  const first = await openSealing(path, secret, false)
  await first.store.addNotice(NOTICE)
  await first.store.close()

  const run = async () => {
    const script = join(import.meta.dirname, 'seal-and-write.ts')
    const [code] = await once(fork(script, [path, secret], { execArgv: [] }), 'exit')
    return code
  }
  expect(await Promise.all([run(), run()])).toEqual([0, 0])

  const { cryptography, store } = await openSealing(path, secret, true)
  onTestFinished(() => store.close())
  const total = 2 * EVENTS_PER_PROCESS
  const found = await verifyFile(path, { cryptography })
  expect(found).toMatchObject({ problems: [], breaks: [], secret: 'checked' })
  expect(found.events).toEqual({ rows: total, unsealed: 0 })
  const seqs = readFrom<{ seq: number }>(path, 'select seq from consent_events order by seq')
  expect(seqs.map(({ seq }) => seq)).toEqual(Array.from({ length: total }, (_, index) => index + 1))
  const links = readFrom<{ number: number }>(
    path,
    'select number from ledger_checkpoints order by number',
  )
  expect(links.length).toBeGreaterThan(1)
  expect(links.map(({ number }) => number)).toEqual(links.map((_, index) => index + 1))
}, 60_000)
