import type { SubjectStore } from '../store.ts'
import { codeStore } from './codes.ts'
import type { Connection } from './connection.ts'
import { deferredErasureStore } from './deferred-erasures.ts'
import { createEraseConsent, prepareConsentErasure, tallyOf } from './erase-consent.ts'
import { requestStore } from './requests.ts'
import { restrictionStore } from './restrictions.ts'
import { whenNeeded } from './when-needed.ts'

/** What a person can do about their own data. */
export function subjectStore(connection: Connection): SubjectStore {
  const { db, read } = connection
  const own = whenNeeded(() => prepareConsentErasure(db))
  return {
    ...restrictionStore(connection),
    ...requestStore(connection),
    ...codeStore(connection),
    ...deferredErasureStore(connection),
    eraseConsent: createEraseConsent(connection),
    countErased: (consentId) =>
      read(
        'countErased',
        () => own().countErased.get({ dataClass: tallyOf(consentId) })?.count ?? 0,
      ),
  }
}
