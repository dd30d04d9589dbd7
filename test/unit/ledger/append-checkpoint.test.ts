import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAppendCheckpoint } from '../../../server/node/append-checkpoint.ts'
import { NOW_MS } from '../../store/records.ts'

let folder: string
let path: string
let logged: unknown[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kelisim-published-'))
  path = join(folder, 'checkpoints.jsonl')
  logged = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const publish = (number: number) =>
  createAppendCheckpoint(path, (level, event, facts) => logged.push([level, event, facts]))({
    ...{ number, lastEventSeq: 1, lastEntrySeq: 1, sealedAtMs: NOW_MS, signature: 'signed' },
    ...{ eventLeaves: Buffer.alloc(0), entryLeaves: Buffer.alloc(0) },
    ...{ previousHash: Buffer.alloc(32), hash: Buffer.alloc(32, number) },
  })

test('a file of checkpoints that begins later than the chain is never begun without a word', async () => {
  await publish(1)
  await publish(2)
  expect(logged).toEqual([])
  rmSync(path)
  await publish(3)
  await publish(4)
  expect(logged).toEqual([['warn', 'checkpoint_file_begun', { number: 3, path }]])
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).number)).toEqual([3, 4])
})
