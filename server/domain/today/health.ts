import type { HealthLine } from '../../contract/index.ts'
import { DAY_MS } from '../calendar/day.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Events are sealed each minute. */
const SEALING_LATE_MS = 15 * MINUTE_MS
/** A site with visitors has a consent within this time. */
const QUIET_MS = 7 * DAY_MS
/** A chain that nobody looks at proves little. */
const VERIFIED_MS = 31 * DAY_MS
/** Backups and the retention job run daily. */
const DAILY_LATE_MS = 2 * DAY_MS
/** A backup that was never restored is a hope. */
const DRILL_MS = 183 * DAY_MS
/** A mail is tried again after a minute, then twice as long each time. */
const MAIL_LATE_MS = HOUR_MS
/** A signing key is rotated once a year. */
const KEY_MS = 366 * DAY_MS
/** Room on the disk, in bytes. */
const LITTLE_ROOM = 2_000_000_000
const NO_ROOM = 200_000_000

/** What the server has recorded about itself. Times in milliseconds since 1970 UTC; `null`: never. */
export interface HealthFacts {
  readonly nowMs: number
  /** Pages and choices counted today; `isUsed`: anything today or yesterday. */
  readonly signs: { readonly pages: number; readonly isUsed: boolean }
  readonly lastConsentAtMs: number | null
  readonly chain: {
    readonly sealedAtMs: number | null
    readonly hasUnsealed: boolean
    readonly sealingRanAtMs: number | null
    readonly isWhole: boolean
  }
  /** The last verification that ran to its end. */
  readonly verified: { readonly atMs: number; readonly problems: number } | null
  readonly backup: { readonly isSetUp: boolean; readonly atMs: number | null }
  readonly drilledAtMs: number | null
  readonly mail: {
    readonly isSetUp: boolean
    readonly ranAtMs: number | null
    readonly waiting: number
    readonly failed: number
    readonly oldestAtMs: number | null
  }
  readonly retention: { readonly ranAtMs: number | null; readonly isClockInDoubt: boolean }
  /** `null` where this server has no disk of its own. */
  readonly disk: { readonly freeBytes: number; readonly areWritesRefused: boolean } | null
  /** When the key that signs was made; `null` where none does. */
  readonly keyMadeAtMs: number | null
}

type Judged = Pick<HealthLine, 'state' | 'remedy'>

const OK: Judged = { state: 'ok', remedy: null }
const attention = (remedy: HealthLine['remedy']): Judged => ({ state: 'attention', remedy })
const broken = (remedy: HealthLine['remedy']): Judged => ({ state: 'broken', remedy })

function judgeChain({ nowMs, chain }: HealthFacts): Judged {
  if (!chain.isWhole) return broken('ledger_broken')
  const isLate = chain.hasUnsealed && nowMs - (chain.sealingRanAtMs ?? 0) > SEALING_LATE_MS
  return isLate ? broken('check_log') : OK
}

function judgeConsents({ nowMs, lastConsentAtMs }: HealthFacts): Judged {
  if (lastConsentAtMs === null) return attention('wait_for_first_consent')
  return nowMs - lastConsentAtMs > QUIET_MS ? attention('check_banner') : OK
}

function judgeVerification({ nowMs, verified }: HealthFacts): Judged {
  if (verified === null) return attention('verify_now')
  if (verified.problems > 0) return broken('ledger_broken')
  return nowMs - verified.atMs > VERIFIED_MS ? attention('verify_now') : OK
}

function judgeBackup({ nowMs, backup }: HealthFacts): Judged {
  if (!backup.isSetUp) return attention('set_up_backup')
  if (backup.atMs === null) return attention('run_backup')
  return nowMs - backup.atMs > DAILY_LATE_MS ? broken('run_backup') : OK
}

function judgeMail({ nowMs, mail }: HealthFacts): Judged {
  if (!mail.isSetUp) return attention('set_up_mail')
  const isLate = mail.oldestAtMs !== null && nowMs - mail.oldestAtMs > MAIL_LATE_MS
  return mail.failed > 0 && isLate ? broken('check_mail_server') : OK
}

function judgeRetention({ nowMs, retention }: HealthFacts): Judged {
  if (retention.isClockInDoubt) return broken('check_log')
  if (retention.ranAtMs === null) return attention('run_retention')
  return nowMs - retention.ranAtMs > DAILY_LATE_MS ? broken('run_retention') : OK
}

function judgeDisk({ freeBytes, areWritesRefused }: NonNullable<HealthFacts['disk']>): Judged {
  if (areWritesRefused || freeBytes < NO_ROOM) return broken('free_disk')
  return freeBytes < LITTLE_ROOM ? attention('free_disk') : OK
}

function judgeKey({ nowMs, keyMadeAtMs }: HealthFacts): Judged {
  if (keyMadeAtMs === null) return broken('check_log')
  return nowMs - keyMadeAtMs > KEY_MS ? attention('rotate_key') : OK
}

const isOld = (atMs: number | null, nowMs: number, ms: number): boolean =>
  atMs === null || nowMs - atMs > ms

/** Judges the health of each part, in the order in which it is shown. */
export function judgeHealth(facts: HealthFacts): readonly HealthLine[] {
  const { nowMs, signs, chain, verified, backup, drilledAtMs, mail, retention, disk } = facts
  const line = (
    name: HealthLine['name'],
    judged: Judged,
    { atMs = null, amount = null }: { atMs?: number | null; amount?: number | null },
  ): HealthLine => ({
    ...{ name, state: judged.state, remedy: judged.remedy, amount },
    at: atMs === null ? null : new Date(atMs).toISOString(),
  })
  const drill = isOld(drilledAtMs, nowMs, DRILL_MS) ? attention('drill_restore') : OK
  return [
    line('pages', signs.isUsed ? OK : attention('put_tag_on_pages'), { amount: signs.pages }),
    line('consents', judgeConsents(facts), { atMs: facts.lastConsentAtMs }),
    line('checkpoint', judgeChain(facts), { atMs: chain.sealedAtMs }),
    line('verification', judgeVerification(facts), { atMs: verified?.atMs ?? null }),
    line('backup', judgeBackup(facts), { atMs: backup.atMs }),
    line('restore_drill', drill, { atMs: drilledAtMs }),
    line('mail', judgeMail(facts), { atMs: mail.ranAtMs, amount: mail.waiting }),
    line('retention', judgeRetention(facts), { atMs: retention.ranAtMs }),
    ...(disk ? [line('disk', judgeDisk(disk), { amount: disk.freeBytes })] : []),
    line('signing_key', judgeKey(facts), { atMs: facts.keyMadeAtMs }),
  ]
}
