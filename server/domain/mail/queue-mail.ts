import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { PreparedMail } from '../../store/store.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import { limitMail } from './mail-limits.ts'
import type { Mail, PrepareMail } from './send-mail.ts'
import { writeMail } from './write-mail.ts'

interface PrepareDeps {
  readonly cryptography: Pick<Cryptography, 'seal' | 'randomBytes' | 'blindIndexes'>
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly site: Pick<SiteConfig, 'operator'>
}

/** Makes the function that writes mails and seals them, for the queue in which they wait until they are delivered. */
export const createPrepareMail =
  ({ cryptography, clock, site }: PrepareDeps): PrepareMail =>
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
      nextAttemptAtMs: nowMs + (mail.delayMs ?? 0),
      attempts: 0,
    }
    // What is over the limit is not mailed, and nobody is told: the answer must not say what became of the mail.
    return { mail: row, limits: limitMail(mail, { cryptography, nowMs }) }
  }

/** What preparing the mails of an act needs. */
export interface MailDeps {
  /** Absent where mail is not set up: then there are no mails. */
  readonly prepareMail: PrepareMail | undefined
  readonly log: (level: 'error', event: string, facts: Record<string, unknown>) => void
}

/**
 * Prepares the mails of an act. One that cannot be made is logged by its kind of error alone, never to whom or what, and keeps
 * the act from nothing.
 *
 * @param list the mails, made only where mail is set up.
 */
export async function prepareMails(
  { prepareMail, log }: MailDeps,
  list: () => readonly Mail[] | Promise<readonly Mail[]>,
): Promise<readonly PreparedMail[]> {
  if (!prepareMail) return []
  try {
    return await Promise.all((await list()).map(prepareMail))
  } catch (error) {
    log('error', 'mail_failed', { error: error instanceof Error ? error.name : typeof error })
    return []
  }
}
