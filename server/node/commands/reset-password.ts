import { stdin, stdout } from 'node:process'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { limits } from '../../contract/limits.ts'
import { auditAccount, findByEmail, type StaffDeps } from '../../domain/staff/account.ts'
import { isGuessable } from '../../domain/staff/guessable.ts'
import { listGuessedNames } from '../../domain/staff/guessed-names.ts'
import type { AccountRow } from '../../store/store.ts'
import { openDatabase } from './open-database.ts'
import { readOptions } from './read-options.ts'
import { CommandError, runCommand } from './run-command.ts'

const USAGE = 'npm run reset-password -- --email ADDRESS [--remove-second-factor]'

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

/** Whose password is set, and whether the second factor is removed. */
interface Asked {
  readonly email: string | undefined
  readonly isFactorRemoved: boolean
}

function readAsked(): Asked {
  const { values } = readOptions(USAGE, {
    options: { email: { type: 'string' }, 'remove-second-factor': { type: 'boolean' } },
  })
  const { email, 'remove-second-factor': isFactorRemoved = false } = values
  if (isFactorRemoved && email === undefined)
    throw new CommandError('--remove-second-factor needs --email. Nothing was changed.')
  return { email, isFactorRemoved }
}

/** Returns the account of an address; `undefined` for the single password. @throws {CommandError} */
async function findWhose({ email }: Asked, deps: StaffDeps): Promise<AccountRow | undefined> {
  if (email !== undefined) {
    const account = await findByEmail(email, deps)
    if (!account)
      throw new CommandError('Nobody with this address has access. Nothing was changed.')
    return account
  }
  if (await deps.store.hasAccounts())
    throw new CommandError(
      'Name the address of the account: npm run reset-password -- --email ADDRESS. Nothing was changed.',
    )
  return undefined
}

async function setPassword(
  {
    account,
    isFactorRemoved,
  }: Pick<Asked, 'isFactorRemoved'> & { account?: AccountRow | undefined },
  password: string,
  deps: StaffDeps,
): Promise<void> {
  const { store, cryptography, clock } = deps
  const passwordHash = await cryptography.hashPassword(password)
  const facts = { isFactorRemoved }
  const act = { action: 'password.reset', account: account?.id ?? 'administrator', actor: 'system' }
  const entries = [await auditAccount({ ...act, facts }, deps)]
  if (account)
    await store.replacePassword(account.id, { passwordHash, isFactorRemoved }, { entries })
  else await store.replaceAdminPassword(passwordHash, clock(), { entries })
}

/**
 * `npm run reset-password -- --email ADDRESS`: sets another password for an account, for anybody with access to this machine,
 * and with `--remove-second-factor` removes its second factor. Ends its sessions. Without an address: for the single password
 * of an installation without accounts.
 */
await runCommand('reset-password', async (environment, say) => {
  const asked = readAsked()
  const { store, site, ...core } = await openDatabase(environment)
  try {
    const deps = { ...core, store, log: () => {} }
    const account = await findWhose(asked, deps)
    const password = await readPassword(listGuessedNames(site, environment.KELISIM_ORIGINS))
    await setPassword({ account, isFactorRemoved: asked.isFactorRemoved }, password, deps)
    say(
      'The password is set, and every session of this account has ended. Servers that are running know it at once.',
    )
  } finally {
    await store.close()
  }
})
