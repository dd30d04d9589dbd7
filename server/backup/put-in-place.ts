import { link, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

async function syncFolder(path: string): Promise<void> {
  await using folder = await open(dirname(path), 'r')
  await folder.sync()
}

/** Gives a finished file its name, for good: the folder is on disk too. Replaces what bears the name. */
export async function putInPlace(part: string, path: string): Promise<void> {
  await rename(part, path)
  await syncFolder(path)
}

/** The same, but never over a file that is there. @throws `EEXIST` */
export async function putInNewPlace(part: string, path: string): Promise<void> {
  await link(part, path)
  await rm(part)
  await syncFolder(path)
}
