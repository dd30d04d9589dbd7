import { existsSync } from 'node:fs'
import type { Environment } from '../config/environment.ts'
import { type Core, findDatabaseFile, openCore } from '../open-core.ts'
import { CommandError } from './run-command.ts'

/** Opens a database that is there: a mistyped path must not make a new one. @throws {CommandError} {@link WrongSecretError} */
export async function openDatabase(environment: Environment): Promise<Core> {
  const path = findDatabaseFile(environment)
  if (!existsSync(path)) throw new CommandError(`There is no database at ${path} (DATABASE_URL).`)
  return openCore(environment)
}
