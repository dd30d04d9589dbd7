import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../server/contract/index.ts'
import { judgeAnswer } from '../../widget/consent/answer.ts'
import { isOwnSite } from '../../widget/page/own-site.ts'
import { parentDomains } from '../../widget/page/remove-kept.ts'

const refused = (status: number, code?: ErrorCode) => ({
  kind: 'refused' as const,
  status,
  code,
})

describe("the server's answer", () => {
  it('is tried again where the server may still take it', () => {
    expect(judgeAnswer({ kind: 'consent' }, { kind: 'offline' })).toBe('later')
    for (const status of [408, 429, 500, 503])
      expect(judgeAnswer({ kind: 'consent' }, refused(status))).toBe('later')
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
  ])('of a page at %2$s, with the server at %1$s: %3$s', (server, page, wanted) => {
    expect(isOwnSite(server, page)).toBe(wanted)
  })

  it('knows every domain that a cookie may have been set for', () => {
    expect(parentDomains('www.school.kz')).toEqual(['www.school.kz', 'school.kz'])
    expect(parentDomains('localhost')).toEqual([])
    expect(parentDomains('127.0.0.1')).toEqual([])
  })
})
