import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { beginGeneration } from '../../../server/crypto/begin-generation.ts'
import { deriveUnboundFingerprint } from '../../../server/crypto/derive.ts'
import { createSign, generateSigningKey } from '../../../server/crypto/jws.ts'
import { openKeys } from '../../../server/crypto/open-keys.ts'
import { rotateKeys } from '../../../server/domain/keys/rotate-keys.ts'
import { sealLedger } from '../../../server/domain/ledger/sealer.ts'
import { createSigner, ensureSigningKey } from '../../../server/domain/ledger/signing-keys.ts'
import { audit } from '../../../server/domain/registers/audit.ts'
import { bindDatabase } from '../../../server/ledger/bind-database.ts'
import { verifyDatabase } from '../../../server/ledger/verify-database.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'

// From when on the secret proves something, and that a change of keys keeps it so.

describe('a database of before', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kelisim-binding-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const secret = randomBytes(32)
  const keyMaker = { generateSigningKey, createSign }

  /** A database whose ledger was sealed before anything was bound. */
  async function openOld(clock: () => number) {
    const file = join(folder, 'kelisim.db')
    const store = await openSqlite(file)
    const fingerprint = deriveUnboundFingerprint(secret, 1)
    await store.addKeyGeneration({ id: 1, fingerprint, createdAtMs: 1, retiredAtMs: null })
    const keys = await openKeys(store, { current: secret, previous: [] }, clock)
    const deps = { store, cryptography: keys.cryptography, clock, keyMaker }
    await ensureSigningKey(deps)
    await audit(deps, { action: 'message.read', subject: 'K-1', actor: 'administrator' })
    const sealer = { ...deps, signer: createSigner(deps), publishCheckpoint: async () => {} }
    await sealLedger(sealer)
    await store.close()
    const raw = new Database(file)
    raw.exec('delete from signing_key_bindings')
    raw.close()
    return file
  }

  async function start(
    file: string,
    clock: () => number,
    current = secret,
    previous: Buffer[] = [],
  ) {
    const store = await openSqlite(file)
    const keys = await openKeys(store, { current, previous }, clock)
    const deps = { store, cryptography: keys.cryptography, clock, keyMaker }
    await bindDatabase({ ...deps, keys })
    return { ...deps, keys, signer: createSigner(deps), publishCheckpoint: async () => {} }
  }

  it('is taken over at the first start, which verifying names; only once', async () => {
    const file = await openOld(() => 1000)
    expect(await verifyDatabase(file, { secrets: [secret] })).toMatchObject({ secret: 'not_bound' })
    const first = await start(file, () => 2000)
    expect(await first.signer.publicKeys()).toHaveLength(1)
    await first.store.close()
    await (await start(file, () => 3000)).store.close()
    const result = await verifyDatabase(file, { secrets: [secret] })
    expect(result).toMatchObject({
      ...{ secret: 'checked', problems: [] },
      boundSince: { sinceMs: 2000, sinceCheckpoint: 1 },
    })
    // Somebody with the file alone cannot make it one of before again, to have a key of theirs taken over.
    const raw = new Database(file)
    raw.exec('delete from ledger_heads; delete from signing_key_bindings')
    raw.close()
    const again = await start(file, () => 4000)
    expect(await again.signer.publicKeys()).toEqual([])
    await again.store.close()
    expect((await verifyDatabase(file, { secrets: [secret] })).problemCount).toBeGreaterThan(0)
    expect(await verifyDatabase(file, { secrets: [randomBytes(32)] })).toMatchObject({
      secret: 'wrong',
    })
  })

  it('stays bound when the keys are changed and the old secret is gone', async () => {
    const file = await openOld(() => 1000)
    const next = randomBytes(32)
    const changing = await start(file, () => 2000, next, [secret])
    await beginGeneration(changing.store, next, () => 2000)
    await changing.keys.refresh()
    await rotateKeys({ ...changing, untilSeenByAll: async () => {} })
    await changing.store.close()
    expect(await verifyDatabase(file, { secrets: [next] })).toMatchObject({
      ...{ secret: 'checked', problems: [] },
    })
    const after = await start(file, () => 3000, next)
    expect(await after.signer.publicKeys()).toHaveLength(1)
    await after.store.close()
  })
})
