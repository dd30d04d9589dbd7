import * as v from 'valibot'
import type { DeepReadonly } from '../deep-readonly.ts'
import { listEntries, listFacts, searchEntry } from '../list.ts'
import { day, instant } from '../words.ts'
import { disclosureContent } from './disclosure.ts'
import { factsLine, lineOf } from './line.ts'
import { paperConsentContent } from './paper-consent.ts'
import { processorContent, serviceContent } from './processor.ts'

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

const pageOf = <S extends v.GenericSchema>(line: S) =>
  v.object({ lines: v.array(line), ...listFacts })

export const disclosuresResult = pageOf(lineOf(disclosureContent))
export const processorsResult = pageOf(lineOf(processorContent))
export const servicesResult = pageOf(lineOf(serviceContent))
export const paperConsentsResult = pageOf(lineOf(paperConsentContent))
export const factsResult = pageOf(factsLine)
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
