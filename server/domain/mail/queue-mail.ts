import type { SiteConfig } from '../../config/site-config.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Store } from '../../store/store.ts'
import { buildUuidV7 } from '../uuid-v7.ts'
import { limitMail } from './mail-limits.ts'
import type { SendMail } from './send-mail.ts'
import { writeMail } from './write-mail.ts'

interface QueueDeps {
  readonly store: Pick<Store, 'enqueueMail'>
  readonly cryptography: Pick<Cryptography, 'seal' | 'randomBytes' | 'blindIndexes'>
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly site: Pick<SiteConfig, 'operator'>
}

/** Makes the function that writes mails and keeps them, sealed, until they are delivered. */
export const createSendMail =
  ({ store, cryptography, clock, site }: QueueDeps): SendMail =>
  async (mail) => {
    const nowMs = clock()
    const id = buildUuidV7(nowMs, cryptography.randomBytes(10))
    const { to, ...written } = writeMail(mail, site.operator.name[mail.language])
    const content = { ...written, expiresAtMs: mail.expiresAtMs }
    const row = {
      id,
      recipient: await cryptography.seal('mail.recipient', id, to),
      content: await cryptography.seal('mail.content', id, JSON.stringify(content)),
      createdAtMs: nowMs,
      nextAttemptAtMs: nowMs,
      attempts: 0,
    }
    // What is over the limit is not mailed, and nobody is told: the answer must not say what became of the mail.
    await store.enqueueMail(row, limitMail(mail, { cryptography, nowMs }))
  }
