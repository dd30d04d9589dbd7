import { openKeys } from '../../../server/crypto/open-keys.ts'
import { buildRegisterEntry } from '../../../server/domain/registers/register-entry.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'

/** Erases a message of a database that no server uses, in the same way as the server. @param secret in base64. */
export async function eraseMessage(
  id: string,
  at: { readonly databaseFile: string; readonly deletionsFile: string; readonly secret: string },
) {
  const store = await openSqlite(at.databaseFile, { deletionsFile: at.deletionsFile })
  const secrets = { current: Buffer.from(at.secret, 'base64'), previous: [] }
  const { cryptography } = await openKeys(store, secrets, Date.now)
  const content = { category: 'messages', refs: [id] }
  const entry = await buildRegisterEntry(
    { register: 'destructions', content, actor: 'subject' },
    { cryptography, clock: Date.now },
  )
  const outcome = await store.eraseMessage(id, entry)
  await store.close()
  if (outcome !== 'erased') throw new Error(`erase: ${outcome}`)
}
