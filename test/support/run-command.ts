import { spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** What a command of the operator's has come to. */
export interface CommandResult {
  readonly code: number | null
  /** Both streams. */
  readonly output: string
}

/**
 * Runs `server/commands/<name>.ts` in a process of its own, with nothing of the caller's environment but the path.
 *
 * @param fileBlocks limits what it may write to one file, in blocks of 1024 bytes (`ulimit -f`).
 */
export function runOperatorCommand(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  fileBlocks?: number,
): Promise<CommandResult> {
  const script = join(root, 'server', 'commands', `${name}.ts`)
  const limit = fileBlocks === undefined ? '' : `ulimit -f ${fileBlocks}; `
  const env = { PATH: process.env.PATH ?? '', ...environment }
  const child = spawn(
    'bash',
    ['-c', `${limit}exec "$@"`, 'bash', process.execPath, script, ...args],
    { cwd: root, env },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}
