import * as v from 'valibot'
import type { DeepReadonly } from '../deep-readonly.ts'
import { day, instant, language } from '../words.ts'
import { disclosedCategoryList, impersonalText } from './impersonal.ts'

export const breachStates = ['open', 'notified', 'closed'] as const

export const breachBody = v.strictObject({
  /** When it was discovered, ISO 8601. The authority is notified within one working day of it. */
  discoveredAt: instant,
  nature: impersonalText(4000),
  dataCategories: disclosedCategoryList,
  /** Number of people concerned, as far as known. */
  people: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000_000)),
  /** Measures taken against the breach and its consequences. */
  measures: impersonalText(4000),
  /** `open` until the authority has been notified. Default `open`. */
  state: v.optional(v.picklist(breachStates), 'open'),
})
/** A line of the register of breaches. */
export type BreachContent = v.InferOutput<typeof breachBody>

const responsible = v.nullable(
  v.object({
    name: v.object({ kk: v.string(), ru: v.string(), en: v.string() }),
    phone: v.string(),
    email: v.string(),
  }),
)
export const breachesResult = v.object({
  breaches: v.array(
    v.object({
      thread: v.string(),
      ...breachBody.entries,
      state: v.picklist(breachStates),
      /** When the latest line was written. */
      at: instant,
      /** Working day by whose end the authority must be notified. */
      dueOn: day,
      isOverdue: v.boolean(),
      /** From the current configuration; registers contain no names. */
      responsible,
    }),
  ),
})
/** Breaches by their latest lines: overdue first, then by due day (BR-01). */
export type BreachesResult = DeepReadonly<v.InferOutput<typeof breachesResult>>

export const noticeQuery = v.strictObject({
  /** Default Kazakh. */
  lang: v.optional(v.picklist(['kk', 'ru']), 'kk'),
})
const affectedSubject = v.object({
  /** Reference of the message, or id of the consent record. */
  ref: v.string(),
  /** Present where the person gave it, and the record is neither blocked nor erased. */
  name: v.nullable(v.string()),
  phone: v.nullable(v.string()),
  isBlocked: v.boolean(),
  /** Which of the two are `null` because they cannot be decrypted. */
  unreadable: v.array(v.picklist(['name', 'phone'])),
})
/** One affected person, as far as the site knows them. */
export type AffectedSubject = DeepReadonly<v.InferOutput<typeof affectedSubject>>

export const breachNoticeResult = v.object({ language, text: v.string() })
/** Draft of the notification to the authority (BR-02). */
export type BreachNoticeResult = DeepReadonly<v.InferOutput<typeof breachNoticeResult>>

export const affectedBody = v.strictObject({
  dataset: v.picklist(['messages', 'consents', 'visits']),
  /** First and last day, inclusive: of receiving a message, giving a consent, making a visit. */
  from: day,
  to: day,
})
export type AffectedBody = v.InferOutput<typeof affectedBody>

export const affectedResult = v.object({
  subjects: v.array(affectedSubject),
  /** The entries in the register of disclosures that name them, at most 1,000 subjects each. */
  disclosures: v.array(v.string()),
  /** Draft of the notification to the affected people; contains no names. */
  notice: v.object({ kk: v.string(), ru: v.string() }),
})
/** The people affected by a breach (BR-03). */
export type AffectedResult = DeepReadonly<v.InferOutput<typeof affectedResult>>
