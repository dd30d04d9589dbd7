import { readList } from '../../deletions/list-file.ts'
import { findDeletionsFile } from '../open-core.ts'
import { openDatabase } from './open-database.ts'
import { readOptions } from './read-options.ts'
import { runCommand } from './run-command.ts'

const USAGE = 'npm run deletions -- [--begin-anew]'

/**
 * `npm run deletions`: checks that the list of deletions exists and belongs to the database, or starts a new one for a lost
 * one.
 */
await runCommand('deletions', async (environment, say) => {
  const { values } = readOptions(USAGE, {
    options: { 'begin-anew': { type: 'boolean', default: false } },
  })
  const isListAnew = values['begin-anew']
  const { store, site, databaseFile } = await openDatabase(environment, { isListAnew })
  await store.close()
  const place = findDeletionsFile(site, databaseFile)
  const list = readList(place)
  const count = (list?.messages.length ?? 0) + (list?.consents.length ?? 0)
  say(`The list of deletions ${place} belongs to the database ${list?.databaseId}.`)
  say(`It names ${count} ids of what was deleted.`)
  if (!isListAnew) return
  say(
    'Into it went what could still be read of the list before and what the register of destructions names. Messages that were ' +
      'deleted at the end of their term are not in it. Backups made until now are restored with --without-deletions alone; ' +
      'make a new one now: npm run backup.',
  )
})
