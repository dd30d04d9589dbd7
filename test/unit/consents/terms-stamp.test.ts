import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { type SiteConfigInput, siteConfig } from '../../../server/config/site/site-config.ts'
import { buildNotice } from '../../../server/domain/consents/notice.ts'
import {
  buildTermsStamp,
  listValidStamps,
  rememberTermsStamp,
} from '../../../server/domain/consents/terms-stamp.ts'
import type { PolicyLibrary, PolicyVersion } from '../../../server/domain/policy/policy.ts'
import { buildPolicyVersion } from '../../support/app/policy-version.ts'
import { PROCESSOR } from '../../support/app/processor.ts'

const VIDEO = {
  id: 'video',
  purpose: 'external',
  name: 'Video',
  provider: 'Video host',
  country: 'US',
  processor: PROCESSOR,
} as const
const site = (changes: Partial<SiteConfigInput> = {}) =>
  v.parse(siteConfig, { ...defaultSite, ...changes })

const first = buildPolicyVersion('2025-08-01', '## 1. X\n')
const later = (version: string, change: PolicyVersion['change']): PolicyVersion => ({
  ...buildPolicyVersion(version, '## 1. Y\n'),
  change,
})
const library = (...versions: PolicyVersion[]): PolicyLibrary => ({
  current: versions[0] ?? first,
  versions: [...versions, first],
})

const given = (changes: Partial<SiteConfigInput> = {}, policies = library()) => ({
  site: site(changes),
  policies,
})
const notice = (source: ReturnType<typeof given>) => buildNotice('kk', {}, source)
const isStillValid = (then: ReturnType<typeof given>, now: ReturnType<typeof given>) =>
  listValidStamps(now, [notice(then)]).includes(buildTermsStamp(then))

describe('whether a browser’s grant still holds', () => {
  test('TP-03: it does not once a service, a provider, a country or a longer term has come, and does where less is done', () => {
    const none = given()
    const video = given({ services: [VIDEO] })
    const longer = given({ visits: { ipFullDays: 30, rawDays: 60 } })
    const abroad = given({ storageCountry: 'DE' })
    const other = given({ services: [{ ...VIDEO, provider: 'Other' }] })
    for (const [then, now] of [
      [none, video],
      [none, longer],
      [none, abroad],
      [video, other],
    ] as const)
      expect(isStillValid(then, now)).toBe(false)
    for (const [then, now] of [
      [video, none],
      [longer, none],
      [video, given({ services: [{ ...VIDEO, name: 'Films' }] })],
      [none, given({ holidays: ['2026-12-16'] })],
    ] as const)
      expect(isStillValid(then, now)).toBe(true)
  })

  test('CB-12: a material version ends it, an editorial one does not, also where versions of one day go past nine', () => {
    const before = given({}, library())
    expect(isStillValid(before, given({}, library(later('2026-03-02', 'material'))))).toBe(false)
    expect(isStillValid(before, given({}, library(later('2026-03-02', 'editorial'))))).toBe(true)
    const nine = later('2026-03-02.9', 'material')
    const under9 = given({}, library(nine))
    const ten = given({}, library(later('2026-03-02.10', 'editorial'), nine))
    expect(isStillValid(under9, ten)).toBe(true)
    const material = given({}, library(later('2026-03-02.10', 'material'), nine))
    expect(isStillValid(under9, material)).toBe(false)
  })

  test('CB-12: of a version that is only announced the stamp says nothing yet', () => {
    const announced: PolicyLibrary = {
      current: first,
      versions: [later('2027-01-01', 'material'), first],
    }
    expect(buildTermsStamp(given({}, announced))).toBe(buildTermsStamp(given()))
  })
})

test('the stamp follows the version in force, and is worked out once for each', () => {
  const next = later('2026-03-02', 'material')
  let current = first
  let asked = 0
  const read = given(
    {},
    {
      versions: [next, first],
      get current() {
        asked += 1
        return current
      },
    },
  )
  const stamp = rememberTermsStamp(read)
  expect(stamp()).toBe(buildTermsStamp(given()))
  asked = 0
  expect(stamp()).toBe(buildTermsStamp(given()))
  expect(asked).toBe(1)
  current = next
  expect(stamp()).toBe(buildTermsStamp(given({}, library(next))))
  expect(stamp()).not.toBe(buildTermsStamp(given()))
})

test('the loader carries the stamp now shown first, each once, and no more than three others', () => {
  const now = given({ visits: { ipFullDays: 0, rawDays: 1 } })
  const shown = Array.from({ length: 20 }, (_, day) =>
    notice(given({ visits: { ipFullDays: 30, rawDays: 40 + day } })),
  )
  const stamps = listValidStamps(now, [notice(now), ...shown, ...shown])
  expect(stamps[0]).toBe(buildTermsStamp(now))
  expect(stamps).toHaveLength(4)
  expect(new Set(stamps).size).toBe(4)
  for (const stamp of stamps) expect(stamp).toMatch(/^[\da-f]{8}$/)
  // The newest are kept.
  expect(stamps).toContain(buildTermsStamp(given({ visits: { ipFullDays: 30, rawDays: 40 } })))
})

test('a notice that is none, or of a version that is gone, proves nothing and breaks nothing', () => {
  const gone = given({}, library(later('2026-03-02', 'editorial')))
  const stamps = listValidStamps(given(), ['', '{}', 'null', '[1]', notice(gone)])
  expect(stamps).toEqual([buildTermsStamp(given())])
})
