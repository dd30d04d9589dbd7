import type { Cryptography } from '../../server/crypto/cryptography.ts'
import type { VerifyTools } from '../../server/domain/ledger/verify.ts'
import { verifyDatabase } from '../../server/ledger/verify-database.ts'

export { hashNow } from '../../server/ledger/verify-database.ts'

/** Verifies a database file as `npm run verify` does, with the keys that a test has at hand. */
export const verifyFile = (
  path: string,
  options: Pick<VerifyTools, 'published'> & { readonly cryptography?: Cryptography } = {},
) => verifyDatabase(path, options)
