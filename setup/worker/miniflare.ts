import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { Miniflare, Response } from 'miniflare'
import { root } from '../widget/options.ts'
import { COMPATIBILITY } from './compatibility.ts'

export { COMPATIBILITY }

/** How a Worker runs on this machine. */
export interface WorkerOptions {
  /** Variables and secrets, as a deployment sets them. */
  readonly bindings: Readonly<Record<string, unknown>>
  /** TCP port; 0 takes any free one. Default 0. */
  readonly port?: number
  /** Folder of the objects' databases and the bucket. Default: nothing is stored. */
  readonly keptIn?: string
  /** Source of a module in front of `worker.js`, which it imports. Default: none. */
  readonly entry?: string
  /** Called with the Worker's log output. Default: it goes to this terminal. */
  readonly onOutput?: (text: string) => void
  /** Whether `url` is the Worker's own socket instead of miniflare's proxy. Default `false`. */
  readonly isDirect?: boolean
  /** Further options of miniflare; they override those set here. Default: none. */
  readonly further?: Readonly<Record<string, unknown>>
}

const SCRIPT = 'worker.js'

/** Entry where no module is in front of the script: re-exports everything. */
const PLAIN_ENTRY = `export * from './${SCRIPT}'
export { default } from './${SCRIPT}'`

/**
 * Modules, of which workerd itself loads the second, a large script: miniflare copies its whole configuration for every four
 * kilobytes of it, which with the script in it takes longer than workerd's start.
 *
 * @param contents source of `worker.js`. @param entry of the module in front, which imports it. Default: it re-exports
 *   everything.
 */
export const modulesOf = (contents: string, entry = PLAIN_ENTRY) => ({
  modules: [{ type: 'ESModule' as const, path: 'entry.js', contents: entry }],
  unsafeUseModuleFallbackService: true,
  unsafeModuleFallbackService({ url }: { readonly url: string }) {
    const isScript = new URL(url).searchParams.get('specifier') === `/${SCRIPT}`
    if (!isScript) return new Response(null, { status: 404 })
    return Response.json({ name: SCRIPT, esModule: contents })
  },
})

/** Runs the built Worker in workerd, offline. */
export async function startWorker(
  options: WorkerOptions,
): Promise<{ worker: Miniflare; url: URL }> {
  const { bindings, port = 0, keptIn, entry, onOutput, isDirect, further } = options
  const contents = readFileSync(resolve(root, 'dist/worker/worker.js'), 'utf8')
  const worker = new Miniflare({
    ...{ host: '127.0.0.1', port, cf: false },
    ...modulesOf(contents, entry),
    compatibilityDate: COMPATIBILITY.date,
    compatibilityFlags: COMPATIBILITY.flags,
    bindings: { ...bindings },
    durableObjects: { SITE: { className: 'SiteObject', useSQLite: true } },
    r2Buckets: ['ARCHIVE'],
    ...(onOutput && {
      handleRuntimeStdio(...streams: readonly Readable[]) {
        for (const stream of streams) stream.setEncoding('utf8').on('data', onOutput)
      },
    }),
    ...(isDirect && { unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }] }),
    ...(keptIn !== undefined && {
      durableObjectsPersist: resolve(keptIn, 'objects'),
      r2Persist: resolve(keptIn, 'archive'),
    }),
    ...further,
  } as ConstructorParameters<typeof Miniflare>[0])
  const url = await worker.ready
  return { worker, url: isDirect ? await worker.unsafeGetDirectURL() : url }
}
