import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { LedgerStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { placeholderFor, value, valuesOf } from '../queries.ts'
import { signingKeyBindings, signingKeys } from '../schema/ledger.ts'
import { whenNeeded } from '../when-needed.ts'

type SigningKeyStore = Pick<
  LedgerStore,
  'readSigningKeys' | 'addSigningKey' | 'retireSigningKey' | 'bindSigningKeys'
>

const prepareKeys = (db: Connection['db']) => ({
  all: db
    .select({ key: signingKeys, keyedHash: signingKeyBindings.keyedHash })
    .from(signingKeys)
    .leftJoin(signingKeyBindings, eq(signingKeyBindings.keyId, signingKeys.id))
    .orderBy(asc(signingKeys.createdAtMs), asc(signingKeys.id))
    .prepare(),
  add: db.insert(signingKeys).values(valuesOf(signingKeys)).onConflictDoNothing().prepare(),
  retire: db
    .update(signingKeys)
    .set({ privateJwk: sql`null`, retiredAtMs: placeholderFor('atMs') })
    .where(and(eq(signingKeys.id, value('id')), isNull(signingKeys.retiredAtMs)))
    .prepare(),
  bind: db
    .insert(signingKeyBindings)
    .values(valuesOf(signingKeyBindings))
    .onConflictDoUpdate({
      target: signingKeyBindings.keyId,
      set: { keyedHash: placeholderFor('keyedHash') },
    })
    .prepare(),
})

/** The signing keys, and the hashes that bind them to the secret. */
export function signingKeyStore({ db, write, read }: Connection): SigningKeyStore {
  const own = whenNeeded(() => prepareKeys(db))
  return {
    readSigningKeys: () =>
      read('readSigningKeys', () =>
        own()
          .all.all()
          .map(({ key, keyedHash }) => ({ ...key, keyedHash })),
      ),
    addSigningKey: ({ keyedHash, ...key }) =>
      write('addSigningKey', () => {
        if (own().add.run({ ...key }).changes !== 1) return 'conflict'
        if (keyedHash) own().bind.run({ keyId: key.id, keyedHash })
        return 'stored'
      }),
    retireSigningKey: (id, atMs, keyedHash) =>
      write('retireSigningKey', () => {
        if (own().retire.run({ id, atMs }).changes === 1 && keyedHash)
          own().bind.run({ keyId: id, keyedHash })
      }),
    bindSigningKeys: (bindings) =>
      write('bindSigningKeys', () => {
        for (const binding of bindings) own().bind.run({ ...binding })
      }),
  }
}
