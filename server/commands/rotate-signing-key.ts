import { parseEnvironment } from '../config/environment.ts'
import { createSign, generateSigningKey } from '../crypto/jws.ts'
import { rotateSigningKey } from '../domain/ledger/signing-keys.ts'
import { openCore } from '../open-core.ts'
import { runCommand, say } from './run.ts'

// `npm run rotate-signing-key`: a new key signs from now on; what the old ones signed stays valid.

await runCommand(async () => {
  const core = await openCore(parseEnvironment(process.env))
  try {
    const kid = await rotateSigningKey({ ...core, keyMaker: { generateSigningKey, createSign } })
    say(`The new signing key is ${kid}. Servers that are running take it within a minute.`)
    return true
  } finally {
    await core.store.close()
  }
})
