import { statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Ignored: `/tmp` and the like are meant for everybody, and a file's own permissions apply there. */
const STICKY = 0o1000

/**
 * Returns a warning where other users can enter the folder of the database. Folders that the server creates are private;
 * existing ones are not changed, since others may need other files in them.
 */
export function findFolderWarning(databaseFile: string): string | undefined {
  const folder = dirname(databaseFile)
  const { mode } = statSync(folder)
  if (process.platform === 'win32' || (mode & 0o077) === 0 || (mode & STICKY) !== 0)
    return undefined
  return (
    `DATABASE_URL: the folder ${folder} is open to other users of this machine (${(mode & 0o777).toString(8)}). ` +
    `Close it: chmod 700 ${folder}`
  )
}
