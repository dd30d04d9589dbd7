import { openSqlite } from '../../server/store/sqlite/file/open.ts'
import { buildCount, buildEvent, buildRecord } from './records.ts'

// Writes consents without end and reports the id of each once it is acknowledged; its parent kills it meanwhile.
const store = await openSqlite(process.argv[2] ?? '')

async function writeForever() {
  for (;;) {
    const record = buildRecord()
    await store.addConsent(record, buildEvent(record), [buildCount()])
    await new Promise((resolve) => process.send?.(record.id, resolve))
  }
}
await Promise.all(Array.from({ length: 8 }, writeForever))
