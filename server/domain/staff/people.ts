import type { PeopleResult, PersonResult } from '../../contract/index.ts'
import type { AccountRow, InvitationRow, Role, StaffChange } from '../../store/store.ts'
import type { ByActor } from '../registers/acting.ts'
import { auditAccount, openInvited, openPerson, type StaffDeps } from './account.ts'
import { readWaiting } from './invitations.ts'

/** Maximum accounts listed: far more than a school has staff. */
const LISTED_AT_MOST = 1000

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

async function presentPerson(account: AccountRow, deps: StaffDeps): Promise<PersonResult> {
  return {
    id: account.id,
    ...(await openPerson(account, deps)),
    role: account.role,
    createdAt: new Date(account.createdAtMs).toISOString(),
    lastSignInAt: iso(account.lastSignInAtMs),
    disabledAt: iso(account.disabledAtMs),
    hasFactor: account.totpSecret !== null,
    undertakingAt: iso(account.undertakingAtMs),
  }
}

const presentInvitation = async (invitation: InvitationRow, deps: StaffDeps) => ({
  id: invitation.id,
  email: await openInvited(invitation, deps),
  role: invitation.role,
  createdAt: new Date(invitation.createdAtMs).toISOString(),
  expiresAt: new Date(invitation.expiresAtMs).toISOString(),
})

/** Returns everybody with access, those whose access has ended, and invitations that wait. */
export async function listPeople(deps: StaffDeps): Promise<PeopleResult> {
  const [accounts, waiting] = await Promise.all([
    deps.store.readAccounts(LISTED_AT_MOST),
    readWaiting(deps),
  ])
  return {
    people: await Promise.all(accounts.map((account) => presentPerson(account, deps))),
    invitations: await Promise.all(waiting.map((one) => presentInvitation(one, deps))),
  }
}

/** Gives an account another role; what it may do changes with its next request. */
export async function changeRole(
  id: string,
  role: Role,
  deps: StaffDeps & ByActor,
): Promise<StaffChange> {
  const { store, actor } = deps
  const from = (await store.findAccount(id))?.role
  if (from === undefined) return 'absent'
  const facts = { from, to: role }
  const entries = [await auditAccount({ action: 'person.role', account: id, actor, facts }, deps)]
  return store.changeRole(id, role, { entries })
}

/** Ends an account's access and its sessions. */
export async function disablePerson(id: string, deps: StaffDeps & ByActor): Promise<StaffChange> {
  const { store, actor, clock } = deps
  const entries = [await auditAccount({ action: 'person.disable', account: id, actor }, deps)]
  return store.disableAccount(id, clock(), { entries })
}
