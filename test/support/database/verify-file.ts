import { verifyDatabase } from '../../../server/ledger/verify-database.ts'
import type { AtHand } from '../../../server/ledger/verify-snapshot.ts'

export { hashNow } from '../../../server/ledger/verify-snapshot.ts'

/** Verifies a database file as `npm run verify` does, with the test's keys. */
export const verifyFile = (
  path: string,
  options: Pick<AtHand, 'published' | 'cryptography' | 'secrets'> = {},
) => verifyDatabase(path, options)
