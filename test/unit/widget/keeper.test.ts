import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../../server/contract/index.ts'
import type { GrantedChoice } from '../../../widget/consent/choice.ts'
import { confirm, judgeAnswer } from '../../../widget/consent/keeping/answer.ts'
import { findSite } from '../../../widget/page/storage/own-site.ts'
import { parentDomains } from '../../../widget/page/storage/remove-kept.ts'

const refused = (status: number, code?: ErrorCode) => ({
  kind: 'refused' as const,
  status,
  code,
})

describe("the server's answer", () => {
  it('is tried again where the server may still take it', () => {
    expect(judgeAnswer({ kind: 'consent' }, { kind: 'offline' })).toBe('later')
    for (const status of [408, 429, 500, 503])
      expect(judgeAnswer({ kind: 'consent' }, refused(status, 'internal_error'))).toBe('later')
  })

  it('is yes where it says so', () => {
    for (const kind of ['consent', 'withdrawal', 'refusal'] as const)
      expect(judgeAnswer({ kind }, { kind: 'accepted', body: {} })).toBe('accepted')
  })

  it('is tried again where it was not the server that answered', () => {
    for (const status of [200, 302, 403, 404])
      for (const kind of ['consent', 'withdrawal'] as const)
        expect(judgeAnswer({ kind }, refused(status))).toBe('later')
  })

  it('is final where the server never will', () => {
    for (const status of [400, 401, 403, 404, 413, 422])
      expect(judgeAnswer({ kind: 'consent' }, refused(status, 'invalid_body'))).toBe('refused')
  })

  it('to a withdrawal of what has ended is as good as yes, to a consent it is not', () => {
    const answer = refused(403, 'consent_unknown')
    expect(judgeAnswer({ kind: 'withdrawal' }, refused(404, 'not_found'))).toBe('accepted')
    expect(judgeAnswer({ kind: 'withdrawal' }, refused(401, 'secret_missing'))).toBe('refused')
    expect(judgeAnswer({ kind: 'withdrawal' }, answer)).toBe('accepted')
    expect(judgeAnswer({ kind: 'consent' }, answer)).toBe('refused')
  })
})

describe('a choice that the server has stored', () => {
  const choice: GrantedChoice = {
    kind: 'granted',
    id: '019aab00-0000-7000-8000-00000000000f',
    policyVersion: '2025-08-01',
    purposes: { analytics: true },
    dataKinds: { browser: true },
    terms: '0badc0de',
    expiresOn: '2027-05-21',
    isConfirmed: false,
  }
  const deps = { site: { choiceDays: 180 }, now: () => Date.UTC(2026, 10, 22, 12) } as never
  const confirmedBy = (body: unknown) =>
    confirm(choice, { kind: 'accepted', body: body as never }, deps)
  const until = (validUntil: unknown) => confirmedBy({ receipt: { validUntil } }).expiresOn

  it('is confirmed, and changed in nothing but its last day', () => {
    const confirmed = confirmedBy({ receipt: { validUntil: '2027-05-20T11:00:00.000Z' } })
    expect(confirmed).toEqual({ ...choice, expiresOn: '2027-05-20', isConfirmed: true })
  })

  it('holds until the day that the server says, from today to a day past the longest term', () => {
    expect(until('2026-11-22T11:00:00.000Z')).toBe('2026-11-22')
    expect(until('2027-05-22T11:00:00.000Z')).toBe('2027-05-22')
  })

  it.each([
    ['is over by the browser’s clock', '2026-11-21T11:00:00.000Z'],
    ['is further away than any choice holds', '2027-05-23T11:00:00.000Z'],
    ['is no day', 'soon'],
    ['stands behind something else', 'x2027-05-20'],
    ['is missing', undefined],
  ])('keeps its own last day where the server’s %s', (_, validUntil) => {
    expect(until(validUntil)).toBe(choice.expiresOn)
  })

  it('keeps its own last day where the answer has no receipt', () => {
    for (const body of [undefined, {}])
      expect(confirmedBy(body)).toEqual({ ...choice, isConfirmed: true })
    const refusal = confirm(choice, refused(404, 'not_found'), deps)
    expect(refusal.expiresOn).toBe(choice.expiresOn)
  })
})

describe('the own site', () => {
  it.each([
    ['school.kz', 'school.kz', true],
    ['consent.school.kz', 'www.school.kz', true],
    ['consent.school.kz', 'school.kz', true],
    ['consent.example.com', 'school.kz', false],
    ['school.kz.evil.com', 'school.kz', false],
    ['127.0.0.1', '10.0.0.1', false],
    ['127.0.0.1', '127.0.0.1', true],
    ['localhost', 'localhost', true],
    ['localhost', 'other', false],
    ['consent.school.kz', 'skool.kz', false],
    ['a.b.kz', 'b.kz', true],
    ['xa.kz', 'a.kz', false],
  ])('of a page at %2$s, with the server at %1$s: %3$s', (server, page, wanted) => {
    expect(findSite({ hostname: server }, { hostname: page }).isOwnSite).toBe(wanted)
  })

  it.each([
    ['consent.school.kz', 'www.school.kz', 'school.kz'],
    ['consent.junior.school.kz', 'www.junior.school.kz', 'junior.school.kz'],
    ['consent.school.kz', 'www.junior.school.kz', 'school.kz'],
    ['consent.school.kz', 'school.kz', 'school.kz'],
    ['school.kz', 'www.school.kz', 'school.kz'],
    ['school.kz', 'school.kz', 'school.kz'],
    ['xa.kz', 'a.kz', undefined],
    ['consent.example.com', 'school.kz', undefined],
    ['127.0.0.1', '127.0.0.1', undefined],
    ['localhost', 'localhost', undefined],
  ])('shares with a page at %2$s, from the server at %1$s, the name %3$s', (server, page, name) => {
    expect(findSite({ hostname: server }, { hostname: page }).sharedDomain).toBe(name)
  })

  it('knows every domain that a cookie may have been set for', () => {
    expect(parentDomains('www.school.kz')).toEqual(['www.school.kz', 'school.kz'])
    expect(parentDomains('localhost')).toEqual([])
    expect(parentDomains('127.0.0.1')).toEqual([])
  })
})
