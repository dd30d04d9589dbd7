import type { MeResult } from '../../../../server/contract/index.ts'
import * as held from '../../../text/kk/my-held.ts'

type Words<Key extends string> = Readonly<Record<Key, string>>
type Names = Readonly<Record<string, string>>

export const sources: Words<MeResult['sources'][number]> = {
  browser: held.sourceBrowser,
  contact_form: held.sourceForm,
}
export const ways: Words<MeResult['processing'][number]> = {
  stored: held.wayStored,
  encrypted: held.wayEncrypted,
  counted: held.wayCounted,
  answered: held.wayAnswered,
}
export const categories: Words<MeResult['data'][number]['category']> = {
  consents: held.categoryConsents,
  visits: held.categoryVisits,
  messages: held.categoryMessages,
  requests: held.categoryRequests,
}
export const termStarts: Words<MeResult['terms'][number]['from']> = {
  end_of_consent: held.fromEndOfConsent,
  visit: held.fromVisit,
  sending: held.fromSending,
  answer: held.fromAnswer,
}
export const purposes: Names = {
  functional: held.purposeFunctional,
  analytics: held.purposeAnalytics,
  external: held.purposeExternal,
  contact: held.purposeContact,
}
export const requestStates: Words<MeResult['requests'][number]['state']> = {
  open: held.requestOpen,
  answered: held.requestAnswered,
  refused: held.requestRefused,
}
export const consentStates: Names = {
  ConsentGiven: held.stateGiven,
  RenewedConsentGiven: held.stateGiven,
  ConsentExpired: held.stateExpired,
  ConsentWithdrawn: held.stateWithdrawn,
}
/** Labels of the server's field names. */
export const fields: Names = {
  id: held.fieldId,
  number: held.fieldId,
  givenAt: held.fieldGivenAt,
  validUntil: held.fieldValidUntil,
  language: held.fieldLanguage,
  policyVersion: held.fieldPolicyVersion,
  noticeSha256: held.fieldNotice,
  purposes: held.fieldPurposes,
  dataKinds: held.fieldDataKinds,
  surface: held.fieldSurface,
  name: held.fieldName,
  day: held.fieldDay,
  seenAtMs: held.fieldTime,
  receivedAtMs: held.fieldTime,
  durationMs: held.fieldDuration,
  address: held.fieldAddress,
  browser: held.fieldBrowser,
  os: held.fieldOs,
  device: held.fieldDevice,
  email: held.fieldEmail,
  phone: held.fieldPhone,
  message: held.fieldText,
  text: held.fieldText,
  kind: held.fieldKind,
  answer: held.fieldAnswer,
}
