import { verifyDatabase } from '../../ledger/verify-database.ts'
import { tellProblem } from '../../ledger/verify-snapshot.ts'
import type { DatabaseCheck } from './check-database.ts'

/** The ledger: whether everything in a backup is as it was written. Names are not opened here. */
const checkLedger: DatabaseCheck = async (path) => {
  const { problems } = await verifyDatabase(path)
  return problems.map(tellProblem)
}

/** What is checked in a backup besides SQLite's own checks. Each part of the server that can prove something adds a line. */
export const furtherChecks: readonly DatabaseCheck[] = [checkLedger]
