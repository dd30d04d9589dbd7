import * as v from 'valibot'
import { day } from '../words.ts'
import { documentNumber, impersonalText } from './impersonal.ts'

export const paperConsentBody = v.strictObject({
  /** Day on which it was signed. */
  date: day,
  /** Number of the paper. It replaces the person's name: no name, no scan, no file (MI-04). */
  number: documentNumber,
  /** Where the paper is kept. */
  keptAt: impersonalText(300),
  purpose: impersonalText(300),
  /** Day on which it was withdrawn. Absent: it is valid. */
  withdrawnOn: v.exactOptional(day),
})
/** A line of the register of paper consents. */
export type PaperConsentBody = v.InferOutput<typeof paperConsentBody>
