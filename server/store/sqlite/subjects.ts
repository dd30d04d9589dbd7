import type { SubjectStore } from '../store.ts'
import { codeStore } from './codes.ts'
import type { Connection } from './connection.ts'
import { deferredErasureStore } from './deferred-erasures.ts'
import { createEraseConsent, prepareConsentErasure, tallyOf } from './erase-consent.ts'
import { requestStore } from './requests.ts'
import { restrictionStore } from './restrictions.ts'

/** What a person can do about their own data. */
export function subjectStore(connection: Connection): SubjectStore {
  const { db, read } = connection
  const { countErased } = prepareConsentErasure(db)
  return {
    ...restrictionStore(connection),
    ...requestStore(connection),
    ...codeStore(connection),
    ...deferredErasureStore(connection),
    eraseConsent: createEraseConsent(connection),
    countErased: (consentId) =>
      read('countErased', () => countErased.get({ dataClass: tallyOf(consentId) })?.count ?? 0),
  }
}
