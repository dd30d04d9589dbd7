import type { Role } from '../../contract/index.ts'
import type { Texts } from './kk.ts'

/** Returns a role in words. */
export function nameRole(role: Role, text: Texts): string {
  const names: Readonly<Record<Role, string>> = {
    administrator: text.roleAdministrator,
    operator: text.roleOperator,
    auditor: text.roleAuditor,
    statistics: text.roleStatistics,
  }
  return names[role]
}
