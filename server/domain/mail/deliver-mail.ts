import type { Cryptography } from '../../crypto/cryptography.ts'
import type { QueuedMail, Store } from '../../store/store.ts'
import type { ClockGuard } from '../calendar/clock-guard.ts'
import type { JobRun } from '../jobs/run-job.ts'
import type { WrittenMail } from './write-mail.ts'

/** The mail server's response: accepted, temporary failure, permanent failure. */
export type Delivery = 'sent' | 'later' | 'refused'

/**
 * Sends one mail to the mail server. `id` identifies the mail there, so a mail that is sent again after a lost response is
 * recognised.
 */
export type Transport = (mail: WrittenMail & { readonly id: string }) => Promise<Delivery>

const MAILS_PER_RUN = 50
const MINUTE_MS = 60_000
const LONGEST_WAIT_MS = 6 * 60 * MINUTE_MS
/** More attempts than fit into three days. It also bounds the attempts for a mail that was queued while the clock was ahead. */
const ATTEMPTS_AT_MOST = 30
/** A waiting mail is kept for three days (docs/data.md). */
export const MAIL_KEPT_MS = 3 * 24 * 60 * MINUTE_MS

interface DeliverDeps {
  readonly store: Pick<Store, 'readDueMail' | 'postponeMail' | 'deleteMail' | 'destroyMail'>
  readonly cryptography: Pick<Cryptography, 'open'>
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  /** A mail that is given up is deleted, so that never happens by a clock in doubt. */
  readonly clockGuard: Pick<ClockGuard, 'now'>
  readonly transport: Transport
  readonly log: (level: 'warn' | 'error', event: string, facts: Record<string, unknown>) => void
}

/** One minute after the first attempt, then twice as long each time. */
const waitAfter = (attempts: number): number =>
  Math.min(MINUTE_MS * 2 ** Math.min(attempts, 20), LONGEST_WAIT_MS)

/** A queued mail, decrypted. */
interface OpenedMail {
  readonly mail: WrittenMail
  readonly expiresAtMs: number
}

async function openMail(
  { id, recipient, content }: QueuedMail,
  { cryptography }: DeliverDeps,
): Promise<OpenedMail> {
  const to = await cryptography.open('mail.recipient', id, recipient)
  const opened = JSON.parse(await cryptography.open('mail.content', id, content))
  const { expiresAtMs = Number.POSITIVE_INFINITY, ...written } = opened
  return { mail: { to, ...written }, expiresAtMs }
}

async function deliverOne(mail: QueuedMail, deps: DeliverDeps): Promise<boolean> {
  const { store, transport, clock, log } = deps
  const { id, attempts } = mail
  // Postponed before it is sent, so that a server that crashes meanwhile does not send it again at each start. If the mail
  // was postponed since it was read, this process was suspended and another one has taken over.
  const nextAttemptAtMs = clock() + waitAfter(attempts)
  if ((await store.postponeMail(id, { attempts, nextAttemptAtMs })) === 'conflict') return false
  const opened = await openMail(mail, deps)
  // An expired code would only confuse its reader; it may have waited for a mail server that was down.
  const isExpired = (nowMs: number) => nowMs >= opened.expiresAtMs
  const delivery = isExpired(clock()) ? 'expired' : await transport({ ...opened.mail, id })
  if (delivery === 'sent') {
    await store.deleteMail(id)
    return true
  }
  const isOver = isExpired(deps.clockGuard.now()) || isTooOld(mail, deps)
  if (delivery !== 'refused' && !isOver) return false
  await store.destroyMail(id)
  // Logs the id only: neither the recipient nor the content.
  log('error', 'mail_given_up', { id, attempts: attempts + 1, delivery })
  return false
}

const isTooOld = ({ createdAtMs, attempts }: QueuedMail, { clockGuard }: DeliverDeps): boolean =>
  clockGuard.now() - createdAtMs >= MAIL_KEPT_MS || attempts >= ATTEMPTS_AT_MOST

/**
 * Returns the mails that are due. A mail that is postponed for longer than the longest wait was postponed while the clock was
 * ahead; it is due as well.
 */
export const readDueMail = (
  { store, clock }: { readonly store: Pick<Store, 'readDueMail'>; readonly clock: () => number },
  limit: number,
): Promise<readonly QueuedMail[]> => {
  const nowMs = clock()
  return store.readDueMail(nowMs, limit, nowMs + LONGEST_WAIT_MS + MINUTE_MS)
}

/**
 * Sends all mails that are due. A mail that cannot be decrypted, or a mail server that throws, does not hold up the others.
 *
 * @returns the number of mails sent.
 */
export async function deliverMail(deps: DeliverDeps, run: JobRun): Promise<number> {
  let sent = 0
  for (const mail of await readDueMail(deps, MAILS_PER_RUN)) {
    try {
      if (await deliverOne(mail, deps)) sent += 1
    } catch (error) {
      const kind = error instanceof Error ? error.name : typeof error
      deps.log('error', 'mail_failed', { id: mail.id, error: kind })
      if (isTooOld(mail, deps)) await deps.store.destroyMail(mail.id)
    }
    await run.advance(null)
  }
  return sent
}
