import { randomBytes } from 'node:crypto'
import { globSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startWorker } from '../../../setup/worker/miniflare.ts'
import { scratch } from '../database/scratch.ts'
import type { ServerHost } from '../server/server-host.ts'

/** The platform's own database is beside the site's. */
const isOfSite = (path: string) => /[0-9a-f]{64}\.sqlite$/.test(path)

/** Runs one site after the other in workerd, as `startServerHost` does on Node: each with its own object. */
export const startEdgeHost = (): ServerHost => ({
  async serve({ environment = {}, site }) {
    const folder = await mkdtemp(join(scratch, 'kelisim-edge-'))
    let printed = ''
    const { KELISIM_ORIGINS: origins = '', ...variables } = environment
    const { worker, url } = await startWorker({
      bindings: {
        NODE_ENV: 'development',
        KELISIM_SECRET: randomBytes(32).toString('base64'),
        ...variables,
        KELISIM_SITES: {
          '127.0.0.1': {
            origins: origins.split(',').filter(Boolean),
            ...(site && { config: site }),
          },
        },
      },
      keptIn: folder,
      onOutput(text) {
        printed += text
      },
    })
    const ready = await fetch(new URL('/health/ready', url))
    if (!ready.ok) throw new Error(`The Worker did not become ready: ${await ready.text()}`)
    const [databaseFile = ''] = globSync(join(folder, '**', '*.sqlite')).filter(isOfSite)
    return {
      url: url.origin,
      databaseFile,
      output: () => printed,
      async stop() {
        await worker.dispose()
        await rm(folder, { recursive: true, force: true })
      },
    }
  },
  stop: () => Promise.resolve(),
})
