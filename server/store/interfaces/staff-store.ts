import type { Role } from '../../contract/staff/roles.ts'
import type { AddResult } from '../add-result.ts'
import type { WithWrite } from '../with-write.ts'

/** A member of staff. */
export interface AccountRow {
  readonly id: string
  readonly role: Role
  /** Encrypted (`accounts.name`, `accounts.email`). */
  readonly name: Uint8Array
  readonly email: Uint8Array
  /** Blind index of the address. No two accounts in use have the same. */
  readonly emailIndex: Uint8Array
  readonly passwordHash: string
  readonly createdAtMs: number
  /** Since when it can no longer sign in; `null` while it can. */
  readonly disabledAtMs: number | null
  readonly lastSignInAtMs: number | null
  /** Encrypted secret of the second factor (`accounts.totp`); `null` where none is set up. */
  readonly totpSecret: Uint8Array | null
  /** The time step of the last accepted code: neither it nor an earlier one is accepted again. */
  readonly totpLastStep: number | null
  /** The accepted undertaking of confidentiality; `null` before one was accepted. */
  readonly undertakingVersion: string | null
  /** SHA-256 of its text, hex. */
  readonly undertakingHash: string | null
  readonly undertakingAtMs: number | null
}

/** A second factor as it is stored. */
export interface FactorRow {
  readonly totpSecret: Uint8Array
  readonly totpLastStep: number
  /** SHA-256 of each recovery code. */
  readonly recoveryHashes: readonly Uint8Array[]
}

/** An invitation to become a member of staff. The token itself is not stored. */
export interface InvitationRow {
  readonly id: string
  readonly tokenHash: Uint8Array
  readonly role: Role
  /** Encrypted (`invitations.email`). */
  readonly email: Uint8Array
  readonly createdAtMs: number
  readonly expiresAtMs: number
  /** Account that invited. */
  readonly invitedBy: string
}

/**
 * What a session may do: `claim`, give the account of the single password a name; `factor`, show the second factor; `full`,
 * what its role may.
 */
export type SessionStage = 'claim' | 'factor' | 'full'

/** A signed-in browser; the token itself is not stored. */
export interface AdminSession {
  readonly tokenHash: Uint8Array
  /** Names it in a list. */
  readonly id: string
  /** `null` for the holder of the single password. */
  readonly accountId: string | null
  readonly stage: SessionStage
  /** Browser and system in words, without a version. */
  readonly browser: string
  readonly createdAtMs: number
  readonly lastSeenAtMs: number
}

/** What a sign-in was decided by, and what must still be stored when its session is added. */
export interface SignInSeen {
  /** Of the account, which must be in use; without an account the single password's. */
  readonly passwordHash: string
  readonly hasFactor: boolean
  /** SHA-256 of the token of the session that the new one replaces, in one commit. Default: none is replaced. */
  readonly replacedTokenHash?: Uint8Array | undefined
}

/** Result of a change that must leave an administrator. `absent`: no such account, or a disabled one. */
export type StaffChange = 'stored' | 'absent' | 'last_administrator'

/** Accounts of staff and their second factors. */
export interface AccountStore {
  /** Adds the first account, and removes the single password with its sessions; `conflict` where there is an account. */
  addFirstAccount(account: AccountRow, further?: WithWrite): Promise<AddResult>
  hasAccounts(): Promise<boolean>
  findAccount(id: string): Promise<AccountRow | undefined>
  /** Finds the account in use with one of these blind indexes. */
  findAccountByEmail(emailIndexes: readonly Uint8Array[]): Promise<AccountRow | undefined>
  /** Returns up to `limit` accounts, disabled ones too, oldest first. */
  readAccounts(limit: number): Promise<readonly AccountRow[]>
  /**
   * Replaces a password and ends the account's sessions, in one commit.
   *
   * @param given.expectedHash the hash that must still be stored; else `conflict`. Default: any.
   * @param given.isFactorRemoved removes the second factor too. Default: it stays.
   */
  replacePassword(
    id: string,
    given: {
      readonly passwordHash: string
      readonly expectedHash?: string
      readonly isFactorRemoved?: boolean
    },
    further?: WithWrite,
  ): Promise<AddResult>
  /** Sets up a second factor and ends the account's sessions, in one commit; `conflict` where there is one. */
  addFactor(id: string, factor: FactorRow, further?: WithWrite): Promise<AddResult>
  /** Removes the second factor with its recovery codes, and ends the account's sessions, in one commit. */
  removeFactor(id: string, further?: WithWrite): Promise<void>
  replaceRecoveryCodes(
    id: string,
    hashes: readonly Uint8Array[],
    further?: WithWrite,
  ): Promise<void>
  countRecoveryCodes(id: string): Promise<number>
  /** Accepts a time step once; `conflict` for it or an earlier one. */
  useTotpStep(id: string, step: number): Promise<AddResult>
  /** Uses up a recovery code; `conflict` where it is unknown or used. */
  useRecoveryCode(id: string, hash: Uint8Array, further?: WithWrite): Promise<AddResult>
  acceptUndertaking(
    id: string,
    accepted: Pick<AccountRow, 'undertakingVersion' | 'undertakingHash' | 'undertakingAtMs'>,
    further?: WithWrite,
  ): Promise<void>
  changeRole(id: string, role: Role, further?: WithWrite): Promise<StaffChange>
  /** Disables an account and ends its sessions, in one commit. */
  disableAccount(id: string, atMs: number, further?: WithWrite): Promise<StaffChange>
}

/** Invitations of staff. */
export interface InvitationStore {
  /** @param replacedIds invitations that it takes the place of: they are withdrawn in the same commit. Default: none. */
  addInvitation(
    invitation: InvitationRow,
    further?: WithWrite,
    replacedIds?: readonly string[],
  ): Promise<void>
  findInvitation(tokenHash: Uint8Array): Promise<InvitationRow | undefined>
  /** Returns up to `limit` invitations, oldest first. */
  readInvitations(limit: number): Promise<readonly InvitationRow[]>
  /**
   * Adds the account and uses the invitation up; `conflict` where it is gone, or the address has an account.
   *
   * @param emailIndexes blind indexes of the address, one of each key generation: no account in use may have any of them, and
   *   whoever has invited must still be an administrator; else `conflict`. Default: neither is asked.
   */
  acceptInvitation(
    id: string,
    account: AccountRow,
    further?: WithWrite,
    emailIndexes?: readonly Uint8Array[],
  ): Promise<AddResult>
  /** @returns whether there was one. */
  withdrawInvitation(id: string, further?: WithWrite): Promise<boolean>
}

/** Sessions of staff. */
export interface SessionStore {
  /**
   * Adds a session; a `full` one is the account's last sign-in.
   *
   * @param seen what must still be stored; else `conflict`, and nothing is written. Default: anything.
   */
  addAdminSession(session: AdminSession, further?: WithWrite, seen?: SignInSeen): Promise<AddResult>
  findAdminSession(tokenHash: Uint8Array): Promise<AdminSession | undefined>
  /** Returns an account's sessions, newest first. */
  readAdminSessions(accountId: string): Promise<readonly AdminSession[]>
  touchAdminSession(tokenHash: Uint8Array, lastSeenAtMs: number): Promise<void>
  deleteAdminSession(tokenHash: Uint8Array, further?: WithWrite): Promise<void>
  /** Ends one session of an account; `further` is written where there was one. @returns whether there was. */
  deleteSessionOf(accountId: string, id: string, further?: WithWrite): Promise<boolean>
  /** Ends an account's sessions except a given one; `further` is written in the same commit. Returns the number ended. */
  deleteAdminSessions(
    accountId: string,
    keptTokenHash?: Uint8Array,
    further?: WithWrite,
  ): Promise<number>
}

/** The single password of installations that were set up before there were accounts. */
export interface AdministratorStore {
  /** Returns its hash, or `undefined` where none is set. */
  findAdminPassword(): Promise<string | undefined>
  /**
   * Sets it, in place of an earlier one, and ends the sessions of its holder, in one commit.
   *
   * @param further written in the same commit.
   */
  replaceAdminPassword(passwordHash: string, atMs: number, further?: WithWrite): Promise<void>
}
