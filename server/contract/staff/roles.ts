/** Roles of staff: everything; messages, requests and registers; read-only access to proofs; statistics only. */
export const roles = ['administrator', 'operator', 'auditor', 'statistics'] as const
/** One of the four roles of staff. */
export type Role = (typeof roles)[number]
