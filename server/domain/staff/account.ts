import type { Cryptography } from '../../crypto/cryptography.ts'
import type { AccountRow, InvitationRow, RegisterEntry, Role, Store } from '../../store/store.ts'
import { indexEmail } from '../addresses/index-email.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import { type OpenDeps, openSealed } from '../keys/open-sealed.ts'
import { buildAudit } from '../registers/audit.ts'

/** Dependencies of everything about accounts of staff. */
export interface StaffDeps {
  readonly store: Store
  readonly cryptography: Cryptography
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly log: OpenDeps['log']
}

/** What an account is made of. */
export interface NewAccount {
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly passwordHash: string
}

/** Builds an account without second factor and undertaking; name and address are encrypted. */
export async function buildAccount(
  { name, email, role, passwordHash }: NewAccount,
  deps: Pick<StaffDeps, 'cryptography' | 'clock'>,
): Promise<AccountRow> {
  const { cryptography, clock } = deps
  const createdAtMs = clock()
  const id = buildUuidV7(createdAtMs, cryptography.randomBytes(10))
  const [emailIndex] = indexEmail('accounts.email', email, cryptography)
  if (!emailIndex) throw new Error('account: no key to index the address')
  return {
    ...{ id, role, passwordHash, createdAtMs, emailIndex },
    name: await cryptography.seal('accounts.name', id, name),
    email: await cryptography.seal('accounts.email', id, email),
    ...{ disabledAtMs: null, lastSignInAtMs: null, totpSecret: null, totpLastStep: null },
    ...{ undertakingVersion: null, undertakingHash: null, undertakingAtMs: null },
  }
}

/** Returns the account in use with this address. */
export const findByEmail = (email: string, deps: StaffDeps): Promise<AccountRow | undefined> =>
  deps.store.findAccountByEmail(indexEmail('accounts.email', email, deps.cryptography))

/** Decrypts name and address of an account; `null` for what cannot be decrypted. */
export const openPerson = async ({ id, name, email }: AccountRow, deps: StaffDeps) => ({
  name: (await openSealed(deps, 'accounts.name', id, name)) ?? null,
  email: (await openSealed(deps, 'accounts.email', id, email)) ?? null,
})

/** Decrypts the address of an invitation; `null` where it cannot be decrypted. */
export const openInvited = async ({ id, email }: InvitationRow, deps: StaffDeps) =>
  (await openSealed(deps, 'invitations.email', id, email)) ?? null

/** Builds the audit line of an act about an account, without name or address (SE-04). */
export const auditAccount = (
  { action, account, actor = account, facts }: AccountAct,
  deps: Pick<StaffDeps, 'cryptography' | 'clock'>,
): Promise<RegisterEntry> =>
  buildAudit({ action, subject: account, actor, ...(facts && { facts }) }, deps)

/** An act about an account. */
export interface AccountAct {
  readonly action: string
  /** Whose account: its id. */
  readonly account: string
  /** Default: the account itself. */
  readonly actor?: string
  readonly facts?: Readonly<Record<string, string | number | boolean>>
}
