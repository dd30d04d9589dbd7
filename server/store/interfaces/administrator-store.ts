import type { AddResult } from '../add-result.ts'
import type { WithWrite } from '../with-write.ts'

/** A signed-in browser of an administrator; the token itself is not stored. */
export interface AdminSession {
  readonly tokenHash: Uint8Array
  readonly createdAtMs: number
  readonly lastSeenAtMs: number
}

/** The administrator's password and sessions. */
export interface AdministratorStore {
  /** Returns the administrator's password hash, or `undefined` where none is set. */
  findAdminPassword(): Promise<string | undefined>
  /** Sets the password where none is set; `conflict` where one is. */
  addAdminPassword(passwordHash: string, atMs: number): Promise<AddResult>
  /**
   * Replaces the password and ends every session, in one commit.
   *
   * @param expectedHash if given, the hash that must still be stored; else `conflict`.
   * @param further written in the same commit, if the password was set.
   */
  replaceAdminPassword(
    passwordHash: string,
    given: { readonly atMs: number; readonly expectedHash?: string },
    further?: WithWrite,
  ): Promise<AddResult>
  addAdminSession(session: AdminSession): Promise<void>
  findAdminSession(tokenHash: Uint8Array): Promise<AdminSession | undefined>
  touchAdminSession(tokenHash: Uint8Array, lastSeenAtMs: number): Promise<void>
  deleteAdminSession(tokenHash: Uint8Array): Promise<void>
  /** Ends every session except a given one; `further` is written in the same commit. Returns the number ended. */
  deleteAdminSessions(keptTokenHash?: Uint8Array, further?: WithWrite): Promise<number>
}
