/** What a member of staff may be: everything; messages, requests and registers; reading what proves something; figures alone. */
export const roles = ['administrator', 'operator', 'auditor', 'statistics'] as const
/** One of the four roles of staff. */
export type Role = (typeof roles)[number]
