import { files } from 'virtual:routes-suite'
import { startTests } from 'vitest/internal/browser'

/** What became of a test. */
export interface Outcome {
  /** With the names of the groups it is in. */
  readonly path: readonly string[]
  readonly state: string
  /** What it has thrown, with the stack. */
  readonly thrown: readonly string[]
}

/** What became of a file's tests. */
export interface FileOutcome {
  readonly tests: readonly Outcome[]
  /** What the file has thrown outside its tests. */
  readonly thrown: readonly string[]
}

interface Task {
  readonly type: 'test' | 'suite'
  readonly name: string
  readonly mode: string
  readonly tasks?: readonly Task[]
  readonly result?: { state: string; errors?: readonly { message: string; stack?: string }[] }
}

const LIMIT_MS = 30_000

/** As much of Vitest's configuration as running a file asks for. */
const config = {
  ...{ root: '/', name: 'routes', environment: 'workerd', setupFiles: [], tags: [] },
  ...{ testTimeout: LIMIT_MS, hookTimeout: LIMIT_MS, retry: 0, maxConcurrency: 1 },
  ...{ allowOnly: false, passWithNoTests: false, fakeTimers: {}, chaiConfig: {} },
  sequence: { shuffle: false, concurrent: false, hooks: 'stack', setupFiles: 'list', seed: 1 },
  expect: { requireAssertions: false },
  experimental: { importDurations: { limit: 0 } },
}

const runner = { config, importFile: (path: string) => files[path]?.() }

// Where Vitest's own `vi` and `expect` look for what runs them.
Object.assign(globalThis, {
  __vitest_worker__: {
    config,
    ctx: { pool: 'workerd' },
    environment: { name: 'workerd' },
    onCleanup() {},
    ...{ rpc: {}, durations: {}, providedContext: {} },
  },
})

const errorsOf = ({ result }: Task) =>
  (result?.errors ?? []).map(({ message, stack }) => stack ?? message)

function flatten(task: Task, above: readonly string[]): readonly Outcome[] {
  const path = [...above, task.name]
  if (task.type === 'test')
    return [{ path, state: task.result?.state ?? task.mode, thrown: errorsOf(task) }]
  return task.tasks?.flatMap((one) => flatten(one, path)) ?? []
}

/** Runs a test file by Vitest’s own runner, in the isolate and on the object that call it. */
export async function runFile(path: string): Promise<FileOutcome> {
  const [file] = (await startTests([path], runner as never)) as unknown as readonly Task[]
  if (!file) throw new Error(`${path} was not run.`)
  return { tests: file.tasks?.flatMap((one) => flatten(one, [])) ?? [], thrown: errorsOf(file) }
}
