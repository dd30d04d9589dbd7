import { spawn } from 'node:child_process'

/** Shorter than a job's lease of a minute. */
const SIGN_OF_LIFE_MS = 20_000

/**
 * Runs a backup in a child process: copying a database occupies a thread, and this process serves requests.
 *
 * @param command path of the command's file.
 * @throws where the process ends with an error. Its output goes to its terminal and not into the message.
 */
export function startBackup(command: string, stillAtIt: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command], { stdio: ['ignore', 'ignore', 'inherit'] })
    // If another process has taken the job over, this is just a second backup of the day.
    const timer = setInterval(() => void stillAtIt().catch(() => {}), SIGN_OF_LIFE_MS)
    child.on('error', reject)
    child.on('close', (code) => {
      clearInterval(timer)
      if (code === 0) resolve()
      else reject(new Error('the backup command failed'))
    })
  })
}
