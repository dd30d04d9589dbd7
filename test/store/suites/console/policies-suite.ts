import { describe, expect, it } from 'vitest'
import type { ConsentRecord, PolicyDraft, PublishedPolicy } from '../../../../server/store/store.ts'
import type { OpenEach } from '../../open-each.ts'
import {
  buildEvent,
  buildMessage,
  buildRecord,
  buildWithdrawal,
  NOW_MS,
  uuidV7,
} from '../../records.ts'
import { buildEntry } from '../../subject-records.ts'

const inEach = (text: string) => ({ kk: `${text} kk`, ru: `${text} ru`, en: `${text} en` })
const APPROVAL = { version: '2027-01-01', by: 'account-b', atMs: NOW_MS }

const buildDraft = (change: Partial<PolicyDraft> = {}): PolicyDraft => ({
  id: uuidV7(),
  revision: 1,
  basedOn: '2025-08-01',
  texts: inEach('1. Text'),
  change: null,
  summary: inEach(''),
  effectiveOn: null,
  changedBy: 'account-a',
  changedAtMs: NOW_MS,
  approval: null,
  ...change,
})

const buildPublished = (change: Partial<PublishedPolicy> = {}): PublishedPolicy => ({
  version: '2027-01-01',
  effectiveOn: '2027-01-01',
  change: 'material',
  summary: inEach('Changed'),
  texts: inEach('1. Text'),
  sha256: inEach('hash'),
  approvedBy: 'account-b',
  approvedAtMs: NOW_MS,
  publishedAtMs: NOW_MS + 1,
  ...change,
})

/** What every store promises of versions of the policy that are written in the console. */
export function policySuite(each: OpenEach) {
  const audited = async () => (await each.store.readRegister('audit', 0, 99)).map(({ id }) => id)
  const buildLine = () => buildEntry({ register: 'audit', thread: 'policy' })
  const publish = async (change: Partial<PublishedPolicy> = {}) => {
    const policy = buildPublished(change)
    const approval = { ...APPROVAL, version: policy.version }
    const draft = buildDraft({ approval })
    await each.store.addPolicyDraft(draft)
    expect(await each.store.publishPolicy(policy, draft)).toBe('published')
    return policy
  }

  describe('a version of the policy in preparation', () => {
    it('is kept as it was written, and there is never a second one beside it', async () => {
      expect(await each.store.findPolicyDraft()).toBeUndefined()
      const [first, second] = [buildDraft(), buildDraft()]
      const [line, never] = [buildLine(), buildLine()]
      expect(await each.store.addPolicyDraft(first, { entries: [line] })).toBe('stored')
      expect(await each.store.addPolicyDraft(second, { entries: [never] })).toBe('conflict')
      expect(await each.store.findPolicyDraft()).toEqual(first)
      expect(await audited()).toEqual([line.id])
    })

    it('PO-03 is changed and deleted only by who has seen its last state; whoever comes second changes nothing', async () => {
      const draft = buildDraft()
      await each.store.addPolicyDraft(draft)
      const line = buildLine()
      const next = buildDraft({
        ...{ id: draft.id, revision: 2, change: 'editorial', effectiveOn: '2027-01-01' },
        ...{ texts: inEach('1. Other'), changedBy: 'account-b', approval: APPROVAL },
      })
      expect(await each.store.changePolicyDraft(next, draft, { entries: [line] })).toBe('stored')
      const late = buildDraft({ id: draft.id, revision: 2, texts: inEach('1. Late') })
      const never = { entries: [buildLine()] }
      expect(await each.store.changePolicyDraft(late, draft, never)).toBe('overtaken')
      expect(await each.store.deletePolicyDraft(draft, never)).toBe('overtaken')
      expect(await each.store.deletePolicyDraft({ ...next, id: uuidV7() }, never)).toBe('overtaken')
      expect(await each.store.findPolicyDraft()).toEqual(next)
      expect(await each.store.deletePolicyDraft(next, { entries: [buildLine()] })).toBe('deleted')
      expect(await each.store.findPolicyDraft()).toBeUndefined()
      expect(await audited()).toHaveLength(2)
    })
  })

  describe('a version of the policy that was published', () => {
    it('PO-02 takes the place of its draft with its notices and lines in one commit, once', async () => {
      const draft = buildDraft({ revision: 3, approval: APPROVAL })
      await each.store.addPolicyDraft(draft)
      const policy = buildPublished()
      const notice = {
        ...{ sha256: 'ab'.repeat(32), language: 'kk' as const, content: '{}' },
        firstShownAtMs: NOW_MS,
      }
      const line = buildLine()
      const further = { notices: [notice], entries: [line] }
      expect(await each.store.publishPolicy(policy, draft, further)).toBe('published')
      expect(await each.store.publishPolicy(policy, draft, further)).toBe('overtaken')
      expect(await each.store.findPolicyDraft()).toBeUndefined()
      expect(await each.store.readPolicies()).toEqual([policy])
      expect(await each.store.countPolicies()).toBe(1)
      expect(await each.store.findNotice(notice.sha256)).toEqual(notice)
      expect(await audited()).toEqual([line.id])
    })

    it('PO-03 is never one that was not approved, whose approval was taken back, or that is approved under another number', async () => {
      const draft = buildDraft()
      await each.store.addPolicyDraft(draft)
      const notice = {
        ...{ sha256: 'cd'.repeat(32), language: 'kk' as const, content: '{}' },
        firstShownAtMs: NOW_MS,
      }
      const tryIt = (seen: PolicyDraft) =>
        each.store.publishPolicy(buildPublished(), seen, {
          ...{ notices: [notice], entries: [buildLine()] },
        })
      expect(await tryIt(draft)).toBe('overtaken')
      const approved = buildDraft({ id: draft.id, revision: 2, approval: APPROVAL })
      await each.store.changePolicyDraft(approved, draft)
      const other = { ...APPROVAL, version: '2027-01-02' }
      const renamed = buildDraft({ id: draft.id, revision: 3, approval: other })
      await each.store.changePolicyDraft(renamed, approved)
      expect(await tryIt(approved)).toBe('overtaken')
      expect(await tryIt(renamed)).toBe('overtaken')
      const back = buildDraft({ id: draft.id, revision: 4 })
      await each.store.changePolicyDraft(back, renamed)
      expect(await tryIt(renamed)).toBe('overtaken')
      expect(await each.store.readPolicies()).toEqual([])
      expect(await each.store.findPolicyDraft()).toEqual(back)
      expect(await each.store.findNotice(notice.sha256)).toBeUndefined()
      expect(await audited()).toEqual([])
    })

    it('PO-02 stands beside earlier ones, in the order of publishing; the same number is not published twice', async () => {
      const first = await publish()
      const second = await publish({ version: '2027-01-01.1', publishedAtMs: NOW_MS + 2 })
      expect(await each.store.readPolicies()).toEqual([first, second])
      const draft = buildDraft({ approval: APPROVAL })
      await each.store.addPolicyDraft(draft)
      await expect(each.store.publishPolicy(buildPublished(), draft)).rejects.toThrow()
      expect(await each.store.readPolicies()).toEqual([first, second])
      expect(await each.store.findPolicyDraft()).toEqual(draft)
    })
  })

  describe('whom a material version asks again', () => {
    const give = async (change: Partial<ConsentRecord> = {}) => {
      const record = buildRecord({ validUntilMs: NOW_MS + 1, ...change })
      await each.store.addConsent(record, buildEvent(record), [])
      return record
    }
    const count = (versions: readonly string[], atMost = 9) =>
      each.store.countConsentsTo(versions, { nowMs: NOW_MS, atMost })

    it('CB-12 consents in force to these versions are counted, up to the bound; ended, withdrawn, erased ones and messages are not', async () => {
      const { policyVersion } = await give()
      const withdrawn = await give()
      await each.store.addConsentEvent(buildWithdrawal(withdrawn), [], withdrawn.id)
      await give({ validUntilMs: NOW_MS })
      await give({ policyVersion: '2020-01-01' })
      const erased = await give()
      const line = buildEntry({ register: 'destructions' })
      await each.store.eraseConsent(erased.id, '2000-01-01', line)
      const message = buildMessage()
      const written = buildRecord({
        ...{ id: message.consentId, surface: 'contact_form', validUntilMs: NOW_MS + 1 },
      })
      await each.store.addMessage(message, written, buildEvent(written))
      expect(await count([policyVersion])).toBe(1)
      expect(await count([policyVersion, '2020-01-01'])).toBe(2)
      expect(await count([])).toBe(0)
      await give()
      expect(await count([policyVersion], 1)).toBe(1)
      expect(await count([policyVersion], 2)).toBe(2)
    })
  })
}
