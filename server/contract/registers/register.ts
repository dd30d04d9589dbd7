import * as v from 'valibot'
import type { DeepReadonly } from '../deep-readonly.ts'
import { listEntries, listFacts, searchEntry } from '../list.ts'
import { day, instant } from '../words.ts'
import { disclosureContent } from './disclosure.ts'
import { paperConsentBody } from './paper-consent.ts'
import { processorBody, serviceContent } from './processor.ts'

export const registerQuery = v.strictObject({
  ...listEntries(['newest', 'oldest']),
  ...searchEntry,
})

/** Query of a register as a table. */
export const registerTableQuery = v.strictObject({
  /** First and last day, inclusive. Default: everything. */
  from: v.optional(day),
  to: v.optional(day),
})

const pageOf = <S extends v.GenericSchema>(content: S) =>
  v.object({
    lines: v.array(
      v.object({
        /** Number in the order of writing. */
        seq: v.number(),
        id: v.string(),
        /** Lines of one thread are the history of one thing; the last one is current. */
        thread: v.string(),
        at: instant,
        /** `administrator`, `subject` or `system`. */
        actor: v.string(),
        content,
      }),
    ),
    ...listFacts,
  })

/** Facts written by the server itself; they contain no names and no addresses. */
const facts = v.record(v.string(), v.unknown())

export const disclosuresResult = pageOf(disclosureContent)
export const processorsResult = pageOf(processorBody)
export const servicesResult = pageOf(serviceContent)
export const paperConsentsResult = pageOf(paperConsentBody)
export const factsResult = pageOf(facts)
/** A page of a register. */
export type RegisterResult = DeepReadonly<v.InferOutput<typeof factsResult>>

export const writtenResult = v.object({
  /** Id of the new line. */
  id: v.string(),
  thread: v.string(),
  at: instant,
  /** For a disclosure of which the subject must be informed: the due day (DI-06). */
  noticeDueOn: v.exactOptional(v.string()),
  /** For a breach: the day by which the authority must be notified (BR-01). */
  dueOn: v.exactOptional(v.string()),
})
/** The line that was written. */
export type WrittenResult = DeepReadonly<v.InferOutput<typeof writtenResult>>
