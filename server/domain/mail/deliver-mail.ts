import type { Cryptography } from '../../crypto/cryptography.ts'
import type { QueuedMail, Store } from '../../store/store.ts'
import type { ClockGuard } from '../calendar/clock-guard.ts'
import type { JobRun } from '../jobs/run-job.ts'
import type { WrittenMail } from './write-mail.ts'

/** How a mail server answered: taken; not now; never. */
export type Delivery = 'sent' | 'later' | 'refused'

/**
 * Hands one mail to the mail server. `id` names it there, so that a mail that is sent again after a lost answer is known to be
 * the same.
 */
export type Transport = (mail: WrittenMail & { readonly id: string }) => Promise<Delivery>

const MAILS_PER_RUN = 50
const MINUTE_MS = 60_000
const LONGEST_WAIT_MS = 6 * 60 * MINUTE_MS
/** More than three days hold: a mail that bears the time of a clock that stood ahead is not tried for longer either. */
const ATTEMPTS_AT_MOST = 30
/** docs/data.md: a mail that waits is kept for three days. */
export const MAIL_KEPT_MS = 3 * 24 * 60 * MINUTE_MS

interface DeliverDeps {
  readonly store: Pick<Store, 'readDueMail' | 'postponeMail' | 'deleteMail' | 'destroyMail'>
  readonly cryptography: Pick<Cryptography, 'open'>
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  /** A mail that is given up is gone: that is not done by a clock that is in doubt. */
  readonly clockGuard: Pick<ClockGuard, 'now'>
  readonly transport: Transport
  readonly log: (level: 'warn' | 'error', event: string, facts: Record<string, unknown>) => void
}

/** A minute after the first attempt, then twice as long each time. */
const waitAfter = (attempts: number): number =>
  Math.min(MINUTE_MS * 2 ** Math.min(attempts, 20), LONGEST_WAIT_MS)

/** A mail as it was queued. */
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
  // Put off before it is sent: a server that dies meanwhile must not send it over and over at each start. Whoever finds that
  // it was put off since it was read has slept, and another process goes on.
  const nextAttemptAtMs = clock() + waitAfter(attempts)
  if ((await store.postponeMail(id, { attempts, nextAttemptAtMs })) === 'conflict') return false
  const opened = await openMail(mail, deps)
  // A code that works no more would only set its reader wondering; it may have waited for a mail server that was down.
  const isExpired = (nowMs: number) => nowMs >= opened.expiresAtMs
  const delivery = isExpired(clock()) ? 'expired' : await transport({ ...opened.mail, id })
  if (delivery === 'sent') {
    await store.deleteMail(id)
    return true
  }
  const isOver = isExpired(deps.clockGuard.now()) || isTooOld(mail, deps)
  if (delivery !== 'refused' && !isOver) return false
  await store.destroyMail(id)
  // The id alone: neither to whom nor what.
  log('error', 'mail_given_up', { id, attempts: attempts + 1, delivery })
  return false
}

const isTooOld = ({ createdAtMs, attempts }: QueuedMail, { clockGuard }: DeliverDeps): boolean =>
  clockGuard.now() - createdAtMs >= MAIL_KEPT_MS || attempts >= ATTEMPTS_AT_MOST

/**
 * Mails that are due. One that is put off for longer than any mail ever is was put off by a clock that stood ahead: it is due
 * as well.
 */
export const readDueMail = (
  { store, clock }: { readonly store: Pick<Store, 'readDueMail'>; readonly clock: () => number },
  limit: number,
): Promise<readonly QueuedMail[]> => {
  const nowMs = clock()
  return store.readDueMail(nowMs, limit, nowMs + LONGEST_WAIT_MS + MINUTE_MS)
}

/**
 * Sends what is due. A mail that does not open, or a mail server that throws, keeps the others from nothing.
 *
 * @returns how many were sent.
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
