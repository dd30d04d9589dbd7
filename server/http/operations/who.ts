import type { Role } from '../../contract/staff/roles.ts'

/** Staff who are signed in, in one of these roles. The administrator may do whatever any of them may. */
export interface Staff {
  readonly staff: readonly ['administrator', ...Role[]]
}

/**
 * Who may call an operation. A closed set: what each asks of a request is carried out before the handler (`createAdmission`).
 *
 * - `anyone`: nothing is asked.
 * - `page`: a write comes from a page of an allowed origin, or from a program; a read is answered to anybody, and such a page may
 *   read the answer (CORS).
 * - `record`: as `page`, and who holds the secret of the consent record that the address names. The handler compares it.
 * - `person`: as `page`, and whose data they are, by a credential that the handler looks up: what it opens differs.
 * - `console`: a write comes from the console's own page; nobody needs to be signed in.
 * - staff: as `console`, and signed in.
 */
export type Who = 'anyone' | 'page' | 'record' | 'person' | 'console' | Staff

/** @param others who may besides the administrator. */
export const staff = (...others: Exclude<Role, 'administrator'>[]): Staff => ({
  staff: ['administrator', ...others],
})

export const isStaff = (who: Who): who is Staff => typeof who === 'object'
