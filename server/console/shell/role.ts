import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Role } from '../../contract/index.ts'

/** Provides the role of who is signed in to every screen. */
export const RoleContext = createContext<Role>('statistics')

/**
 * Returns whether who is signed in has one of these roles, or is an administrator. Only for what is shown: the server decides
 * by itself.
 */
export function useMay(...roles: Exclude<Role, 'administrator'>[]): boolean {
  const role = useContext(RoleContext)
  return role === 'administrator' || roles.some((one) => one === role)
}
