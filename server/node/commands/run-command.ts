import { type Environment, parseEnvironment } from '../../config/environment.ts'

/** Ends a command with a sentence for the operator. */
export class CommandError extends Error {}

/** Errors whose message is written for the operator. Others may contain values, or a stack that helps nobody. */
const spoken = [
  ...['CommandError', 'BackupError', 'OperatorError', 'DeletionListError'],
  ...['WrongSecretError', 'GenerationsUsedUpError'],
]

const sentenceOf = (error: unknown, name: string): string => {
  if (!(error instanceof Error)) return `${name} failed.`
  if (spoken.includes(error.name) || spoken.includes(error.constructor.name)) return error.message
  const code = 'code' in error ? ` (${String(error.code)})` : ''
  return `${name} failed: ${error.name}${code}.`
}

/**
 * Runs a command: prints plain sentences, and exits with code 1 on failure. A command that returns `false` has already
 * printed the reason.
 */
export async function runCommand(
  name: string,
  command: (environment: Environment, say: (sentence: string) => void) => Promise<unknown>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)
  let environment: Environment
  try {
    environment = parseEnvironment(env)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : `${name} failed.`}\n`)
    process.exitCode = 1
    return
  }
  try {
    if ((await command(environment, say)) === false) process.exitCode = 1
  } catch (error) {
    process.stderr.write(`${sentenceOf(error, name)}\n`)
    process.exitCode = 1
  }
}
