import * as v from 'valibot'
import type { DeepReadonly } from '../deep-readonly.ts'
import { count, day, instant } from '../words.ts'

/**
 * What staff have to do by a day:
 *
 * - `request`: a person's request without an answer (DS-09).
 * - `message`: a message unanswered for three working days.
 * - `breach_authority`, `breach_people`: a breach of which the authority, or the people concerned, have not been told.
 * - `transfer_notice`: a transfer of data of which the people concerned have not been told.
 * - `confidentiality`: the duty of confidentiality that a recipient has signed ends.
 * - `policy`: a version of the policy that is published and not in force yet.
 * - `legal_hold`: a legal hold that ends; what it holds can be destroyed from then on.
 */
const dueKind = v.picklist([
  'request',
  'message',
  'breach_authority',
  'breach_people',
  'transfer_notice',
  'confidentiality',
  'policy',
  'legal_hold',
])

const dueItem = v.object({
  kind: dueKind,
  /** Number or name that says which one: `R-7K2M9QXA`, `2026-12-01`. Never personal data. */
  reference: v.string(),
  /** Last day, of the site's zone. */
  dueOn: day,
  /** The exact instant, where hours count; `null` where the whole day does. */
  dueAt: v.nullable(instant),
  /** Working days until `dueOn`: 0 is today; negative, how many working days ago it passed. */
  workingDaysLeft: v.pipe(v.number(), v.integer()),
  /** `soon`: within three working days. */
  state: v.picklist(['overdue', 'today', 'soon', 'later']),
  /** Address in the console where it is done, below `/admin`: `/requests/R-7K2M9QXA`. */
  address: v.string(),
})
/** One thing that staff have to do by a day. */
export type DueItem = DeepReadonly<v.InferOutput<typeof dueItem>>

/** Of what Today tells the health, in this order. */
export const healthNames = [
  'pages',
  'consents',
  'checkpoint',
  'verification',
  'backup',
  'restore_drill',
  'mail',
  'retention',
  'disk',
  'signing_key',
] as const

/** What to do about it: the console has a sentence for each. */
export const healthRemedies = [
  'put_tag_on_pages',
  'check_banner',
  'wait_for_first_consent',
  'check_log',
  'verify_now',
  'ledger_broken',
  'set_up_backup',
  'run_backup',
  'drill_restore',
  'set_up_mail',
  'check_mail_server',
  'run_retention',
  'free_disk',
  'rotate_key',
] as const

const healthLine = v.object({
  name: v.picklist(healthNames),
  /** `attention`: somebody should look; `broken`: it does not work, or a duty is not met. */
  state: v.picklist(['ok', 'attention', 'broken']),
  /** When it last happened; `null` where it never has, or has no time. */
  at: v.nullable(instant),
  /** The figure it has: pages seen today, mails waiting, free bytes; `null` where it has none. */
  amount: v.nullable(v.number()),
  /** `null` where there is nothing to do. */
  remedy: v.nullable(v.picklist(healthRemedies)),
})
/** The health of one part of the system. */
export type HealthLine = DeepReadonly<v.InferOutput<typeof healthLine>>

export const todayResult = v.object({
  /** The current day of the site's zone. */
  today: day,
  /** Soonest due first, at most five of a kind: a hundred old messages must not hide a breach. */
  due: v.array(dueItem),
  /** The kinds of which more is due, and how many more. */
  more: v.array(
    v.object({
      kind: dueKind,
      count: v.pipe(v.number(), v.integer(), v.minValue(1)),
      /** Address in the console of the list, below `/admin`. */
      address: v.string(),
    }),
  ),
  /** How many are due in all. */
  total: count,
  /** In the order of `healthNames`; what this server does not have (a disk at the edge) is left out. */
  health: v.array(healthLine),
})
/** What is due and how the system is, GET `/v1/admin/today`. Numbers and references alone, no personal data. */
export type TodayResult = DeepReadonly<v.InferOutput<typeof todayResult>>
