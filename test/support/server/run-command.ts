import { spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..', '..')

/** Result of an operator command. */
export interface CommandResult {
  readonly code: number | null
  /** Both streams. */
  readonly output: string
}

/**
 * Runs a built command, `dist/server/commands/<name>.js`, in its own process, with only the path of the caller's environment.
 *
 * @param limits `fileBlocks` limits the size of one file, in blocks of 1024 bytes (`ulimit -f`); `killAt` kills it, as a
 *   power cut does, once it has printed that text.
 */
export function runOperatorCommand(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  { fileBlocks, killAt }: { readonly fileBlocks?: number; readonly killAt?: string } = {},
): Promise<CommandResult> {
  const script = join(root, 'dist', 'server', 'commands', `${name}.js`)
  const env = { PATH: process.env.PATH ?? '', ...environment }
  const command = [process.execPath, script, ...args]
  const limited = ['bash', '-c', `ulimit -f ${fileBlocks}; exec "$@"`, 'bash', ...command]
  const [program = '', ...rest] = fileBlocks === undefined ? command : limited
  const child = spawn(program, rest, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (killAt !== undefined && output.includes(killAt)) child.kill('SIGKILL')
    })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}
