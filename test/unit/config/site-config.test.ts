import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { findPlaceholders, findStorageWarning } from '../../../server/config/production-problems.ts'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { type SiteConfigInput, siteConfig } from '../../../server/config/site/site-config.ts'
import { buildSecurityText, findExpiryProblem } from '../../../server/domain/site/security-text.ts'
import { buildSiteResult } from '../../../server/domain/site/site.ts'
import { readSiteConfig } from '../../../server/node/config/read-site-config.ts'
import { readPolicies } from '../../../server/policy/read-policies.ts'

const parse = (site: Partial<SiteConfigInput> = {}) =>
  v.parse(siteConfig, { ...defaultSite, ...site })
const NOW_MS = Date.parse('2026-11-25T09:00:00Z')

const real: Partial<SiteConfigInput> = {
  operator: {
    name: { kk: 'Мектеп', ru: 'Школа', en: 'School' },
    bin: '123456789012',
    address: { kk: 'Алматы', ru: 'Алматы', en: 'Almaty' },
    contact: 'privacy@mektep.kz',
    responsible: {
      name: { kk: 'Аты-жөні', ru: 'Имя', en: 'Name' },
      phone: '+7 727 000 00 01',
      email: 'dpo@mektep.kz',
    },
  },
}

test('PO-06: every placeholder is named with what to do, and a filled-in configuration has none', () => {
  const problems = findPlaceholders(parse()).join('\n')
  for (const path of [
    'operator.bin',
    'operator.address.kk',
    'operator.address.ru',
    'operator.address.en',
    'operator.contact',
    'operator.responsible',
  ])
    expect(problems).toContain(`${path}: `)
  expect(problems).not.toContain('operator.name')
  expect(problems).not.toContain('000000000000')
  expect(findPlaceholders(parse(real))).toEqual([])
})

test('DS-08: the complaint text is there in three languages by default and cannot be empty', () => {
  const { complaint } = parse()
  for (const text of Object.values(complaint)) expect(text.length).toBeGreaterThan(50)
  expect(
    v.safeParse(siteConfig, { ...defaultSite, complaint: { kk: ' ', ru: 'x', en: 'x' } }).success,
  ).toBe(false)
})

test('TR-07: a purpose outside clause 4.1 stops the start, and every problem is named at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kelisim-config-'))
  const path = join(folder, 'site.json')
  const purposes = [
    { id: 'marketing', policyClause: '4.1(9)' },
    { id: 'analytics', policyClause: '4.1(11)' },
  ]
  writeFileSync(
    path,
    JSON.stringify({ ...defaultSite, purposes, choiceDays: 999, advertising: true }),
  )
  const message = await readSiteConfig(path).then(
    () => 'was accepted',
    (error: Error) => error.message,
  )
  rmSync(folder, { recursive: true })
  for (const named of ['purposes.0.id', 'purposes.1.policyClause', 'choiceDays', 'advertising'])
    expect(message).toContain(named)
})

test('LO-02: data stored outside Kazakhstan warn at the start and turn cross-border to yes', () => {
  const policies = readPolicies()
  expect(findStorageWarning(parse())).toBeUndefined()
  expect(buildSiteResult({ site: parse(), policies }).crossBorder).toBe(false)
  const abroad = parse({ storageCountry: 'DE' })
  expect(findStorageWarning(abroad)).toMatch(/DE.*Kazakhstan/)
  expect(buildSiteResult({ site: abroad, policies })).toMatchObject({
    crossBorder: true,
    storageCountry: 'DE',
  })
})

test('SE-14: security.txt has what RFC 9116 asks, expires in the future and within a year', () => {
  const text = buildSecurityText(parse(real), { origin: 'https://c.mektep.kz', nowMs: NOW_MS })
  const fields = new Map(
    text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(': ') as [string, string]),
  )
  expect(fields.get('Contact')).toBe('mailto:privacy@mektep.kz')
  expect(fields.get('Preferred-Languages')).toBe('kk, ru, en')
  expect(fields.get('Canonical')).toBe('https://c.mektep.kz/.well-known/security.txt')
  expect(fields.get('Policy')).toMatch(/^https:/)
  const expiresMs = Date.parse(fields.get('Expires') ?? '')
  expect(expiresMs).toBeGreaterThan(NOW_MS)
  expect(expiresMs).toBeLessThan(NOW_MS + 365 * 86_400_000)
})

test('SE-14: a fixed expiry warns thirty days before, when it is over and when it is too far; a computed one never', () => {
  const at = (expiresOn: string) => findExpiryProblem(parse({ security: { expiresOn } }), NOW_MS)
  expect(findExpiryProblem(parse(), NOW_MS)).toBeUndefined()
  expect(at('2026-12-26')).toBeUndefined()
  expect(at('2026-12-25')).toContain('expires on')
  expect(at('2026-11-25')).toContain('expired')
  expect(at('2027-12-01')).toContain('more than a year')
})
