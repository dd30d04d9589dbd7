import * as v from 'valibot'
import { day } from '../words.ts'
import { actEntries } from './act.ts'
import { documentNumber, impersonalText } from './impersonal.ts'

const facts = {
  /** Day on which it was signed. */
  date: day,
  /** Number of the paper. It replaces the person's name: no name, no scan, no file (MI-04). */
  number: documentNumber,
  /** Where the paper is kept. */
  keptAt: impersonalText(300),
  purpose: impersonalText(300),
  /** Day on which it was withdrawn. Absent: it is valid. */
  withdrawnOn: v.exactOptional(day),
}

export const paperConsentContent = v.strictObject(facts)
export const paperConsentBody = v.strictObject({ ...facts, ...actEntries })
/** A line of the register of paper consents. */
export type PaperConsentBody = v.InferOutput<typeof paperConsentBody>
