import type { Role } from '../../contract/staff/roles.ts'

/** Signed-in staff in one of these roles. The administrator may call whatever any of them may. */
export interface Staff {
  readonly staff: readonly ['administrator', ...Role[]]
  /** Whether they may call it before second factor and undertaking are done. Default: only after that. */
  readonly isBeforeReady?: true
}

/**
 * Who may call an operation. A closed set: `createAdmission` carries out what each requires before the handler is called.
 *
 * - `anyone`: nothing is required.
 * - `page`: a write comes from a page of an allowed origin, or from a program; a read is answered to anybody, and such a page may
 *   read the answer (CORS).
 * - `record`: as `page`, and the caller holds the secret of the consent record in the address. The handler compares it.
 * - `person`: as `page`, and the caller shows a credential for their own data. The handler looks it up, since what it opens
 *   differs.
 * - `console`: a write comes from the console's own page; no session is required.
 * - staff: as `console`, with a session.
 */
export type Who = 'anyone' | 'page' | 'record' | 'person' | 'console' | Staff

/** @param others roles that may call it besides the administrator. */
export const staff = (...others: Exclude<Role, 'administrator'>[]): Staff => ({
  staff: ['administrator', ...others],
})

/** Anybody who is signed in, also before second factor and undertaking: for what these need. */
export const staffBeforeReady: Staff = {
  ...staff('operator', 'auditor', 'statistics'),
  isBeforeReady: true,
}

export const isStaff = (who: Who): who is Staff => typeof who === 'object'
