import type { Environment } from '../../config/environment.ts'
import type { ListNews } from '../../store/sqlite/erasure/deletion-list.ts'
import { prepareAnew, requireDatabase } from '../backup/remains.ts'
import { type Core, findPlaces, type OpenOptions, openCore, readSettings } from '../open-core.ts'

/** Prints events of opening the list of deletions as sentences. */
function sayNews({ event, facts }: ListNews): void {
  const sentences: Readonly<Record<ListNews['event'], string>> = {
    deletions_list_begun: `A new list of deletions is begun: ${facts.place}.`,
    deletions_list_adopted: `The list of deletions ${facts.place} belongs to this database from now on.`,
    deletions_list_moved: `The list of deletions has moved from ${facts.from} to ${facts.to}.`,
    deletions_erased_again: `${facts.rowCount} rows that the list of deletions names were erased again.`,
  }
  process.stdout.write(`${sentences[event]}\n`)
}

/**
 * Opens an existing database; a mistyped path must not create one. Only where a new list is requested explicitly is an empty
 * database created in place of a lost one.
 *
 * @throws {BackupError} `refused` where there is none. {@link WrongSecretError} and every other of `openCore`.
 */
export async function openDatabase(
  environment: Environment,
  { isListAnew = false }: Pick<OpenOptions, 'isListAnew'> = {},
): Promise<Core> {
  const settings = await readSettings(environment)
  const places = findPlaces(environment, settings.site)
  if (!isListAnew) requireDatabase(places)
  for (const sentence of (isListAnew && prepareAnew(places, Date.now())) || [])
    process.stdout.write(`${sentence}\n`)
  return openCore(environment, { settings, isListAnew, onListNews: sayNews })
}
