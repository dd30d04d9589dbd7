import { statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Left alone: `/tmp` and the like are everybody's by purpose, and a file's own rights hold there. */
const STICKY = 0o1000

/**
 * Whether others than its owner may enter the folder of the database. One that the server makes is closed to them; one that is
 * there is not narrowed by itself, since other things may lie in it that others need.
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
