import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const PREFIX = '.kelisim-scratch-'

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Removes what a process that was killed half-way has left. */
async function removeLeft(beside: string): Promise<void> {
  const names = await readdir(beside)
  const left = names.filter((name) => {
    const pid = new RegExp(`^${PREFIX.replaceAll('.', '\\.')}(\\d+)-`).exec(name)?.[1]
    return pid !== undefined && Number(pid) !== process.pid && !isRunning(Number(pid))
  })
  await Promise.all(left.map((name) => rm(join(beside, name), { recursive: true, force: true })))
}

/**
 * Gives a folder that only its owner may enter, beside the database and so on the same disk, and removes it in the end. What
 * lies in it is as private as the database: its personal fields are sealed there as well.
 */
export async function withScratch<T>(
  beside: string,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  await removeLeft(beside)
  const folder = await mkdtemp(join(beside, `${PREFIX}${process.pid}-`))
  try {
    await chmod(folder, 0o700)
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
