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

/** Provides whether an address is a screen that who is signed in may open. */
export const ReachContext = createContext<(path: string) => boolean>(() => false)

/** Returns a function that tells whether an address (`/requests`) may be opened, so that no link leads to a refusal. */
export const useReach = (): ((path: string) => boolean) => useContext(ReachContext)
