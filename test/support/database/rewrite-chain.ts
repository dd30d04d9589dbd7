import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'
import { createSign, generateSigningKey } from '../../../server/crypto/jws.ts'
import {
  buildStatement,
  checkpointText,
  FIRST_PREVIOUS_HASH,
} from '../../../server/domain/ledger/checkpoint.ts'
import { packLeaves } from '../../../server/domain/ledger/leaves.ts'

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest()

type Row = Readonly<Record<string, number | string | Buffer>>
type Leaves = Parameters<typeof packLeaves>[0]

/**
 * Rewrites the whole chain over the current rows, signed by a key that it adds to the table: the most that somebody with the
 * database file and without the secret can do.
 *
 * @returns the key's id, and its signing function.
 */
export async function rewriteChain(database: Database.Database) {
  const { publicKey, privateJwk } = await generateSigningKey()
  const sign = await createSign(publicKey.kid, privateJwk)
  const columns = '(id, public_jwk, private_jwk, created_at_ms, retired_at_ms)'
  database
    .prepare(`insert into signing_keys ${columns} values (?, ?, null, 1, 2)`)
    .run(publicKey.kid, JSON.stringify(publicKey))
  let previousHash = FIRST_PREVIOUS_HASH
  let [afterEvent, afterEntry] = [0, 0]
  const leavesOf = (table: string, after: number, last: number) =>
    database
      .prepare(`select seq, commitment from ${table} where seq > ? and seq <= ? order by seq`)
      .all(after, last) as unknown as Leaves
  for (const row of database.prepare('select * from ledger_checkpoints order by number').all()) {
    const { number, last_event_seq, last_entry_seq, sealed_at_ms } = row as Row
    const facts = {
      number: Number(number),
      eventLeaves: packLeaves(leavesOf('consent_events', afterEvent, Number(last_event_seq))),
      entryLeaves: packLeaves(leavesOf('register_entries', afterEntry, Number(last_entry_seq))),
      previousHash,
      lastEventSeq: Number(last_event_seq),
      lastEntrySeq: Number(last_entry_seq),
      sealedAtMs: Number(sealed_at_ms),
    }
    const leafHashes = {
      events: sha256(facts.eventLeaves).toString('hex'),
      entries: sha256(facts.entryLeaves).toString('hex'),
    }
    const hash = sha256(checkpointText(facts, leafHashes))
    const signature = await sign('checkpoint', JSON.stringify(buildStatement({ ...facts, hash })))
    database
      .prepare(
        'update ledger_checkpoints set event_leaves = ?, entry_leaves = ?, previous_hash = ?, hash = ?, signature = ? where number = ?',
      )
      .run(facts.eventLeaves, facts.entryLeaves, Buffer.from(previousHash), hash, signature, number)
    previousHash = hash
    afterEvent = facts.lastEventSeq
    afterEntry = facts.lastEntrySeq
  }
  return { kid: publicKey.kid, sign }
}
