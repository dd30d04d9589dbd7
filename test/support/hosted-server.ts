// The process in which the built server runs for many browser tests, one after the other: a process started anew costs
// half a second each time, three quarters of it for loading the same code again.
import type { ServedSite, serveSite } from '../../server/node/serve-site.ts'

/** What the tests ask of this process: to serve with this environment, or to end what it serves. */
export type HostRequest = Readonly<Record<string, string>> | 'stop'

/** What it answers: the port it listens on, nothing where it has ended, or why it could not. */
export type HostAnswer = { readonly port?: number; readonly problem?: string }

const built = new URL('../../dist/server/serve-site.js', import.meta.url)
const { serveSite: serve } = (await import(built.href)) as { serveSite: typeof serveSite }
let served: ServedSite | undefined

async function follow(request: HostRequest): Promise<HostAnswer> {
  await served?.stop()
  served = undefined
  if (request === 'stop') return {}
  served = await serve(request)
  return { port: served.port }
}

const answer = (message: HostAnswer) => process.send?.(message)

process.on('message', (request: HostRequest) => {
  follow(request).then(answer, (error: unknown) => answer({ problem: String(error) }))
})
process.on('disconnect', () => process.exit())
