import * as v from 'valibot'
import { countryCodes } from '../countries.ts'
import { day, purposeId } from '../words.ts'
import { actEntries } from './act.ts'
import { documentNumber, impersonalText } from './impersonal.ts'

/** Contract and confidentiality agreement with a processor (clause 8.1(3), TP-02). */
export const processorContract = {
  contractNumber: documentNumber,
  contractDate: day,
  /** Day of the confidentiality agreement. */
  confidentialityDate: day,
  /** Its last day. Absent: unlimited. */
  confidentialityUntil: v.exactOptional(day),
}

const facts = {
  /** The organisation. */
  name: impersonalText(300),
  /** ISO 3166-1 alpha-2. */
  country: v.picklist(countryCodes),
  /** Purpose of its processing. */
  purpose: impersonalText(300),
  ...processorContract,
  /** Day on which its processing ended. Absent: it continues. */
  endedOn: v.exactOptional(day),
}

export const processorContent = v.strictObject(facts)
export const processorBody = v.strictObject({ ...facts, ...actEntries })
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
  /** Day on which it was removed from the configuration. Absent: it is enabled. */
  endedOn: v.exactOptional(v.string()),
})
/** A line of the register of services, written from the configuration at each start. */
export type ServiceContent = v.InferOutput<typeof serviceContent>
