import * as v from 'valibot'
import { patternText } from '../bounded.ts'
import { day, purposeId } from '../words.ts'
import { documentNumber, impersonalText } from './impersonal.ts'

/** Contract and confidentiality agreement with a processor (clause 8.1(3), TP-02). */
export const processorContract = {
  contractNumber: documentNumber,
  contractDate: day,
  /** Day of the confidentiality agreement. */
  confidentialityDate: day,
  /** Its last day; absent: it has none. */
  confidentialityUntil: v.exactOptional(day),
}

export const processorBody = v.strictObject({
  /** The organisation. */
  name: impersonalText(300),
  /** ISO 3166-1 alpha-2. */
  country: patternText(/^[A-Z]{2}$/, 'country', 2),
  /** What it processes data for. */
  purpose: impersonalText(300),
  ...processorContract,
  /** Day from which it processes nothing more; absent: it still does. */
  endedOn: v.exactOptional(day),
})
/** A line of the register of processors. */
export type ProcessorBody = v.InferOutput<typeof processorBody>

export const serviceContent = v.strictObject({
  id: v.string(),
  purpose: purposeId,
  name: v.string(),
  provider: v.string(),
  country: v.string(),
  /** Thread of its processor. */
  processor: v.string(),
  /** Day on which it was taken out of the configuration; absent: it is enabled. */
  endedOn: v.exactOptional(v.string()),
})
/** A line of the register of services; written from the configuration at each start. */
export type ServiceContent = v.InferOutput<typeof serviceContent>
