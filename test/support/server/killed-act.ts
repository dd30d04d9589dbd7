import { acts } from '../app/acts-of-staff.ts'
import { rowsOf } from '../app/my-data.ts'
import { openTestApp } from '../app/test-app.ts'
import { KILLED_SECRET } from './carry-on.ts'

// `killed-act.ts NAME COUNT`: does an act of staff and crashes, as in a power cut, after the given number of writes. Before
// the act it tells its parent where the database is and how many mails are queued, and after the act that it is done.
const [name = '', count] = process.argv.slice(2)
const server = await openTestApp({ secret: KILLED_SECRET })
const act = await acts[name]?.(server)
if (!act) throw new Error('no such act')
const said = { databaseFile: server.databaseFile, mails: rowsOf(server, 'mail_queue').length }
await new Promise((resolve) => process.send?.(said, resolve))

let written = 0
const store = server.deps.store as unknown as Record<string, unknown>
for (const [called, method] of Object.entries({ ...store })) {
  if (typeof method !== 'function' || /^(find|read)/.test(called)) continue
  store[called] = async (...given: readonly unknown[]) => {
    const result = await method(...given)
    written += 1
    if (written > Number(count)) process.kill(process.pid, 'SIGKILL')
    return result
  }
}
await act.run()
process.exit(0)
