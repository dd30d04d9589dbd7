import type { AffectedStore } from './interfaces/affected-store.ts'
import type { ConsentStore } from './interfaces/consent-store.ts'
import type { CountStore } from './interfaces/count-store.ts'
import type { HiddenVisitStore } from './interfaces/hidden-visit-store.ts'
import type { JobStore } from './interfaces/job-store.ts'
import type { KeyStore } from './interfaces/key-store.ts'
import type { LedgerStore } from './interfaces/ledger-store.ts'
import type { MailStore } from './interfaces/mail-store.ts'
import type { MessageStore } from './interfaces/message-store.ts'
import type { RegisterStore } from './interfaces/register-store.ts'
import type { RetentionStore } from './interfaces/retention-store.ts'
import type {
  AccountStore,
  AdministratorStore,
  InvitationStore,
  SessionStore,
} from './interfaces/staff-store.ts'
import type { SubjectStore } from './interfaces/subject-store.ts'
import type { VisitStore } from './interfaces/visit-store.ts'
import type { PolicyStore } from './policy-store.ts'
import type { StoreCondition } from './store-condition.ts'
import type { TodayStore } from './today-store.ts'
import type { UseStore } from './use-store.ts'
import type { WorkStore } from './work-store.ts'

export type { Role } from '../contract/staff/roles.ts'
export type * from './add-result.ts'
export type * from './deletion-notes.ts'
export type * from './interfaces/affected-store.ts'
export type * from './interfaces/consent-store.ts'
export type * from './interfaces/count-store.ts'
export type * from './interfaces/daily-count.ts'
export type * from './interfaces/hidden-visit-store.ts'
export type * from './interfaces/job-store.ts'
export type * from './interfaces/key-store.ts'
export type * from './interfaces/ledger-store.ts'
export type * from './interfaces/mail-store.ts'
export type * from './interfaces/message-store.ts'
export type * from './interfaces/register-entry.ts'
export type * from './interfaces/register-store.ts'
export type * from './interfaces/retention-store.ts'
export type * from './interfaces/staff-store.ts'
export type * from './interfaces/subject-store.ts'
export type * from './interfaces/visit-store.ts'
export type * from './policy-store.ts'
export type * from './store-condition.ts'
export type * from './today-store.ts'
export type * from './use-store.ts'
export type * from './with-act.ts'
export type * from './with-erasure.ts'
export type * from './with-write.ts'
export type * from './work-store.ts'

/**
 * Everything that the domain needs of a database, by topic. Implemented for SQLite (`sqlite/assemble-store.ts`); one suite
 * tests every implementation (`test/store`).
 *
 * Callers cannot open transactions: what must be written together is one method, so that a database that has batches but no
 * transactions can implement it. A write resolves once it is on disk. Outcomes are returned; a method rejects only where the
 * database fails or gets a value that its tables do not accept, always with a `StoreError`.
 */
export interface Store
  extends AccountStore,
    AdministratorStore,
    AffectedStore,
    ConsentStore,
    CountStore,
    HiddenVisitStore,
    InvitationStore,
    JobStore,
    KeyStore,
    LedgerStore,
    MailStore,
    MessageStore,
    PolicyStore,
    RegisterStore,
    RetentionStore,
    SessionStore,
    SubjectStore,
    TodayStore,
    UseStore,
    VisitStore,
    WorkStore {
  /** Checks the store's condition. `ready`: it responds, accepts writes, and its migrations are done. Never rejects. */
  readCondition(): Promise<StoreCondition>
  /** Stores the writes called before it, then closes the database. Later calls reject. */
  close(): Promise<void>
}
