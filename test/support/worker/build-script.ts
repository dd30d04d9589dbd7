import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, mergeConfig, type Plugin } from 'vite'
import { workerConfig } from '../../../setup/worker/config.ts'

/** Options that differ from the Worker's. */
interface ScriptOptions {
  /** Run before those of the Worker. Default: none. */
  readonly plugins?: readonly Plugin[]
  /** Default `true`; otherwise stack traces are readable. */
  readonly isMinified?: boolean
}

/** Builds a script for workerd in the same way as the Worker. @param input its entry, absolute. @returns its source. */
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
