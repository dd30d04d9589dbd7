import { verifyDatabase } from '../../ledger/verify-database.ts'
import { tellProblem } from '../../ledger/verify-snapshot.ts'
import type { DatabaseCheck } from './check-database.ts'

/** Checks the ledger: whether everything in a backup is as it was written. Does not decrypt names. */
const checkLedger: DatabaseCheck = async (path) => {
  const { problems } = await verifyDatabase(path)
  return problems.map(tellProblem)
}

/** Checks of a backup besides SQLite's own. Each part of the server that can prove something adds one. */
export const furtherChecks: readonly DatabaseCheck[] = [checkLedger]
