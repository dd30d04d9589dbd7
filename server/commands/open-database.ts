import { existsSync } from 'node:fs'
import type { Environment } from '../config/environment.ts'
import { type Core, findDatabaseFile, type OpenOptions, openCore } from '../open-core.ts'
import type { ListNews } from '../store/sqlite/deletion-list.ts'
import { CommandError } from './run-command.ts'

/** What came of looking for the list of deletions, as sentences. */
function sayNews({ event, facts }: ListNews): void {
  const sentences: Readonly<Record<ListNews['event'], string>> = {
    deletions_list_begun: `A new list of deletions is begun: ${facts.place}.`,
    deletions_list_adopted: `The list of deletions ${facts.place} belongs to this database from now on.`,
    deletions_list_moved: `The list of deletions has moved from ${facts.from} to ${facts.to}.`,
    deletions_erased_again: `${facts.rowCount} rows that the list of deletions names were erased again.`,
  }
  process.stdout.write(`${sentences[event]}\n`)
}

/** Opens a database that is there: a mistyped path must not make a new one. @throws {CommandError} {@link WrongSecretError} */
export async function openDatabase(
  environment: Environment,
  options: Pick<OpenOptions, 'isListAnew'> = {},
): Promise<Core> {
  const path = findDatabaseFile(environment)
  if (!existsSync(path)) throw new CommandError(`There is no database at ${path} (DATABASE_URL).`)
  return openCore(environment, { ...options, onListNews: sayNews })
}
