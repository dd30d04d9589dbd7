import { setTimeout as wait } from 'node:timers/promises'
import { beginGeneration } from '../../crypto/begin-generation.ts'
import { SEEN_BY_ALL_MS } from '../../crypto/watch-keys.ts'
import {
  countSealedOtherwise,
  type RotationResult,
  rotateKeys,
} from '../../domain/keys/rotate-keys.ts'
import type { Core } from '../open-core.ts'
import { openDatabase } from './open-database.ts'
import { readOptions } from './read-options.ts'
import { CommandError, runCommand } from './run-command.ts'

const USAGE = 'npm run rotate-keys -- [--status]'

type Say = (sentence: string) => void

async function sayStatus({ store }: Core, say: Say): Promise<void> {
  const generations = await store.readKeyGenerations()
  for (const { id, createdAtMs, retiredAtMs } of generations) {
    const state = retiredAtMs === null ? 'in use' : `retired ${new Date(retiredAtMs).toISOString()}`
    say(`Key generation ${id}: made ${new Date(createdAtMs).toISOString()}, ${state}.`)
  }
  const newest = generations.at(-1)?.id ?? 0
  const count = await countSealedOtherwise(store, newest)
  say(`${count} values are not sealed under key generation ${newest}.`)
}

/** Prints each value that cannot be decrypted by column and row, so that somebody can look; never the value. */
function sayResult({ resealedCount, unopened, retiredIds }: RotationResult, say: Say): void {
  say(`${resealedCount} values were sealed anew.`)
  for (const { field, rowId, code } of unopened)
    say(`${field} of ${rowId} does not open (${code}).`)
  if (unopened.length > 0)
    throw new CommandError(
      `${unopened.length} values could not be opened and were left as they are. No key generation was retired. If a secret is ` +
        'missing, add it to KELISIM_SECRET_PREVIOUS and run this again.',
    )
  say(
    retiredIds.length > 0
      ? `Key generation ${retiredIds.join(', ')} is retired. KELISIM_SECRET_PREVIOUS is needed only for backups made before.`
      : 'No other key generation was in use.',
  )
}

async function rotate(core: Core, say: Say): Promise<void> {
  const { store, secrets, keys, cryptography, clock } = core
  const { id, isNew } = await beginGeneration(store, secrets.current, clock)
  await keys.refresh()
  if (keys.ring.newestId() !== id)
    throw new CommandError(
      `Key generation ${id} was made by somebody else just now, with another secret.`,
    )
  say(isNew ? `Key generation ${id} begins.` : `The change to key generation ${id} goes on.`)
  const untilSeenByAll = async () => {
    say(`Waiting ${SEEN_BY_ALL_MS / 1000} seconds, until every running server uses it.`)
    await wait(SEEN_BY_ALL_MS)
  }
  sayResult(await rotateKeys({ store, cryptography, clock, untilSeenByAll }), say)
}

/** `npm run rotate-keys`: adds a key generation and re-encrypts every value under it, while the server runs. */
await runCommand('rotate-keys', async (environment, say) => {
  const { values } = readOptions(USAGE, {
    options: { status: { type: 'boolean', default: false } },
  })
  const core = await openDatabase(environment)
  try {
    await (values.status ? sayStatus(core, say) : rotate(core, say))
  } finally {
    await core.store.close()
  }
})
