import type { AddResult } from './add-result.ts'

/** A signed-in browser of an administrator; the token itself is not kept. */
export interface AdminSession {
  readonly tokenHash: Uint8Array
  readonly createdAtMs: number
  readonly lastSeenAtMs: number
}

/** The administrator's password and sessions. */
export interface AdministratorStore {
  /** The administrator's password hash, absent until it is set. */
  findAdminPassword(): Promise<string | undefined>
  /** Sets the password where none is set; `conflict` where one is. */
  addAdminPassword(passwordHash: string, atMs: number): Promise<AddResult>
  addAdminSession(session: AdminSession): Promise<void>
  findAdminSession(tokenHash: Uint8Array): Promise<AdminSession | undefined>
  touchAdminSession(tokenHash: Uint8Array, lastSeenAtMs: number): Promise<void>
  deleteAdminSession(tokenHash: Uint8Array): Promise<void>
}
