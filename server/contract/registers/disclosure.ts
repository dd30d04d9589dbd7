import * as v from 'valibot'
import { boundedList, patternText } from '../bounded.ts'
import { day } from '../words.ts'
import { actEntries } from './act.ts'
import {
  disclosedCategoryList,
  documentNumber,
  impersonalText,
  referenceNumber,
  subjectRef,
} from './impersonal.ts'

/** Maximum subjects in one line; more take several lines. */
export const SUBJECTS_PER_LINE = 1000

/** Facts of every disclosure, whatever its ground (clause 8.1). */
const facts = {
  /** Day of the disclosure. */
  date: day,
  /** Recipient of the data: an organisation. */
  recipient: impersonalText(300),
  documentNumber: referenceNumber,
  documentDate: day,
  dataCategories: disclosedCategoryList,
  subjects: boundedList(subjectRef, { max: SUBJECTS_PER_LINE }),
  /** Post or department that discloses. */
  disclosedBy: impersonalText(200),
  /** The norm that forbids showing it to the subject (clause 9.1(1)). Default: it is shown (DI-05). */
  hiddenFromSubject: v.exactOptional(impersonalText(300)),
  /** Whether the subject must be informed (Art. 19), within 10 working days (DI-06). */
  needsNotice: v.exactOptional(v.boolean()),
  /** Day on which the subject was informed. */
  noticeToldOn: v.exactOptional(day),
}

/** Computed by the server. */
const worked = {
  /** Day by which the subject must be informed; absent once that is done. */
  noticeDueOn: v.exactOptional(v.string()),
  /** Thread of the breach that it was made for. */
  breach: v.exactOptional(v.string()),
}

const writtenConsent = {
  ground: v.literal('written_consent'),
  /** Number of the consent in the register of paper consents (8.1(1), DI-02). */
  consentNumber: documentNumber,
}
const authorityRequest = {
  ground: v.literal('authority_request'),
  authority: impersonalText(300),
  requestNumber: referenceNumber,
  /** The norm that the authority cites (8.1(2), DI-03). */
  legalNorm: impersonalText(300),
}
const processorContract = {
  ground: v.literal('processor_contract'),
  /** Thread of the processor in its register (8.1(3), DI-04). */
  processor: patternText(
    /^(?:[0-9a-f-]{36}|service:[a-z0-9-]{1,32}|recipient:[0-9a-f]{8})$/,
    'thread',
    40,
  ),
}

export const disclosureBody = v.variant('ground', [
  v.strictObject({ ...facts, ...actEntries, ...writtenConsent }),
  v.strictObject({ ...facts, ...actEntries, ...authorityRequest }),
  v.strictObject({ ...facts, ...actEntries, ...processorContract }),
])
/** A planned disclosure with exactly one of three grounds (DI-01). */
export type DisclosureBody = v.InferOutput<typeof disclosureBody>

export const disclosureContent = v.variant('ground', [
  v.strictObject({ ...facts, ...worked, ...writtenConsent }),
  v.strictObject({ ...facts, ...worked, ...authorityRequest }),
  v.strictObject({ ...facts, ...worked, ...processorContract }),
])
/** A line of the register of disclosures. */
export type DisclosureContent = v.InferOutput<typeof disclosureContent>
