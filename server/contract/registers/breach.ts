import * as v from 'valibot'
import { boundedList } from '../bounded.ts'
import type { DeepReadonly } from '../deep-readonly.ts'
import { day, instant, language, texts } from '../words.ts'
import { actEntries } from './act.ts'
import { disclosedCategoryList, impersonalText, referenceNumber } from './impersonal.ts'
import { actorNames, factsLine } from './line.ts'

export const breachStates = ['open', 'notified', 'closed'] as const

const people = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000_000))

/** Whose data a breach concerns: those of one dataset and period. */
const affectedScope = v.strictObject({
  dataset: v.picklist(['messages', 'consents', 'visits']),
  /** First and last day, inclusive: of receiving a message, giving a consent, making a visit. */
  from: day,
  to: day,
})
/** Whose data a breach concerns: those of one dataset and period. */
export type AffectedScope = Readonly<v.InferOutput<typeof affectedScope>>
const affected = boundedList(affectedScope, { max: 10 })

const facts = {
  /** When it was discovered, ISO 8601. The authority is notified within one working day of it. */
  discoveredAt: instant,
  nature: impersonalText(4000),
  dataCategories: disclosedCategoryList,
  /** Number of people concerned, as far as known. */
  people,
  /** Measures taken against the breach and its consequences. */
  measures: impersonalText(4000),
  /** By which the people concerned are found. Default: not known yet. */
  affected: v.exactOptional(affected),
  /** When the notification was sent to the authority, and the number under which it was taken. Default: not sent. */
  authorityTold: v.exactOptional(
    v.strictObject({ at: instant, number: v.exactOptional(referenceNumber) }),
  ),
  /** When the people concerned were told, and how many of them. Default: not told. */
  peopleTold: v.exactOptional(v.strictObject({ at: instant, people })),
  /** `open` until the authority has been notified. Default `open`, or `notified` with `authorityTold`. */
  state: v.optional(v.picklist(breachStates), 'open'),
}

export const breachBody = v.strictObject({ ...facts, ...actEntries })
export type BreachBody = v.InferOutput<typeof breachBody>
const breachContent = v.strictObject(facts)
/** A line of the register of breaches. */
export type BreachContent = v.InferOutput<typeof breachContent>

const responsible = v.nullable(
  v.object({
    name: texts,
    phone: v.string(),
    email: v.string(),
  }),
)
const breach = v.object({
  thread: v.string(),
  ...facts,
  state: v.picklist(breachStates),
  /** Id of the latest line, and when it was written. */
  lastId: v.string(),
  at: instant,
  /** Working day by whose end the authority must be notified, and its end. */
  dueOn: day,
  dueAt: instant,
  isOverdue: v.boolean(),
  /** From the current configuration; registers contain no names. */
  responsible,
})
export const breachesResult = v.object({ breaches: v.array(breach) })
/** Breaches by their latest lines: overdue first, then by due day (BR-01). */
export type BreachesResult = DeepReadonly<v.InferOutput<typeof breachesResult>>

export const breachResult = v.object({
  breach,
  lines: v.array(factsLine),
  actors: actorNames,
})
/** One breach, with all its lines in the order of writing. */
export type BreachResult = DeepReadonly<v.InferOutput<typeof breachResult>>

export const noticeQuery = v.strictObject({
  /** Default Kazakh. */
  lang: v.optional(v.picklist(['kk', 'ru']), 'kk'),
})
export const breachNoticeResult = v.object({
  language,
  /** To the authority; names the people concerned until the breach is closed. */
  text: v.string(),
  /** To the people concerned; contains no names. */
  peopleText: v.string(),
})
/** Drafts of the notifications (BR-02, BR-03). */
export type BreachNoticeResult = DeepReadonly<v.InferOutput<typeof breachNoticeResult>>

export const affectedBody = v.strictObject({ affected })
export type AffectedBody = v.InferOutput<typeof affectedBody>

/** One affected person in a preview, without a word of theirs. */
const affectedPerson = v.object({
  /** Reference of the message, or id of the consent record. */
  ref: v.string(),
  dataset: affectedScope.entries.dataset,
  /** Whether the notification to the authority can name them, and a phone number. */
  hasName: v.boolean(),
  hasPhone: v.boolean(),
  isBlocked: v.boolean(),
})
/** One affected person in a preview, without a word of theirs. */
export type AffectedPerson = DeepReadonly<v.InferOutput<typeof affectedPerson>>

export const affectedResult = v.object({
  /** Number of people: each reference or record once. */
  total: v.pipe(v.number(), v.integer()),
  /** The first 100 of them. */
  people: v.array(affectedPerson),
})
/** A preview of the people affected by a breach (BR-03). Nothing is written. */
export type AffectedResult = DeepReadonly<v.InferOutput<typeof affectedResult>>
