import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { VerificationSummary } from '../../contract/index.ts'
import type { VerifyWhole } from '../../domain/ledger/verify-now.ts'

/** The command's process, and where published checkpoints are. */
interface Verification {
  /** Path of the command's file. */
  readonly command: string
  readonly databaseFile: string
  /** File of published checkpoints; compared where it exists. */
  readonly publishedFile: string | undefined
}

/**
 * Returns the function that verifies the database in a child process: the check of the whole file occupies a thread, and this
 * process serves requests. It rejects where the command gives no result; what it says about that goes to its terminal.
 */
export const createVerifyWhole =
  ({ command, databaseFile, publishedFile }: Verification): VerifyWhole =>
  () =>
    new Promise((resolve, reject) => {
      const isPublished = publishedFile !== undefined && existsSync(publishedFile)
      const published = isPublished ? ['--checkpoint', publishedFile] : []
      const child = spawn(process.execPath, [command, databaseFile, '--json', ...published], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let text = ''
      child.stdout.setEncoding('utf8').on('data', (piece: string) => {
        text += piece
      })
      child.on('error', reject)
      child.on('close', () => {
        try {
          resolve(JSON.parse(text) as VerificationSummary)
        } catch {
          reject(new Error('the verification gave no result'))
        }
      })
    })
