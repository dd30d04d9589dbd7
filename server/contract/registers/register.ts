import * as v from 'valibot'
import type { DeepReadonly } from '../deep-readonly.ts'
import { listEntries, listFacts, searchEntry } from '../list.ts'
import { day, instant } from '../words.ts'
import { disclosureContent } from './disclosure.ts'
import { actorNames, factsLine, lineOf } from './line.ts'
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
  v.object({ lines: v.array(line), actors: actorNames, ...listFacts })

export const disclosuresResult = pageOf(lineOf(disclosureContent))
/** A page of the register of disclosures. */
export type DisclosuresResult = DeepReadonly<v.InferOutput<typeof disclosuresResult>>
export const processorsResult = pageOf(lineOf(processorContent))
/** A page of the register of processors. */
export type ProcessorsResult = DeepReadonly<v.InferOutput<typeof processorsResult>>
export const servicesResult = pageOf(lineOf(serviceContent))
/** A page of the register of services. */
export type ServicesResult = DeepReadonly<v.InferOutput<typeof servicesResult>>
export const paperConsentsResult = pageOf(lineOf(paperConsentContent))
/** A page of the register of paper consents. */
export type PaperConsentsResult = DeepReadonly<v.InferOutput<typeof paperConsentsResult>>
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
