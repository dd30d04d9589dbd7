import { createSign, generateSigningKey } from '../../crypto/jws.ts'
import { rotateSigningKey } from '../../domain/ledger/signing-keys.ts'
import { openDatabase } from './open-database.ts'
import { runCommand } from './run-command.ts'

// `npm run rotate-signing-key`: signs with a new key from now on; signatures by old keys stay valid.

await runCommand('rotate-signing-key', async (environment, say) => {
  const core = await openDatabase(environment)
  try {
    const kid = await rotateSigningKey({ ...core, keyMaker: { generateSigningKey, createSign } })
    say(`The new signing key is ${kid}. Servers that are running take it within a minute.`)
  } finally {
    await core.store.close()
  }
})
