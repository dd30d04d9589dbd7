import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSign, generateSigningKey, verifyJws } from '../../../server/crypto/jws.ts'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import { createSigner, ensureSigningKey } from '../../../server/domain/ledger/signing-keys.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import type { Store } from '../../../server/store/store.ts'
import { NOW_MS } from '../../store/records.ts'

let folder: string
let store: Store
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelisim-signer-'))
  store = await openSqlite(join(folder, 'signer.db'))
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

test('a signing key that could not be opened once is opened again for the next signature, and then no more', async () => {
  const cryptography = createNodeCryptography(new Uint8Array(32).fill(1))
  let opened = 0
  const keys = {
    store,
    cryptography: {
      ...cryptography,
      open: (...given: Parameters<typeof cryptography.open>) => {
        opened += 1
        return opened === 1 ? Promise.reject(new Error('busy')) : cryptography.open(...given)
      },
    },
    clock: () => NOW_MS,
    keyMaker: { generateSigningKey, createSign },
  }
  await ensureSigningKey(keys)
  const signer = createSigner(keys)
  const failed = [signer.sign('receipt', '{}'), signer.sign('receipt', '{}')]
  for (const one of failed) await expect(one).rejects.toThrow('busy')
  const known = await signer.publicKeys()
  for (const signed of [await signer.sign('receipt', '{}'), await signer.sign('receipt', '{}')])
    expect(verifyJws(signed, 'receipt', known)).toMatchObject({ kind: 'valid' })
  expect(opened).toBe(2)
})
