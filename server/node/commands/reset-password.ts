import { stdin, stdout } from 'node:process'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { limits } from '../../contract/limits.ts'
import { isGuessable } from '../../domain/staff/guessable.ts'
import { listGuessedNames } from '../../domain/staff/guessed-names.ts'
import { openDatabase } from './open-database.ts'
import { readOptions } from './read-options.ts'
import { CommandError, runCommand } from './run-command.ts'

const USAGE = 'npm run reset-password'

/** Reads lines: on a terminal with a prompt and without echo, or from a pipe. */
function openLines() {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const isTyped = stdin.isTTY === true
  const lines = createInterface({ input: stdin, output: nowhere, terminal: isTyped })
  const typed = lines[Symbol.asyncIterator]()
  return {
    isTyped,
    async read(question: string): Promise<string> {
      if (isTyped) stdout.write(question)
      const { value } = await typed.next()
      if (isTyped) stdout.write('\n')
      return value ?? ''
    },
    close: () => lines.close(),
  }
}

/** Reads the new password: twice on a terminal, or the first line from a pipe. @throws {CommandError} */
async function readPassword(names: readonly string[]): Promise<string> {
  const lines = openLines()
  try {
    const password = await lines.read('New password (it is not shown): ')
    const { passwordMin, passwordMax } = limits
    if (password.length < passwordMin || password.length > passwordMax)
      throw new CommandError(
        `The password needs ${passwordMin} to ${passwordMax} characters. Nothing was changed.`,
      )
    if (isGuessable(password, names))
      throw new CommandError(
        'This password is among the first that anybody tries: it repeats, follows the keyboard or the alphabet, or is made of ' +
          'a well-known name. Choose a sentence of several words. Nothing was changed.',
      )
    if (lines.isTyped && (await lines.read('The same again: ')) !== password)
      throw new CommandError('The two passwords differ. Nothing was changed.')
    return password
  } finally {
    lines.close()
  }
}

/**
 * `npm run reset-password`: sets another password for the console, for anybody with access to this machine. Ends every
 * session.
 */
await runCommand('reset-password', async (environment, say) => {
  readOptions(USAGE, { options: {} })
  const { store, cryptography, clock, site } = await openDatabase(environment)
  try {
    const password = await readPassword(listGuessedNames(site, environment.KELISIM_ORIGINS))
    const passwordHash = await cryptography.hashPassword(password)
    await store.replaceAdminPassword(passwordHash, { atMs: clock() })
    say(
      'The password is set, and every session has ended. Servers that are running know it at once.',
    )
  } finally {
    await store.close()
  }
})
