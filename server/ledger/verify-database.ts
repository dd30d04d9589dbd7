import { openLedgerSnapshot } from '../store/sqlite/ledger/read-ledger.ts'
import { type AtHand, type DatabaseVerification, verifySnapshot } from './verify-snapshot.ts'

/**
 * Verifies the ledger of a database file. A server may be writing to it meanwhile.
 *
 * @param path of the file.
 * @param atHand as for {@link verifySnapshot}.
 * @throws the driver's error where it is not a database of this version; the message contains no data.
 */
export async function verifyDatabase(
  path: string,
  atHand: AtHand = {},
): Promise<DatabaseVerification> {
  const snapshot = openLedgerSnapshot(path)
  try {
    return await verifySnapshot(snapshot, atHand)
  } finally {
    await snapshot.close()
  }
}
