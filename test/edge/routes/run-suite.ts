import { globSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Miniflare } from 'miniflare'
import { root } from '../../../setup/widget/options.ts'
import { COMPATIBILITY, modulesOf } from '../../../setup/worker/miniflare.ts'
import { scratch } from '../../support/database/scratch.ts'
import { buildRoutesScript } from './build-script.ts'
import type { FileOutcome } from './run-file.ts'

/** Of the project's files, those that tests read. */
const READ = [
  'server/policy/*/*',
  'docs/*.md',
  'server/config/**/*.ts',
  '{server/console,widget}/**/*.{html,ts,tsx}',
]

/** workerd runs one file at a time: what a file keeps in a module is not the next one's. */
const PROCESSES = 2

function startRunner(contents: string, folder: string): Miniflare {
  const read = globSync(READ, { cwd: root }).map((path) => ({
    ...{ type: 'Data', path, contents: readFileSync(resolve(root, path)) },
  }))
  const script = modulesOf(contents)
  return new Miniflare({
    ...{ host: '127.0.0.1', port: 0, cf: false },
    ...script,
    modules: [...script.modules, ...read],
    compatibilityDate: COMPATIBILITY.date,
    compatibilityFlags: COMPATIBILITY.flags,
    durableObjects: { SUITE: { className: 'SuiteObject', useSQLite: true } },
    durableObjectsPersist: folder,
  } as ConstructorParameters<typeof Miniflare>[0])
}

/** Runs test files in workerd, each in an object of its own. @returns what became of them, by file. */
export async function runSuite(files: readonly string[]): Promise<Map<string, FileOutcome>> {
  const contents = await buildRoutesScript(files)
  const waiting = [...files]
  const outcomes = new Map<string, FileOutcome>()
  const runAll = async () => {
    const folder = await mkdtemp(join(scratch, 'kelisim-routes-'))
    const runner = startRunner(contents, folder)
    try {
      for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
        const url = `http://suite.test/${file}`
        const answer = await runner.dispatchFetch(url, { method: 'POST', body: file })
        if (!answer.ok) throw new Error(`${file}: ${await answer.text()}`)
        outcomes.set(file, (await answer.json()) as FileOutcome)
      }
    } finally {
      await runner.dispose()
      await rm(folder, { recursive: true, force: true })
    }
  }
  await Promise.all(Array.from({ length: PROCESSES }, runAll))
  return outcomes
}
