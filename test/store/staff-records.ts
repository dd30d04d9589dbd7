import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import type { AccountRow, AdminSession, InvitationRow, Store } from '../../server/store/store.ts'
import { NOW_MS, uuidV7 } from './records.ts'
import { buildEntry } from './subject-records.ts'

/** An administrator without second factor and undertaking. */
export const buildAccountRow = (changes: Partial<AccountRow> = {}): AccountRow => ({
  ...{ id: uuidV7(), role: 'administrator', passwordHash: '$scrypt$first', createdAtMs: NOW_MS },
  ...{ name: randomBytes(40), email: randomBytes(40), emailIndex: randomBytes(32) },
  ...{ disabledAtMs: null, lastSignInAtMs: null, totpSecret: null, totpLastStep: null },
  ...{ undertakingVersion: null, undertakingHash: null, undertakingAtMs: null },
  ...changes,
})

/** An invitation for three days. */
export const buildInvitation = (changes: Partial<InvitationRow> = {}): InvitationRow => ({
  ...{ id: uuidV7(), tokenHash: randomBytes(32), role: 'operator', email: randomBytes(40) },
  ...{ createdAtMs: NOW_MS, expiresAtMs: NOW_MS + 72 * 3_600_000, invitedBy: 'somebody' },
  ...changes,
})

/** A signed-in browser. */
export const buildSession = (changes: Partial<AdminSession> = {}): AdminSession => ({
  ...{ tokenHash: new Uint8Array(randomBytes(32)), id: uuidV7(), accountId: null },
  ...{ stage: 'full', browser: 'Firefox', createdAtMs: NOW_MS, lastSeenAtMs: NOW_MS },
  ...changes,
})

/** Adds an account by an invitation, as everybody but the first gets one. */
export async function join(store: Store, changes: Partial<AccountRow> = {}): Promise<AccountRow> {
  const account = buildAccountRow({ role: 'operator', ...changes })
  const invitation = buildInvitation()
  await store.addInvitation(invitation)
  expect(await store.acceptInvitation(invitation.id, account)).toBe('stored')
  return account
}

/** Ids of the lines of the audit register. */
export const linesOf = async (store: Store) =>
  (await store.readRegister('audit', 0, 99)).map(({ id }) => id)
/** A line of the audit register, to be written with something else. */
export const audited = () => ({ entries: [buildEntry({ register: 'audit' })] })
