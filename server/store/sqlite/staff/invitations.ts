import { asc, eq } from 'drizzle-orm'
import type { InvitationStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { type Database, value, valuesOf } from '../queries.ts'
import { invitations } from '../schema/administrators.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'
import type { AccountChanges } from './account-changes.ts'

function prepareInvitations(db: Database) {
  return {
    insert: db.insert(invitations).values(valuesOf(invitations)).prepare(),
    find: db
      .select()
      .from(invitations)
      .where(eq(invitations.tokenHash, value('tokenHash')))
      .prepare(),
    list: db
      .select()
      .from(invitations)
      .orderBy(asc(invitations.createdAtMs))
      .limit(value('limit'))
      .prepare(),
    inviter: db
      .select({ invitedBy: invitations.invitedBy })
      .from(invitations)
      .where(eq(invitations.id, value('id')))
      .prepare(),
    delete: db
      .delete(invitations)
      .where(eq(invitations.id, value('id')))
      .prepare(),
  }
}

/** Invitations of staff: an accepted or withdrawn one is deleted. */
export const invitationStore = (
  { db, write, read }: Connection,
  { find, findByEmail, add }: AccountChanges,
): InvitationStore => {
  const own = whenNeeded(() => prepareInvitations(db))
  const writeWith = prepareWith(db)
  const isAdministrator = (id: string): boolean => {
    const account = find(id)
    return account?.role === 'administrator' && account.disabledAtMs === null
  }
  return {
    addInvitation: (invitation, further, replacedIds = []) =>
      write('addInvitation', () => {
        for (const id of replacedIds) own().delete.run({ id })
        own().insert.run({ ...invitation })
        writeWith(further)
      }),
    findInvitation: (tokenHash) => read('findInvitation', () => own().find.get({ tokenHash })),
    readInvitations: (limit) => read('readInvitations', () => own().list.all({ limit })),
    acceptInvitation: (id, account, further, emailIndexes) =>
      write('acceptInvitation', () => {
        const invitation = own().inviter.get({ id })
        if (!invitation) return 'conflict'
        if (emailIndexes && (!isAdministrator(invitation.invitedBy) || findByEmail(emailIndexes)))
          return 'conflict'
        if (!add(account)) return 'conflict'
        own().delete.run({ id })
        writeWith(further)
        return 'stored'
      }),
    withdrawInvitation: (id, further) =>
      write('withdrawInvitation', () => {
        const isThere = own().delete.run({ id }).changes > 0
        if (isThere) writeWith(further)
        return isThere
      }),
  }
}
