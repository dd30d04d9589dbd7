import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { Miniflare } from 'miniflare'
import { root } from '../widget/options.ts'
import { COMPATIBILITY } from './compatibility.ts'

export { COMPATIBILITY }

/** How a Worker is run on this machine. */
export interface WorkerOptions {
  /** Variables and secrets, as a deployment sets them. */
  readonly bindings: Readonly<Record<string, unknown>>
  /** TCP port; 0 takes any free one. Default 0. */
  readonly port?: number
  /** Folder in which the objects' databases and the bucket are kept. Default: nothing is kept. */
  readonly keptIn?: string
  /** Source of a module in front of `worker.js`, which it imports. Default: none. */
  readonly entry?: string
  /** Told what the Worker writes to its log. Default: it goes to this terminal. */
  readonly onOutput?: (text: string) => void
  /** Whether `url` is a socket of the Worker's own, past the one that miniflare puts in front. Default `false`. */
  readonly isDirect?: boolean
  /** What miniflare is to be told besides; it replaces what is said here. Default: nothing. */
  readonly further?: Readonly<Record<string, unknown>>
}

/** Runs the built Worker in workerd, offline. */
export async function startWorker(
  options: WorkerOptions,
): Promise<{ worker: Miniflare; url: URL }> {
  const { bindings, port = 0, keptIn, entry, onOutput, isDirect, further } = options
  const contents = readFileSync(resolve(root, 'dist/worker/worker.js'), 'utf8')
  const worker = new Miniflare({
    ...{ host: '127.0.0.1', port, cf: false },
    modules: [
      ...(entry ? [{ type: 'ESModule' as const, path: 'entry.js', contents: entry }] : []),
      { type: 'ESModule', path: 'worker.js', contents },
    ],
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
