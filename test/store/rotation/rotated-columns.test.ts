import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { beginGeneration } from '../../../server/crypto/begin-generation.ts'
import type { IndexPurpose, SealPurpose } from '../../../server/crypto/cryptography.ts'
import { type Keys, openKeys } from '../../../server/crypto/open-keys.ts'
import { rotateKeys } from '../../../server/domain/keys/rotate-keys.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import type { SealedField, Store } from '../../../server/store/store.ts'
import { NOW_MS } from '../records.ts'
import { fillKeyed } from './fill-keyed.ts'

// SE-11: what a rotation of keys does with each column of bytes. The tables are asked for their columns, so a new one fails
// here until it is named and, if it depends on a key, filled and rotated.

/** Where the keyed hashes of each use are stored. A new use is a type error until it is named. */
const indexed = {
  'messages.email': [
    ...['messages.email_index', 'requests.email_index', 'one_time_codes.email_index'],
  ],
  'ledger.key': ['signing_key_bindings.keyed_hash'],
  'ledger.head': ['ledger_heads.keyed_hash'],
  'accounts.email': ['accounts.email_index'],
  // Not replaced, since the text is not stored. A code is asked for again, within minutes; uses are counted for a day.
  'codes.code': ['one_time_codes.code_hash'],
  'limits.use': ['counted_uses.key_hash'],
  // Its own holder has the code; the hash of it that is stored needs no key.
  'messages.secret': [],
  // In the id of a visit, a text: another one is made where a visit is sent again after a rotation.
  'visits.id': [],
  // Never stored: a form and a browser have them, and get new ones.
  'messages.stamp': [],
  'admin.device': [],
} satisfies Record<IndexPurpose, readonly string[]>

const hashedAnew = [
  ...indexed['messages.email'],
  ...indexed['accounts.email'],
  ...indexed['ledger.key'],
  ...indexed['ledger.head'],
]
const endsBySoon = [...indexed['codes.code'], ...indexed['limits.use']]

/** The column of each encrypted value. A new one is a type error until it is named. */
const sealed = {
  'visits.address': 'visits.address',
  'visits.key': 'visit_keys.sealed_key',
  'messages.name': 'messages.name',
  'messages.email': 'messages.email',
  'messages.phone': 'messages.phone',
  'messages.message': 'messages.message',
  'consents.name': 'consent_records.subject_name',
  'requests.name': 'requests.name',
  'requests.email': 'requests.email',
  'requests.text': 'requests.text',
  'requests.answer': 'requests.answer',
  'erasure.act': 'deferred_erasures.act',
  'mail.recipient': 'mail_queue.recipient',
  'mail.content': 'mail_queue.content',
  'signing.key': 'signing_keys.private_jwk',
  'accounts.name': 'accounts.name',
  'accounts.email': 'accounts.email',
  'accounts.totp': 'accounts.totp_secret',
  'invitations.email': 'invitations.email',
} satisfies Record<SealedField | SealPurpose, string>

/** Random, or made without a key of ours: hashes of tokens and of content, salts. */
const keyless = [
  ...['recovery_codes.code_hash', 'invitations.token_hash'],
  ...['admin_sessions.token_hash', 'one_time_codes.token_hash', 'messages.secret_hash'],
  ...['consent_records.secret_hash', 'consent_records.subject_salt'],
  ...['consent_records.subject_commitment', 'consent_events.commitment'],
  ...['register_entries.commitment', 'key_generations.fingerprint'],
  ...['ledger_checkpoints.event_leaves', 'ledger_checkpoints.entry_leaves'],
  ...['ledger_checkpoints.previous_hash', 'ledger_checkpoints.hash'],
  ...['ledger_heads.event_hash', 'ledger_heads.entry_hash', 'ledger_heads.checkpoint_hash'],
  ...['ledger_heads.sealed_event_hash', 'ledger_heads.sealed_entry_hash'],
  // Made with the day's own key, which is sealed.
  ...['visit_places.mark', 'visit_places.hidden_id'],
]

const clock = () => NOW_MS
const secrets = { current: Buffer.alloc(32, 1), previous: [] }

let folder: string
let file: string
let store: Store
let keys: Keys
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelisim-columns-'))
  file = join(folder, 'columns.db')
  store = await openSqlite(file)
  keys = await openKeys(store, secrets, clock)
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

/** Every column of bytes, as `table.column`, with its values. */
function readBytes(): ReadonlyMap<string, readonly Buffer[]> {
  const sqlite = new Database(file, { readonly: true })
  const tables = sqlite
    .prepare<[], string>(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'",
    )
    .pluck()
    .all()
  const columns = tables.flatMap((table) =>
    (sqlite.pragma(`table_info(${table})`) as { name: string; type: string }[])
      .filter(({ type }) => type.toLowerCase() === 'blob')
      .map(({ name }) => {
        const values = sqlite
          .prepare<[], Buffer>(`select ${name} from ${table} where ${name} is not null`)
          .pluck()
        return [`${table}.${name}`, values.all()] as const
      }),
  )
  sqlite.close()
  return new Map(columns)
}

test('SE-11: every column of bytes is known: what a rotation replaces, what ends by itself, and what needs no key', async () => {
  const known = [...Object.values(sealed), ...hashedAnew, ...endsBySoon, ...keyless]
  expect([...readBytes().keys()].sort()).toEqual(known.sort())
})

test('SE-11: a rotation leaves nothing under the old keys but what ends within a day, and touches nothing that has no key', async () => {
  await fillKeyed(store, keys.cryptography)
  await beginGeneration(store, secrets.current, clock)
  await keys.refresh()
  const before = readBytes()
  const result = await rotateKeys({
    ...{ store, cryptography: keys.cryptography, clock },
    untilSeenByAll: async () => {},
  })
  expect(result).toMatchObject({ unopened: [], retiredIds: [1] })
  const after = readBytes()
  for (const name of [...Object.values(sealed), ...hashedAnew, ...endsBySoon])
    expect(before.get(name), `${name} is filled`).not.toEqual([])
  for (const name of Object.values(sealed))
    expect([name, ...new Set(after.get(name)?.map(([keyId]) => keyId))]).toEqual([name, 2])
  for (const name of hashedAnew)
    for (const value of before.get(name) ?? [])
      expect(after.get(name), name).not.toContainEqual(value)
  for (const name of [...endsBySoon, ...keyless])
    expect(after.get(name), name).toEqual(before.get(name))
})
