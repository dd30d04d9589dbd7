import { type ParseArgsConfig, parseArgs } from 'node:util'
import { CommandError } from './run-command.ts'

/** Reads a command's arguments. @throws {CommandError} with how it is used where they are not right. */
export function readOptions<T extends ParseArgsConfig>(usage: string, config: T) {
  try {
    return parseArgs<T>(config)
  } catch (error) {
    throw new CommandError(
      `${error instanceof Error ? error.message : 'Wrong arguments.'}\nUsage: ${usage}`,
    )
  }
}
