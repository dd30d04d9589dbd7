import * as v from 'valibot'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { siteConfig } from '../../../server/config/site/site-config.ts'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import { createConsentCache } from '../../../server/domain/consents/consent-cache.ts'
import { createPrepareMail } from '../../../server/domain/mail/queue-mail.ts'
import { carryOutDeferred } from '../../../server/domain/rights/defer.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'

/** Key of the encryption of a process that is killed, so that the next one can read what it has left. */
export const KILLED_SECRET = new Uint8Array(32).fill(9)

/** Runs the regular work of erasures on the database of a process that was killed, as the next process does. */
export async function carryOn(databaseFile: string): Promise<void> {
  const store = await openSqlite(databaseFile)
  const cryptography = createNodeCryptography(KILLED_SECRET)
  const site = v.parse(siteConfig, defaultSite)
  const clock = () => Date.parse('2026-03-03T08:00:00Z')
  const given = { store, cryptography, clock, site, clockGuard: { now: clock } }
  try {
    await carryOutDeferred({
      ...given,
      consents: createConsentCache(store),
      log: () => undefined,
      prepareMail: createPrepareMail(given),
    })
  } finally {
    await store.close()
  }
}
