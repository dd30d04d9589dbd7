import { runJob } from '../../../server/domain/jobs/run-job.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'

// Takes a job, notes a position and goes on without end; its parent kills it.
const store = await openSqlite(process.argv[2] ?? '')
const clock = () => Number(process.argv[3])
await runJob({ store, clock }, { name: 'work', holder: 'killed' }, async ({ advance }) => {
  await advance('half')
  process.send?.('half')
  await new Promise((resolve) => setTimeout(resolve, 60_000))
})
