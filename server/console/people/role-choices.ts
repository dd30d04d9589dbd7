import type { Role } from '../../contract/index.ts'
import type { Texts } from '../text/kk.ts'
import { nameRole } from '../text/name-role.ts'

const ROLES = ['operator', 'auditor', 'statistics', 'administrator'] as const satisfies Role[]

/** Returns the roles as choices of a form, the one with the most permissions last. */
export const listRoles = (text: Texts) =>
  ROLES.map((value) => ({ value, title: nameRole(value, text) }))
