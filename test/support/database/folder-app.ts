import type { FolderSummary, LongJobsResult } from '../../../server/contract/index.ts'
import { openLedgerSnapshot } from '../../../server/store/sqlite/ledger/read-ledger.ts'
import { openTestApp, type TestApp } from '../app/test-app.ts'
import { startSession } from '../staff/staff-session.ts'

const ORIGIN = 'https://consent.school.example'

/** The app with what it needs to make an inspector's folder, and how staff ask for one. */
export async function openFolderApp() {
  const kept = new Map<string, Uint8Array>()
  const server: TestApp = await openTestApp({
    runtime: (databaseFile) => ({
      openLedger: () => openLedgerSnapshot(databaseFile),
      shelf: {
        put: async (name, bytes) => void kept.set(name, bytes),
        get: async (name) => kept.get(name),
      },
    }),
  })
  /** The clock may have moved, and a session ends. */
  const openHeaders = async () => {
    const cookie = `__Host-kelisim_admin=${await startSession(server.deps)}`
    return { cookie, host: 'consent.school.example', origin: ORIGIN }
  }
  const post = async (path: string, body: object) =>
    server.app.request(`${ORIGIN}/v1/admin${path}`, {
      method: 'POST',
      headers: { ...(await openHeaders()), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const get = async (path: string) =>
    server.app.request(`${ORIGIN}/v1/admin${path}`, { headers: await openHeaders() })
  const readJob = async () => {
    for (let left = 300; left > 0; left -= 1) {
      const { jobs } = (await (await get('/jobs')).json()) as LongJobsResult
      const job = jobs.find(({ kind }) => kind === 'folder')
      if (job && job.state !== 'running') return job
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    throw new Error('it does not end')
  }
  const make = async (from: string, to: string) => {
    const started = await post('/jobs/folder', { from, to })
    if (started.status !== 202) throw new Error(`not started: ${started.status}`)
    const job = await readJob()
    const answer = await get('/folder')
    const archive = new Uint8Array(await answer.arrayBuffer())
    return { job, summary: job.result as FolderSummary, archive, answer }
  }
  return { server, post, get, readJob, make }
}
