import { spawn } from 'node:child_process'

/** A job's lease lasts a minute. */
const SIGN_OF_LIFE_MS = 20_000

/**
 * Makes a backup in a process of its own: copying a database keeps a thread busy for as long as it takes, and this one serves.
 *
 * @param command path of the command's file.
 * @throws where the process ends with an error. What it has printed is for its own terminal and not in the message.
 */
export function startBackup(command: string, stillAtIt: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command], { stdio: ['ignore', 'ignore', 'inherit'] })
    // Where the job was lost to another process, this backup is one more of the same day, and no harm.
    const timer = setInterval(() => void stillAtIt().catch(() => {}), SIGN_OF_LIFE_MS)
    child.on('error', reject)
    child.on('close', (code) => {
      clearInterval(timer)
      if (code === 0) resolve()
      else reject(new Error('the backup command failed'))
    })
  })
}
