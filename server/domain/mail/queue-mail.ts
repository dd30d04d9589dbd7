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

/** Returns the function that writes and encrypts mails for the delivery queue. */
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
    // A mail over the limit is dropped silently: the response must not reveal whether a mail was sent.
    return { mail: row, limits: limitMail(mail, { cryptography, nowMs }) }
  }

/** Dependencies for preparing the mails of an operation. */
export interface MailDeps {
  /** Absent where mail is not configured; then no mails are prepared. */
  readonly prepareMail: PrepareMail | undefined
  readonly log: (level: 'error', event: string, facts: Record<string, unknown>) => void
}

/**
 * Prepares the mails of an operation. A mail that cannot be prepared is logged by the kind of its error only, without
 * recipient or content, and never stops the operation.
 *
 * @param list builds the mails; called only where mail is configured.
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
