import { type ParseArgsConfig, parseArgs } from 'node:util'
import { CommandError } from './run-command.ts'

/** Parses a command's arguments. @throws {CommandError} with the usage where they are wrong. */
export function readOptions<T extends ParseArgsConfig>(usage: string, config: T) {
  try {
    return parseArgs<T>(config)
  } catch (error) {
    throw new CommandError(
      `${error instanceof Error ? error.message : 'Wrong arguments.'}\nUsage: ${usage}`,
    )
  }
}
