import type { AddResult } from '../add-result.ts'
import type { WithWrite } from '../with-write.ts'

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
  /**
   * Sets a password in the place of any other and ends every session, in one commit.
   *
   * @param expectedHash where given, the hash that must still stand there: `conflict` where another has come meanwhile.
   * @param further written in the same commit, where the password was set.
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
  /** Ends every session, but for one where it is named; `further` is written in the same commit. Returns how many were ended. */
  deleteAdminSessions(keptTokenHash?: Uint8Array, further?: WithWrite): Promise<number>
}
