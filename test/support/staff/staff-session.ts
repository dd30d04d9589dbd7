import { randomBytes } from 'node:crypto'
import type { Cryptography } from '../../../server/crypto/cryptography.ts'
import { indexEmail } from '../../../server/domain/addresses/index-email.ts'
import { startSession as start } from '../../../server/domain/staff/session.ts'
import { readUndertaking } from '../../../server/domain/staff/undertaking.ts'
import type { AccountRow, Role, Store } from '../../../server/store/store.ts'

/** The second factor of every account that is added here. */
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

interface StaffWorld {
  readonly store: Store
  readonly cryptography: Cryptography
  readonly clock: () => number
}

/** What of an account differs from one that may do everything its role allows. */
type AccountChanges = Partial<
  Pick<AccountRow, 'totpSecret' | 'undertakingVersion' | 'passwordHash' | 'disabledAtMs'>
>

/** Gives an account second factor and undertaking, where it lacks them. */
async function makeReady(id: string, deps: StaffWorld): Promise<string> {
  const { store, cryptography, clock } = deps
  const { version, sha256 } = await readUndertaking(deps)
  const totpSecret = await cryptography.seal('accounts.totp', id, SECRET)
  await store.addFactor(id, { totpSecret, totpLastStep: 0, recoveryHashes: [] })
  const accepted = { undertakingVersion: version, undertakingHash: sha256 }
  await store.acceptUndertaking(id, { ...accepted, undertakingAtMs: clock() })
  return id
}

/** Adds the account of a role, whose id is the role’s name, with second factor and undertaking. An existing account of the role is made ready instead. */
export async function addStaff(
  deps: StaffWorld,
  role: Role = 'administrator',
  changes: AccountChanges = {},
): Promise<string> {
  const { store, cryptography, clock } = deps
  if (await store.findAccount(role)) return role
  const there = (await store.readAccounts(99)).find(
    (one) => one.role === role && one.disabledAtMs === null,
  )
  if (there) return makeReady(there.id, deps)
  const email = `${role}@school.example`
  const [emailIndex] = indexEmail('accounts.email', email, cryptography)
  if (!emailIndex) throw new Error('no key to index an address')
  const { version, sha256 } = await readUndertaking(deps)
  const account: AccountRow = {
    ...{ id: role, role, emailIndex, passwordHash: '$none', createdAtMs: clock() },
    name: await cryptography.seal('accounts.name', role, `Planted ${role}`),
    email: await cryptography.seal('accounts.email', role, email),
    ...{ disabledAtMs: null, lastSignInAtMs: null, totpLastStep: null },
    totpSecret: await cryptography.seal('accounts.totp', role, SECRET),
    ...{ undertakingVersion: version, undertakingHash: sha256, undertakingAtMs: clock() },
    ...changes,
  }
  const invitation = {
    ...{ id: `of ${role}`, tokenHash: randomBytes(32), role, email: account.email },
    ...{ createdAtMs: clock(), expiresAtMs: clock() + 1, invitedBy: 'system' },
  }
  await store.addInvitation(invitation)
  await store.acceptInvitation(invitation.id, account)
  return role
}

/**
 * Begins a session of a role without the slow way through password and second factor, and returns its token. The account’s
 * id, and so the actor of its audit lines, is the role’s name.
 */
export async function startSession(
  deps: StaffWorld,
  role: Role = 'administrator',
): Promise<string> {
  const accountId = await addStaff(deps, role)
  const account = await deps.store.findAccount(accountId)
  const seen = {
    passwordHash: account?.passwordHash ?? '',
    hasFactor: account?.totpSecret !== null,
  }
  const session = { accountId, stage: 'full', browser: 'Firefox, Windows', seen } as const
  const token = await start(deps, session)
  if (token === undefined) throw new Error(`no session for ${role}`)
  return token
}
