import type { SubjectStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { deferredErasureStore } from '../erasure/deferred-erasures.ts'
import { createEraseConsent, prepareConsentErasure, tallyOf } from '../erasure/erase-consent.ts'
import { codeStore } from '../registers/codes.ts'
import { requestStore } from '../registers/requests.ts'
import { whenNeeded } from '../when-needed.ts'
import { restrictionStore } from './restrictions.ts'

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
