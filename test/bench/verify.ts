import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSign, generateSigningKey } from '../../server/crypto/jws.ts'
import { createNodeCryptography } from '../../server/crypto/node.ts'
import { commitToEvent, commitToSubject } from '../../server/domain/identifiers/commitment.ts'
import { buildUuidV7 } from '../../server/domain/identifiers/uuid-v7.ts'
import { sealLedger } from '../../server/domain/ledger/sealer.ts'
import { createSigner, ensureSigningKey } from '../../server/domain/ledger/signing-keys.ts'
import { openSqlite } from '../../server/store/sqlite/file/open.ts'
import type { ConsentEvent, ConsentRecord } from '../../server/store/store.ts'
import { verifyFile } from '../support/database/verify-file.ts'
import type { Measurement } from './table.ts'

const EVENTS = 200_000
const AT_ONCE = 1000
/** Events a second that `npm run verify` reads, at least. */
const GOAL = 100_000

const cryptography = createNodeCryptography(randomBytes(32))

/** A consent as a visitor gives it. */
async function buildConsent(noticeSha256: string) {
  const id = buildUuidV7(Date.now(), cryptography.randomBytes(10))
  const subject = { secretHash: randomBytes(32), subjectSalt: randomBytes(16) }
  const record: ConsentRecord = {
    ...{ id, ...subject, noticeSha256, language: 'kk', policyVersion: '2025-08-01' },
    ...{ actor: 'subject', surface: 'banner', gpcAtChoice: false, subjectName: null },
    ...{ givenAtMs: Date.now(), validUntilMs: Date.now() + 1e10 },
    subjectCommitment: await commitToSubject({ ...subject, name: null }, cryptography),
  }
  const event: Omit<ConsentEvent, 'commitment'> = {
    ...{ id, consentId: id, state: 'ConsentGiven', actor: 'subject', atMs: record.givenAtMs },
    purposes: { analytics: true, external: true },
    dataKinds: { ip: true, browser: true, visit_time: true, visitor_cookie: true },
  } as const
  return {
    record,
    event: { ...event, commitment: await commitToEvent(record, event, cryptography) },
  }
}

async function fill(path: string): Promise<void> {
  const store = await openSqlite(path)
  const content = '{}'
  const sha256 = createHash('sha256').update(content).digest('hex')
  await store.addNotice({ sha256, language: 'kk', content, firstShownAtMs: 0 })
  for (let done = 0; done < EVENTS; done += AT_ONCE) {
    const consents = await Promise.all(Array.from({ length: AT_ONCE }, () => buildConsent(sha256)))
    await Promise.all(consents.map(({ record, event }) => store.addConsent(record, event, [])))
  }
  const keys = {
    store,
    cryptography,
    clock: Date.now,
    keyMaker: { generateSigningKey, createSign },
  }
  await ensureSigningKey(keys)
  await sealLedger({ ...keys, signer: createSigner(keys), publishCheckpoint: async () => {} })
  await store.close()
}

/** How fast a ledger is verified: the best of three, since the machine is shared. */
export async function measureVerify(): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-bench-'))
  try {
    const path = join(folder, 'kelisim.db')
    await fill(path)
    const rates: number[] = []
    for (let round = 0; round < 3; round += 1) {
      const startedAt = performance.now()
      const { problemCount, events } = await verifyFile(path)
      if (problemCount > 0 || events.rows !== EVENTS)
        throw new Error('verify: the ledger is not right')
      rates.push((events.rows / (performance.now() - startedAt)) * 1000)
    }
    const measured = Math.max(...rates)
    return [{ what: 'verify', measured, unit: 'events/s', goal: { atLeast: GOAL } }]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
