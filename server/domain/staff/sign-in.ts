import type { ChangePasswordBody, ClaimBody, SetupBody, SignInBody } from '../../contract/index.ts'
import type { AccountRow } from '../../store/store.ts'
import { auditAccount, buildAccount, findByEmail, type StaffDeps } from './account.ts'

/** Whom a password belongs to. */
export type PasswordOwner =
  | { readonly kind: 'account'; readonly account: AccountRow }
  | { readonly kind: 'single' }

/**
 * Returns the account of an address, or, without an address, the single password of an installation without accounts: what an
 * attempt is checked against.
 */
export async function findOwner(
  { email }: Pick<SignInBody, 'email'>,
  deps: StaffDeps,
): Promise<(PasswordOwner & { readonly passwordHash: string }) | undefined> {
  if (email !== undefined) {
    const account = await findByEmail(email, deps)
    return account && { kind: 'account', account, passwordHash: account.passwordHash }
  }
  if (await deps.store.hasAccounts()) return undefined
  const passwordHash = await deps.store.findAdminPassword()
  return passwordHash === undefined ? undefined : { kind: 'single', passwordHash }
}

/** Returns whether a password is right. Takes equally long where there is nobody whose it could be. */
export async function isPasswordOf(
  owner: { readonly passwordHash: string } | undefined,
  password: string,
  { cryptography }: Pick<StaffDeps, 'cryptography'>,
): Promise<boolean> {
  if (owner) return cryptography.verifyPassword(password, owner.passwordHash)
  await cryptography.hashPassword(password)
  return false
}

/** Returns whether the first administrator can be made, with this token. */
export async function isSetupOpen(
  token: string,
  { store, cryptography, setupToken }: StaffDeps & { readonly setupToken: string | undefined },
): Promise<boolean> {
  if (setupToken === undefined) return false
  // Hashes have equal length, so comparing them does not reveal the token's length.
  const given = await cryptography.sha256(token)
  if (!cryptography.isEqual(given, await cryptography.sha256(setupToken))) return false
  return !(await store.hasAccounts()) && (await store.findAdminPassword()) === undefined
}

/**
 * Makes the first administrator, once, where `isSetupOpen`.
 *
 * @returns `undefined` where there is an account meanwhile.
 */
export async function setUpFirst(
  deps: StaffDeps,
  { name, email, password }: Omit<SetupBody, 'token'>,
): Promise<AccountRow | undefined> {
  const passwordHash = await deps.cryptography.hashPassword(password)
  return addFirst({ name, email, passwordHash }, deps)
}

/**
 * Makes the account of the holder of the single password, who becomes the first administrator. The password stays.
 *
 * @returns `undefined` where there is an account meanwhile.
 */
export async function claimAccount(
  { name, email }: ClaimBody,
  deps: StaffDeps,
): Promise<AccountRow | undefined> {
  const passwordHash = await deps.store.findAdminPassword()
  return passwordHash === undefined ? undefined : addFirst({ name, email, passwordHash }, deps)
}

async function addFirst(
  person: ClaimBody & { readonly passwordHash: string },
  deps: StaffDeps,
): Promise<AccountRow | undefined> {
  const account = await buildAccount({ ...person, role: 'administrator' }, deps)
  const entries = [await auditAccount({ action: 'account.create', account: account.id }, deps)]
  const result = await deps.store.addFirstAccount(account, { entries })
  return result === 'stored' ? account : undefined
}

/**
 * Replaces an account's password and ends its sessions, with an audit entry in the same commit.
 *
 * @returns the hash that was set; `undefined` where the current password is wrong.
 */
export async function changePassword(
  { id, passwordHash: expectedHash }: AccountRow,
  { currentPassword, newPassword }: ChangePasswordBody,
  deps: StaffDeps,
): Promise<string | undefined> {
  const { store, cryptography } = deps
  if (!(await cryptography.verifyPassword(currentPassword, expectedHash))) return undefined
  const passwordHash = await cryptography.hashPassword(newPassword)
  const further = {
    entries: [await auditAccount({ action: 'password.change', account: id }, deps)],
  }
  const result = await store.replacePassword(id, { passwordHash, expectedHash }, further)
  return result === 'stored' ? passwordHash : undefined
}
