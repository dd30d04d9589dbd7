// The process in which the built server runs for many browser tests, one after the other: starting a process each time costs
// half a second, three quarters of it for loading the same code again.
import type { ServedSite, serveSite } from '../../../server/node/serve-site.ts'

/** Request to this process: serve with this environment, or stop. */
export type HostRequest = Readonly<Record<string, string>> | 'stop'

/** Its response: the port, nothing after a stop, or the problem. */
export type HostAnswer = { readonly port?: number; readonly problem?: string }

const built = new URL('../../../dist/server/serve-site.js', import.meta.url)
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
