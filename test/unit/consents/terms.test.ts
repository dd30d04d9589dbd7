import { describe, expect, test } from 'vitest'
import {
  createTermsCheck,
  isCovered,
  listMaterial,
  readTerms,
  type Terms,
} from '../../../server/domain/consents/terms.ts'
import type { PolicyLibrary } from '../../../server/domain/policy/policy.ts'
import { buildEvent, buildRecord } from '../../store/records.ts'
import { buildPolicyVersion } from '../../support/app/policy-version.ts'

const video = { id: 'video', purpose: 'external', provider: 'Video host', country: 'US', name: 'V' }
const THEN = {
  policyVersion: '2025-08-01',
  purposes: [
    { id: 'analytics', policyClause: '4.1(3)' },
    { id: 'external', policyClause: '4.1(5)' },
  ],
  dataKinds: ['ip', 'browser'],
  services: [video],
  choiceDays: 180,
  storageCountry: 'KZ',
  thirdParties: false,
  crossBorder: false,
  publicSources: false,
  visits: { ipFullDays: 30, rawDays: 90 },
} as unknown as Terms
const change = (changes: object): Terms => ({ ...THEN, ...changes })
const yes = change({ thirdParties: true, crossBorder: true, publicSources: true })

const more: readonly [string, Terms, Terms?][] = [
  [
    'a further purpose',
    change({ purposes: [...THEN.purposes, { id: 'x', policyClause: '4.1(9)' }] }),
  ],
  [
    'a purpose under another clause',
    change({ purposes: [{ id: 'analytics', policyClause: '4.1(9)' }] }),
  ],
  ['a further kind of data', change({ dataKinds: ['ip', 'browser', 'visit_time'] })],
  ['a kind of data in place of another', change({ dataKinds: ['ip', 'visit_time'] })],
  ['a further recipient', change({ services: [video, { ...video, id: 'map' }] })],
  ['a recipient in another country', change({ services: [{ ...video, country: 'IE' }] })],
  ['a recipient for another purpose', change({ services: [{ ...video, purpose: 'analytics' }] })],
  ['another provider of a service', change({ services: [{ ...video, provider: 'Other' }] })],
  ['third parties that were denied', change({ thirdParties: true })],
  ['a transfer that was denied', change({ crossBorder: true })],
  ['public sources that were denied', change({ publicSources: true })],
  ['another country', change({ storageCountry: 'DE' })],
  ['a longer term of the choice', change({ choiceDays: 181 })],
  ['a longer term of whole addresses', change({ visits: { ipFullDays: 31, rawDays: 90 } })],
  ['a longer term of visits', change({ visits: { ipFullDays: 30, rawDays: 91 } })],
]
const notMore: readonly [string, Terms, Terms?][] = [
  ['the same', change({})],
  ['a purpose less', change({ purposes: THEN.purposes.slice(1) })],
  ['a kind of data less', change({ dataKinds: ['ip'] })],
  ['no recipient any more', change({ services: [] })],
  ['another name of a service', change({ services: [{ ...video, name: 'Films' }] })],
  ['a shorter term of the choice', change({ choiceDays: 179 })],
  ['shorter terms of visits', change({ visits: { ipFullDays: 29, rawDays: 89 } })],
  ['another version of the policy by itself', change({ policyVersion: '2026-01-01' })],
  ['what was said before: parties, transfers, sources', yes, yes],
  ['nobody to pass anything to any more', THEN, yes],
]

describe('who agreed to terms has agreed', () => {
  test.each(more)('CB-12, TP-03: not to %s', (_, now, then = THEN) => {
    expect(isCovered(now, then)).toBe(false)
    expect(listMaterial(now)).not.toEqual(listMaterial(then))
  })

  test.each(notMore)('CB-12: to %s', (_, now, then = THEN) => {
    expect(isCovered(now, then)).toBe(true)
  })

  test('to the same in another order, under the same stamp', () => {
    const { purposes, dataKinds } = THEN
    const services = [video, { ...video, id: 'a' }]
    const one = change({ services })
    const turned = change({
      purposes: purposes.toReversed(),
      dataKinds: dataKinds.toReversed(),
      services: services.toReversed(),
    })
    expect(isCovered(turned, one)).toBe(true)
    expect(listMaterial(turned)).toEqual(listMaterial(one))
    // What is compared stays as it is written.
    expect(THEN.dataKinds).toEqual(['ip', 'browser'])
  })
})

const { visits, ...facts } = THEN
const CONTENT = JSON.stringify({ facts, visits })

test('terms are read from a notice, and from nothing that is none', () => {
  expect(readTerms(CONTENT)).toEqual(THEN)
  for (const text of ['', '{', 'null', '{}', JSON.stringify({ facts }), JSON.stringify({ visits })])
    expect(readTerms(text)).toBe(undefined)
})

describe('a consent that was given to an earlier notice', () => {
  const [nine, ten] = ['2025-08-01.9', '2025-08-01.10'].map((name) => buildPolicyVersion(name, '#'))
  const only = (current: PolicyLibrary['current'] | undefined): PolicyLibrary => {
    if (!current) throw new Error('no version')
    return { current, versions: [current] }
  }
  const notices: Readonly<Record<string, string>> = {
    same: CONTENT,
    less: JSON.stringify({ facts: { ...facts, choiceDays: 1 }, visits }),
    more: JSON.stringify({ facts: { ...facts, choiceDays: 999 }, visits }),
    none: '{}',
  }
  function openGuard(shown: string, policies = only(nine)) {
    const read: string[] = []
    const guard = createTermsCheck({
      policies,
      notices: { kk: shown },
      store: {
        findNotice: async (sha256) => {
          read.push(sha256)
          const content = notices[sha256]
          return content === undefined
            ? undefined
            : { content, language: 'kk', sha256, firstShownAtMs: 0 }
        },
      },
    })
    const find = async (noticeSha256: string, changes: object = {}) => {
      const record = buildRecord({ noticeSha256, policyVersion: '2025-08-01.9', ...changes })
      return guard.findProblem({ ...record, latest: buildEvent(record), restricted: [] })
    }
    return { find, read }
  }

  test('holds under the notice now shown, and nothing is read for it', async () => {
    const { find, read } = openGuard('same')
    expect(await find('same')).toBe(undefined)
    expect(read).toEqual([])
  })

  test.each([
    ['less', 'same', undefined],
    ['more', 'same', 'consent_outdated'],
    ['same', 'none', 'consent_outdated'],
    ['same', 'gone', 'consent_outdated'],
    ['gone', 'same', 'consent_outdated'],
    ['none', 'same', 'consent_outdated'],
  ])('CB-12: where now %s is told, and then %s was: %s', async (shown, then, problem) => {
    const { find, read } = openGuard(shown)
    for (const _ of [1, 2]) expect(await find(then)).toBe(problem)
    // Each pair is held against each other once.
    expect(read.toSorted()).toEqual([shown, then].toSorted())
  })

  test('does not hold in a language in which nothing is shown', async () => {
    const { find } = openGuard('same')
    expect(await find('same', { language: 'en' })).toBe('consent_outdated')
  })

  test('CB-12: does not hold from before the last material version, by number and not by letter', async () => {
    expect(await openGuard('same', only(ten)).find('same')).toBe('consent_outdated')
    const younger = openGuard('same', only(nine))
    expect(await younger.find('same', { policyVersion: '2025-08-01.10' })).toBe(undefined)
    expect(await younger.find('same', { policyVersion: '2025-08-01.8' })).toBe('consent_outdated')
  })
})
