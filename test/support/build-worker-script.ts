import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { workerConfig } from '../../setup/worker/config.ts'

/** Builds a script for workerd as the Worker is built. @param input its entry, absolute. @returns its source. */
export async function buildWorkerScript(input: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-script-'))
  try {
    await build({ ...workerConfig({ input, outDir: folder }), configFile: false })
    return await readFile(join(folder, 'worker.js'), 'utf8')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
