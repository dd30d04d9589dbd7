import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, mergeConfig, type Plugin } from 'vite'
import { workerConfig } from '../../setup/worker/config.ts'

/** What may be wanted otherwise than for the Worker. */
interface ScriptOptions {
  /** Before those of the Worker. Default: none. */
  readonly plugins?: readonly Plugin[]
  /** Default `true`; otherwise lines of a stack can be read. */
  readonly isMinified?: boolean
}

/** Builds a script for workerd as the Worker is built. @param input its entry, absolute. @returns its source. */
export async function buildWorkerScript(
  input: string,
  { plugins = [], isMinified = true }: ScriptOptions = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-script-'))
  try {
    const config = workerConfig({ input, outDir: folder })
    await build({
      ...mergeConfig(config, { plugins, build: { minify: isMinified } }),
      configFile: false,
    })
    return await readFile(join(folder, 'worker.js'), 'utf8')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
