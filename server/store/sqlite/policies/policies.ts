import { and, asc, count, eq, sql } from 'drizzle-orm'
import type { PolicyDraft, PolicyStore, SeenDraft } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { type Database, isLatest, value, valuesOf } from '../queries.ts'
import { consentEvents, consentRecords, notices } from '../schema/consents.ts'
import { policyDrafts, policyVersions } from '../schema/policies.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'

/** The table of drafts has one row at most. */
const ONLY_PLACE = 1

const isInForce = sql`exists (select 1 from ${consentEvents} where ${consentEvents.consentId} = ${consentRecords.id} and ${isLatest} and ${consentEvents.state} in ('ConsentGiven', 'RenewedConsentGiven'))`

function preparePolicies(db: Database) {
  const isSeen = and(
    eq(policyDrafts.id, value('seenId')),
    eq(policyDrafts.revision, value('seenRevision')),
  )
  return {
    findDraft: db.select().from(policyDrafts).prepare(),
    insertDraft: db
      .insert(policyDrafts)
      .values(valuesOf(policyDrafts))
      .onConflictDoNothing()
      .prepare(),
    deleteDraft: db.delete(policyDrafts).where(isSeen).prepare(),
    insertVersion: db.insert(policyVersions).values(valuesOf(policyVersions)).prepare(),
    insertNotice: db.insert(notices).values(valuesOf(notices)).onConflictDoNothing().prepare(),
    countVersions: db.select({ all: count() }).from(policyVersions).prepare(),
    readVersions: db
      .select()
      .from(policyVersions)
      .orderBy(asc(policyVersions.publishedAtMs), asc(policyVersions.version))
      .prepare(),
  }
}

/** Counts no further than asked for: the cost grows with what is counted, not with what is stored. */
const prepareCount = (db: Database) => {
  const found = db
    .select({ one: sql`1`.as('one') })
    .from(consentRecords)
    .where(
      and(
        sql`${consentRecords.validUntilMs} > ${value('nowMs')}`,
        sql`${consentRecords.policyVersion} in (select value from json_each(${value('versions')}))`,
        sql`${consentRecords.surface} <> 'contact_form'`,
        sql`${consentRecords.secretHash} is not null`,
        isInForce,
      ),
    )
    .limit(value('atMost'))
    .as('found')
  return db.select({ all: count() }).from(found).prepare()
}

const rowOf = ({ approval, ...draft }: PolicyDraft) => ({
  ...draft,
  place: ONLY_PLACE,
  version: approval?.version ?? null,
  approvedBy: approval?.by ?? null,
  approvedAtMs: approval?.atMs ?? null,
})

type DraftRow = typeof policyDrafts.$inferSelect

function draftOf(row: DraftRow): PolicyDraft {
  const { place: _, version, approvedBy: by, approvedAtMs: atMs, ...draft } = row
  const isApproved = version !== null && by !== null && atMs !== null
  return { ...draft, approval: isApproved ? { version, by, atMs } : null }
}

const seenOf = ({ id, revision }: SeenDraft) => ({ seenId: id, seenRevision: revision })

/** Versions of the policy that are written in the console. */
export const policyStore = ({ db, write, read }: Connection): PolicyStore => {
  const own = whenNeeded(() => preparePolicies(db))
  const counting = whenNeeded(() => prepareCount(db))
  const writeWith = prepareWith(db)
  const findDraft = () => {
    const row = own().findDraft.get()
    return row && draftOf(row)
  }
  /** Whether the draft seen was there; it is not any more then. */
  const take = (seen: SeenDraft) => own().deleteDraft.run(seenOf(seen)).changes === 1
  return {
    findPolicyDraft: () => read('findPolicyDraft', findDraft),
    addPolicyDraft: (draft, further) =>
      write('addPolicyDraft', () => {
        if (own().insertDraft.run(rowOf(draft)).changes === 0) return 'conflict'
        writeWith(further)
        return 'stored'
      }),
    changePolicyDraft: (draft, seen, further) =>
      write('changePolicyDraft', () => {
        if (!take(seen)) return 'overtaken'
        own().insertDraft.run(rowOf(draft))
        writeWith(further)
        return 'stored'
      }),
    deletePolicyDraft: (seen, further) =>
      write('deletePolicyDraft', () => {
        if (!take(seen)) return 'overtaken'
        writeWith(further)
        return 'deleted'
      }),
    publishPolicy: (policy, seen, { notices: shown = [], ...further } = {}) =>
      write('publishPolicy', () => {
        if (findDraft()?.approval?.version !== policy.version || !take(seen)) return 'overtaken'
        own().insertVersion.run({ ...policy })
        for (const notice of shown) own().insertNotice.run({ ...notice })
        writeWith(further)
        return 'published'
      }),
    countPolicies: () => read('countPolicies', () => own().countVersions.get()?.all ?? 0),
    readPolicies: () => read('readPolicies', () => own().readVersions.all()),
    countConsentsTo: (versions, { nowMs, atMost }) =>
      read('countConsentsTo', () => {
        const given = { nowMs, atMost, versions: JSON.stringify(versions) }
        return counting().get(given)?.all ?? 0
      }),
  }
}
