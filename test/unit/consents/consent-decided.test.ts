import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { type SiteConfigInput, siteConfig } from '../../../server/config/site/site-config.ts'
import type { ConsentBody } from '../../../server/contract/index.ts'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import {
  buildMessageConsent,
  decideConsent,
} from '../../../server/domain/consents/consent-record.ts'
import { commitToEvent, commitToSubject } from '../../../server/domain/identifiers/commitment.ts'
import { buildPolicyVersion } from '../../support/app/policy-version.ts'

const NOW_MS = Date.UTC(2026, 2, 3, 7)
const DAY_MS = 86_400_000
const ALL = { ip: true, browser: true, visit_time: true, visitor_cookie: true }
const NONE = { ip: false, browser: false, visit_time: false, visitor_cookie: false }
const NOTICE = 'a'.repeat(16) + 'b'.repeat(48)

const cryptography = createNodeCryptography(new Uint8Array(32).fill(1))
const now = buildPolicyVersion('2026-01-01', '## 1. Y\n')
const before = buildPolicyVersion('2025-08-01', '## 1. X\n')
const rules = (changes: Partial<SiteConfigInput> = {}) => ({
  site: v.parse(siteConfig, { ...defaultSite, ...changes }),
  policies: { current: now, versions: [now, before] },
  notices: { ru: NOTICE },
})
const body = (changes: Partial<ConsentBody> = {}): ConsentBody => ({
  id: '019aab00-0000-7000-8000-00000000000f',
  secret: 's'.repeat(43),
  policyVersion: '2026-01-01',
  notice: NOTICE.slice(0, 16),
  language: 'ru',
  purposes: { analytics: true, external: false },
  dataKinds: { ...ALL, ip: false },
  surface: 'banner',
  gpcAtChoice: false,
  ...changes,
})
const at = {
  nowMs: NOW_MS,
  secretHash: new Uint8Array(32).fill(7),
  hasPrivacySignal: false,
  cryptography,
}
const decide = (changes: Partial<ConsentBody> = {}, site: Partial<SiteConfigInput> = {}) =>
  decideConsent(body(changes), rules(site), at)

async function decided(changes: Partial<ConsentBody> = {}, more: object = {}) {
  const decision = await decideConsent(body(changes), rules(), { ...at, ...more })
  if (decision.kind === 'refused') throw new Error(decision.code)
  expect(decision.kind).toBe('decided')
  return decision
}

describe('a choice becomes a record and its first event', () => {
  test('CB-06: of what was shown and chosen, by whom and when, and of nothing else', async () => {
    const { record, event } = await decided()
    const { subjectSalt, subjectCommitment, ...rest } = record
    expect(rest).toEqual({
      id: body().id,
      secretHash: at.secretHash,
      language: 'ru',
      policyVersion: '2026-01-01',
      noticeSha256: NOTICE,
      actor: 'subject',
      surface: 'banner',
      gpcAtChoice: false,
      givenAtMs: NOW_MS,
      validUntilMs: NOW_MS + rules().site.choiceDays * DAY_MS,
      subjectName: null,
    })
    expect(event).toMatchObject({
      id: record.id,
      consentId: record.id,
      state: 'ConsentGiven',
      purposes: { analytics: true, external: false },
      dataKinds: { ...ALL, ip: false },
      actor: 'subject',
      atMs: NOW_MS,
    })
    // What the chain will be held against.
    expect(subjectSalt).toHaveLength(16)
    const { secretHash } = record
    const subject = commitToSubject({ secretHash, subjectSalt, name: null }, cryptography)
    expect(subjectCommitment).toEqual(subject)
    expect(event.commitment).toEqual(commitToEvent(record, event, cryptography))
  })

  test('no two records have one salt', async () => {
    const [one, other] = [await decided(), await decided()]
    expect(one.record.subjectSalt).not.toEqual(other.record.subjectSalt)
  })

  test('CB-15: the privacy signal is on record whoever tells of it, browser or request', async () => {
    expect((await decided({ gpcAtChoice: true })).record.gpcAtChoice).toBe(true)
    const signalled = await decided({}, { hasPrivacySignal: true })
    expect(signalled.record.gpcAtChoice).toBe(true)
  })

  test('CR-02: the same granted again is a renewal, and no other choice is', async () => {
    expect((await decided({}, { isRenewal: true })).event.state).toBe('RenewedConsentGiven')
    expect((await decided({}, { isRenewal: false })).event.state).toBe('ConsentGiven')
  })

  test('a kind of data under a purpose that is refused is refused with it', async () => {
    const { event } = await decided({ purposes: { analytics: false, external: true } })
    expect(event.dataKinds).toEqual(NONE)
  })
})

describe('a choice is refused', () => {
  test.each([
    ['that leaves a purpose out', { analytics: true }, 'purpose_missing', 'external'],
    [
      'of a further one',
      { analytics: true, external: false, other: true },
      'purpose_unknown',
      'other',
    ],
    ['of one in place of another', { analytics: true, other: true }, 'purpose_unknown', 'other'],
  ])('CB-05: %s, and the purpose is named', async (_, purposes, code, id) => {
    const decision = await decide({ purposes } as never)
    expect(decision).toMatchObject({ kind: 'refused', code })
    expect(decision).toHaveProperty(
      'fields',
      expect.objectContaining({ [`purposes.${id}`]: code.replace('purpose_', '') }),
    )
    expect(decision).not.toHaveProperty('record')
  })

  test('a purpose that is answered and on offer is not named among the wrong ones', async () => {
    const purposes = { analytics: true, marketing: true } as never
    expect(await decide({ purposes })).toHaveProperty('fields', {
      'purposes.marketing': 'unknown',
      'purposes.external': 'missing',
    })
  })

  test('that grants nothing: a refusal leaves no record', async () => {
    expect(await decide({ purposes: { analytics: false, external: false } })).toEqual({
      kind: 'refused',
      code: 'nothing_granted',
      fields: { purposes: 'invalid' },
    })
  })

  test('CB-17: where nobody is asked, whatever it grants', async () => {
    expect(await decide({}, { mode: 'no_consent' })).toMatchObject({ code: 'purpose_unknown' })
    const nothing = await decide({ purposes: {} } as never, { mode: 'no_consent' })
    expect(nothing).toMatchObject({ code: 'nothing_granted' })
  })

  test.each([
    ['2025-08-01', 'policy_version_outdated'],
    ['2024-01-01', 'policy_version_unknown'],
  ])('to a policy that is not the one in force: %s', async (policyVersion, code) => {
    const fields = { policyVersion: 'invalid' }
    expect(await decide({ policyVersion })).toEqual({ kind: 'refused', code, fields })
  })

  test.each([
    ['another text', { notice: 'c'.repeat(16) }],
    ['what the text’s name only ends with', { notice: 'b'.repeat(16) }],
    ['a text of another language', { language: 'kk' as const }],
  ])('to %s than the one now shown', async (_, changes) => {
    const refused = { kind: 'refused', code: 'policy_version_outdated' }
    expect(await decide(changes)).toEqual({ ...refused, fields: { notice: 'invalid' } })
  })
})

describe('the consent that a message carries', () => {
  const given = {
    id: body().id,
    secretHash: at.secretHash,
    name: 'Айгүл',
    language: 'kk',
    policyVersion: '2026-01-01',
    noticeSha256: NOTICE,
    isRepresentative: false,
    nowMs: NOW_MS,
    messageDays: 365,
    cryptography,
  } as const

  test('CF-06: is to be answered and nothing else, for the term of messages, by whoever wrote', async () => {
    const { record, event } = await buildMessageConsent(given)
    expect(record).toMatchObject({
      actor: 'subject',
      surface: 'contact_form',
      gpcAtChoice: false,
      givenAtMs: NOW_MS,
      validUntilMs: NOW_MS + 365 * DAY_MS,
    })
    expect(event).toMatchObject({
      state: 'ConsentGiven',
      purposes: { contact: true },
      dataKinds: NONE,
    })
    const parent = await buildMessageConsent({ ...given, isRepresentative: true })
    expect(parent.record.actor).toBe('legal_representative')
    expect(parent.event.actor).toBe('legal_representative')
  })

  test('CF-03: the name is sealed for this record alone, and committed to', async () => {
    const { record } = await buildMessageConsent(given)
    const { subjectName, secretHash, subjectSalt } = record
    expect(Buffer.from(subjectName ?? []).includes('Айгүл')).toBe(false)
    const open = (id: string) => cryptography.open('consents.name', id, subjectName as Uint8Array)
    expect(open(record.id)).toBe('Айгүл')
    expect(() => open(record.id.replace('f', 'e'))).toThrow()
    const subject = commitToSubject({ secretHash, subjectSalt, name: 'Айгүл' }, cryptography)
    expect(record.subjectCommitment).toEqual(subject)
  })
})
