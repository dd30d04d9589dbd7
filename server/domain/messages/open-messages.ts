import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Store, StoredMessage } from '../../store/store.ts'
import { DAY_MS, dayOf } from '../calendar/day.ts'
import type { JobRun } from '../jobs/run-job.ts'
import { type MailDeps, prepareMails } from '../mail/queue-mail.ts'
import { mailsToStaff } from '../mail/tell-staff.ts'
import { buildAudit } from '../registers/audit.ts'

const MESSAGES_PER_BATCH = 100
/** Longest list that is still useful to its readers. */
const TOLD_AT_MOST = 500

type Log = (
  level: 'info' | 'warn' | 'error',
  event: string,
  facts?: Record<string, unknown>,
) => void

interface MessagesDeps {
  readonly store: Pick<Store, 'findOpenMessages' | 'closeOpenMessage'>
  readonly cryptography: Cryptography
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly site: Pick<SiteConfig, 'messageDays' | 'openMessages' | 'timeZone'>
  readonly log: Log
}

/** Returns whether the consent behind a message has ended. From then on staff no longer read the message. */
export const hasEnded = (
  { validUntilMs }: Pick<StoredMessage, 'validUntilMs'>,
  { clock }: Pick<MessagesDeps, 'clock'>,
): boolean => validUntilMs <= clock()

/** Days after which a message ends at the latest; the site's retention period may be shorter than the one it was sent under. */
const daysAtMost = ({ messageDays, openMessages }: MessagesDeps['site']): number =>
  Math.min(messageDays, openMessages.closeAfterDays ?? messageDays)

/** When an open message is closed automatically: never later than the day of its destruction. */
const endOf = (
  { receivedAtMs, validUntilMs }: Pick<StoredMessage, 'receivedAtMs' | 'validUntilMs'>,
  site: MessagesDeps['site'],
): number => Math.min(validUntilMs, receivedAtMs + daysAtMost(site) * DAY_MS)

/** Returns the open messages that end within `withinMs` from now, or have ended. */
function findEnding(
  withinMs: number,
  limit: number,
  { store, clock, site }: Pick<MessagesDeps, 'store' | 'clock' | 'site'>,
): Promise<readonly StoredMessage[]> {
  const nowMs = clock()
  const receivedBeforeMs = nowMs + withinMs - daysAtMost(site) * DAY_MS + 1
  return store.findOpenMessages({ receivedBeforeMs, endsByMs: nowMs + withinMs, nowMs }, limit)
}

/**
 * Closes open messages that have ended, each with an audit entry in the same commit. A message under a legal hold stays open
 * until the hold ends. Can be interrupted anywhere and restarted. Call it with a trusted clock.
 *
 * @returns the number of messages closed.
 */
export async function closeEndedMessages(deps: MessagesDeps): Promise<number> {
  let count = 0
  for (let before = -1; before < count; ) {
    before = count
    const ended = await findEnding(0, MESSAGES_PER_BATCH, deps)
    for (const { id, reference } of ended) {
      const audited = { action: 'message.close', subject: reference, actor: 'system' } as const
      const entries = [await buildAudit({ ...audited, facts: { reason: 'ended_open' } }, deps)]
      const closed = await deps.store.closeOpenMessage(id, deps.clock(), { entries })
      if (closed === 'stored') count += 1
    }
  }
  if (count > 0) deps.log('warn', 'messages_closed', { count })
  return count
}

/** The job's progress: the day of the last run, and the references of open messages that staff were mailed about. */
interface Progress {
  readonly day: string | null
  readonly told: readonly string[]
}

const readProgress = (position: string | null): Progress =>
  position === null ? { day: null, told: [] } : JSON.parse(position)

/**
 * Warns staff once a day about open messages that end within `openMessages.warnDays`: a count in the log, and a mail with
 * each reference once. Blocked messages are left out, since staff may not answer them. The references mailed are stored in
 * the commit that queues the mail.
 *
 * @returns the number of messages that end.
 */
export async function warnOfOpenMessages(
  deps: MessagesDeps & Pick<MailDeps, 'prepareMail'> & { readonly site: SiteConfig },
  run: JobRun,
): Promise<number> {
  const { clock, site, log } = deps
  const today = dayOf(clock(), site.timeZone)
  const { day, told } = readProgress(run.position)
  const { warnDays } = site.openMessages
  if (day === today || warnDays === 0) return 0
  const ending = (await findEnding(warnDays * DAY_MS, TOLD_AT_MOST, deps)).filter(
    (message) => !message.isBlocked && endOf(message, site) > clock(),
  )
  if (ending.length > 0) log('warn', 'messages_open_long', { count: ending.length, days: warnDays })
  const news = ending.filter(({ reference }) => !told.includes(reference))
  const mails = await prepareMails(deps, () => {
    if (news.length === 0) return []
    const lineOf = (message: StoredMessage) =>
      `${message.reference}: ${dayOf(endOf(message, site), site.timeZone)}`
    const values = { count: String(news.length), lines: news.map(lineOf).join('\n') }
    return mailsToStaff({ kind: 'staff_messages_open', values }, site.mail)
  })
  const now = mails.length > 0 ? ending : ending.filter((one) => !news.includes(one))
  const noted = { day: today, told: now.map(({ reference }) => reference) }
  await run.advance(JSON.stringify(noted), mails)
  return ending.length
}
