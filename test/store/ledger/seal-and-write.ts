import { setImmediate as nextTurn } from 'node:timers/promises'
import { createSign, generateSigningKey } from '../../../server/crypto/jws.ts'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import { commitToEvent, commitToSubject } from '../../../server/domain/identifiers/commitment.ts'
import { sealLedger } from '../../../server/domain/ledger/sealer.ts'
import { createSigner, ensureSigningKey } from '../../../server/domain/ledger/signing-keys.ts'
import { bindLedger } from '../../../server/domain/ledger/take-over.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import type { Store } from '../../../server/store/store.ts'
import { buildEvent, buildRecord, buildWithdrawal, NOW_MS } from '../records.ts'

/** Consents that each writer gives and withdraws. */
const PER_WRITER = 25
const WRITERS = 10

/** Opens a database with what seals it. */
export async function openSealing(path: string, secret: string, wasBound: boolean) {
  const store = await openSqlite(path, { busyTimeoutMs: 60_000 })
  const cryptography = createNodeCryptography(Buffer.from(secret, 'hex'))
  const given = { store, cryptography, clock: () => NOW_MS }
  await bindLedger(given, wasBound)
  const keys = { ...given, keyMaker: { generateSigningKey, createSign } }
  await ensureSigningKey(keys)
  return { ...given, signer: createSigner(keys), publishCheckpoint: async () => {} }
}

/** Writes a consent and its withdrawal as the server does, with what proves them. */
async function giveAndWithdraw(
  store: Store,
  cryptography: ReturnType<typeof createNodeCryptography>,
) {
  const blank = buildRecord({ noticeSha256: NOTICE.sha256 })
  const subjectCommitment = await commitToSubject({ ...blank, name: null }, cryptography)
  const record = { ...blank, subjectCommitment }
  const add = async (event: ReturnType<typeof buildEvent>) => ({
    ...event,
    commitment: await commitToEvent(record, event, cryptography),
  })
  await store.addConsent(record, await add(buildEvent(record)), [])
  await store.addConsentEvent(await add(buildWithdrawal(record)), [], record.id)
}

/** The notice that every consent names. */
export const NOTICE = {
  sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  ...{ language: 'kk' as const, content: '', firstShownAtMs: NOW_MS },
}

/** Ten writers and a sealer in one process; what is left when the writers are done is sealed at the end. */
async function sealAndWrite(path: string, secret: string): Promise<void> {
  const deps = await openSealing(path, secret, true)
  const { store, cryptography } = deps
  let isWriting = true
  const sealing = (async () => {
    while (isWriting) {
      await sealLedger(deps)
      await nextTurn()
    }
  })()
  const write = async () => {
    for (let count = 0; count < PER_WRITER; count += 1) await giveAndWithdraw(store, cryptography)
  }
  await Promise.all(Array.from({ length: WRITERS }, write))
  isWriting = false
  await sealing
  await sealLedger(deps)
  await store.close()
}

/** Events that one process writes. */
export const EVENTS_PER_PROCESS = 2 * PER_WRITER * WRITERS

const [path, secret] = process.argv.slice(2)
if (process.send && path && secret) await sealAndWrite(path, secret)
