import type { AcceptanceBody, InvitationBody, InvitationResult } from '../../contract/index.ts'
import type { AccountRow, InvitationRow } from '../../store/store.ts'
import { normalEmail } from '../addresses/email-form.ts'
import { indexEmail } from '../addresses/index-email.ts'
import { buildToken } from '../identifiers/token.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import { type MailDeps, prepareMails } from '../mail/queue-mail.ts'
import type { ByActor } from '../registers/acting.ts'
import { auditAccount, buildAccount, findByEmail, openInvited, type StaffDeps } from './account.ts'

/** How long an invitation can be accepted, in milliseconds. */
const INVITATION_MS = 72 * 3_600_000
/** Maximum invitations read: far more than a school has staff. */
const READ_AT_MOST = 1000

/** Dependencies of an invitation. */
export interface InviteDeps extends StaffDeps, MailDeps, ByActor {
  /** The server's own origin; without it no mail can contain the address. */
  readonly publicUrl: string | undefined
}

/** Returns the invitations that wait, oldest first. */
export async function readWaiting({ store, clock }: StaffDeps): Promise<readonly InvitationRow[]> {
  const all = await store.readInvitations(READ_AT_MOST)
  const nowMs = clock()
  return all.filter(({ expiresAtMs }) => expiresAtMs > nowMs)
}

/** Returns the ids of the invitations of an address that wait. */
async function findWaiting(email: string, deps: StaffDeps): Promise<readonly string[]> {
  const waiting = await readWaiting(deps)
  const opened = await Promise.all(
    waiting.map(async (one) => ({ id: one.id, email: await openInvited(one, deps) })),
  )
  const isSame = (other: string | null) =>
    other !== null && normalEmail(other) === normalEmail(email)
  return opened.filter((one) => isSame(one.email)).map(({ id }) => id)
}

/** Builds the audit line of an invitation that is withdrawn. */
const auditWithdrawal = (account: string, deps: StaffDeps & ByActor) =>
  auditAccount({ action: 'invitation.withdraw', account, actor: deps.actor }, deps)

/**
 * Invites somebody. An earlier invitation of the address that waits is withdrawn. Only the token's SHA-256 is stored. Where mail
 * and the server's address are configured, the address is mailed and not returned.
 *
 * @returns `present` where somebody with this address has access already.
 */
export async function invite(
  { email, role, language }: InvitationBody,
  deps: InviteDeps,
): Promise<InvitationResult | 'present'> {
  const { store, cryptography, clock, publicUrl, actor } = deps
  if (await findByEmail(email, deps)) return 'present'
  const createdAtMs = clock()
  const expiresAtMs = createdAtMs + INVITATION_MS
  const id = buildUuidV7(createdAtMs, cryptography.randomBytes(10))
  const token = buildToken(cryptography)
  const mails = await prepareMails(deps, () => {
    if (publicUrl === undefined) return []
    const values = { address: `${publicUrl}/admin/#invitation=${token}` }
    return [{ kind: 'staff_invitation', to: email, language, values, expiresAtMs }]
  })
  const sealed = await cryptography.seal('invitations.email', id, email)
  const tokenHash = await cryptography.sha256(token)
  const times = { createdAtMs, expiresAtMs }
  const replacedIds = await findWaiting(email, deps)
  const entries = [
    ...(await Promise.all(replacedIds.map((replaced) => auditWithdrawal(replaced, deps)))),
    await auditAccount({ action: 'person.invite', account: id, actor, facts: { role } }, deps),
  ]
  const row = { id, tokenHash, role, email: sealed, ...times, invitedBy: actor }
  await store.addInvitation(row, { entries, mails }, replacedIds)
  const isMailed = mails.length > 0
  const expiresAt = new Date(expiresAtMs).toISOString()
  return { id, expiresAt, isMailed, token: isMailed ? null : token }
}

/** An invitation that can be accepted. */
export interface OpenInvitation {
  readonly invitation: InvitationRow
  /** The address that was invited. */
  readonly email: string
}

/** Returns a token's invitation; `undefined` alike where there is none, or it has expired, was used or withdrawn. */
export async function findOpenInvitation(
  token: string,
  deps: StaffDeps,
): Promise<OpenInvitation | undefined> {
  const { store, cryptography, clock } = deps
  const invitation = await store.findInvitation(await cryptography.sha256(token))
  const nowMs = clock()
  // With a clock that was set back its age is unknown.
  const isOpen =
    invitation && nowMs < invitation.expiresAtMs && nowMs >= invitation.createdAtMs - 60_000
  const email = isOpen ? await openInvited(invitation, deps) : null
  return invitation && email !== null ? { invitation, email } : undefined
}

/**
 * Accepts an invitation, once: makes the account with the address that was invited.
 *
 * @returns `undefined` where it was used or withdrawn meanwhile, whoever has invited is no administrator any more, or somebody with
 *   this address has access.
 */
export async function acceptInvitation(
  { invitation, email }: OpenInvitation,
  { name, password }: Omit<AcceptanceBody, 'token'>,
  deps: StaffDeps,
): Promise<AccountRow | undefined> {
  const { store, cryptography } = deps
  const passwordHash = await cryptography.hashPassword(password)
  const { role, id: invited, invitedBy } = invitation
  const account = await buildAccount({ name, email, role, passwordHash }, deps)
  const facts = { role, invitation: invited, invitedBy }
  const entries = [await auditAccount({ action: 'person.join', account: account.id, facts }, deps)]
  const indexes = indexEmail('accounts.email', email, cryptography)
  const result = await store.acceptInvitation(invited, account, { entries }, indexes)
  return result === 'stored' ? account : undefined
}

/** Withdraws an invitation. @returns whether there was one. */
export async function withdrawInvitation(id: string, deps: StaffDeps & ByActor): Promise<boolean> {
  return deps.store.withdrawInvitation(id, { entries: [await auditWithdrawal(id, deps)] })
}
