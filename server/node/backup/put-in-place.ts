import { link, lstat, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** Error codes of file systems that cannot sync a folder: network disks, FAT. */
const NO_FOLDER_SYNC = /^(EINVAL|ENOTSUP|EOPNOTSUPP|ENOSYS|EBADF|EISDIR|EPERM|EACCES)$/

/** Error codes of file systems without hard links: FAT and exFAT, many network disks. */
const NO_LINK = /^(EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS|EINVAL|EACCES|EMLINK)$/

async function syncFolder(path: string): Promise<void> {
  try {
    await using folder = await open(dirname(path), 'r')
    await folder.sync()
  } catch (error) {
    // The file itself is on disk.
    if (!NO_FOLDER_SYNC.test(codeOf(error))) throw error
  }
}

/** Renames a finished file to its final name and syncs the folder. Replaces an existing file. */
export async function putInPlace(part: string, path: string): Promise<void> {
  await rename(part, path)
  await syncFolder(path)
}

/** Without hard links, which fail where the name is taken, a check must do. */
async function renameToNew(part: string, path: string): Promise<void> {
  const isTaken = await lstat(path).then(
    () => true,
    () => false,
  )
  if (isTaken) throw Object.assign(new Error(`EEXIST: ${path}`), { code: 'EEXIST' })
  await rename(part, path)
}

/** The same, but never replaces an existing file. @throws `EEXIST` */
export async function putInNewPlace(part: string, path: string): Promise<void> {
  try {
    await link(part, path)
    await rm(part)
  } catch (error) {
    if (!NO_LINK.test(codeOf(error))) throw error
    await renameToNew(part, path)
  }
  await syncFolder(path)
}
