import { describe, expect, test } from 'vitest'
import { commonDomain, domainOf } from '../../../server/http/protecting/common-domain.ts'
import { findSite } from '../../../widget/page/storage/own-site.ts'

// Widget and server each tell by code of their own whether a page and a server are of one site, and for which name both may
// set a cookie: one table holds both.

/** Page, server, and the name that a cookie of both holds for: their common host itself is `host`, another site `other`. */
type Row = readonly [page: string, server: string, holdsFor: string]

const ONE_SITE: readonly Row[] = [
  ['https://school.kz', 'https://school.kz', 'host'],
  ['https://school.kz', 'https://school.kz:8787', 'host'],
  ['http://school.kz:8080', 'https://school.kz', 'host'],
  ['https://school.kz', 'https://consent.school.kz', 'school.kz'],
  ['https://consent.school.kz', 'https://school.kz', 'school.kz'],
  ['https://www.school.kz', 'https://consent.school.kz', 'school.kz'],
  ['https://www.school.kz:8443', 'https://consent.school.kz:8787', 'school.kz'],
  ['https://a.junior.school.kz', 'https://b.junior.school.kz', 'junior.school.kz'],
  ['https://www.junior.school.kz', 'https://consent.school.kz', 'school.kz'],
  ['https://1.school.kz', 'https://2.school.kz', 'school.kz'],
  ['https://a.2.kz', 'https://b.2.kz', '2.kz'],
  ['https://a_b.school.kz', 'https://c-d.school.kz', 'school.kz'],
]
const SPELLINGS: readonly Row[] = [
  ['https://WWW.School.KZ', 'https://consent.school.kz', 'school.kz'],
  ['https://www.school.kz', 'https://CONSENT.SCHOOL.KZ', 'school.kz'],
  ['https://School.kz', 'https://sCHOOL.KZ', 'host'],
  ['https://www.school.kz.', 'https://consent.school.kz', 'school.kz'],
  ['https://www.school.kz', 'https://consent.school.kz.', 'school.kz'],
  ['https://www.school.kz.', 'https://consent.school.kz.:8787', 'school.kz'],
  ['https://school.kz.', 'https://school.kz', 'host'],
  ['https://www.мектеп.қаз', 'https://consent.мектеп.қаз', 'xn--e1aaogsq.xn--80ao21a'],
  ['https://www.xn--e1aaogsq.xn--80ao21a', 'https://МЕКТЕП.қаз', 'xn--e1aaogsq.xn--80ao21a'],
]
const OTHER_SITES: readonly Row[] = [
  ['https://school.kz', 'https://lyceum.kz', 'other'],
  ['https://school.kz', 'https://school.com', 'other'],
  ['https://evilschool.kz', 'https://school.kz', 'other'],
  ['https://school.kz', 'https://evilschool.kz', 'other'],
  ['https://www.evilschool.kz', 'https://consent.school.kz', 'other'],
  ['https://school.kz.evil.example', 'https://school.kz', 'other'],
  ['https://a.kz.', 'https://b.kz.', 'other'],
  ['https://a.kz.', 'https://b.kz', 'other'],
  ['https://мектеп.қаз', 'https://лицей.қаз', 'other'],
]
const WITHOUT_DOMAIN: readonly Row[] = [
  ['http://localhost:3000', 'http://localhost:8787', 'host'],
  ['http://localhost', 'http://consent.localhost', 'other'],
  ['http://a.localhost', 'http://localhost', 'other'],
  ['http://kelisim', 'http://kelisim:8787', 'host'],
  ['http://kelisim', 'http://intranet', 'other'],
  ['http://kelisim.', 'http://intranet.', 'other'],
  ['http://kelisim', 'http://www.kelisim', 'other'],
  ['http://127.0.0.1:3000', 'http://127.0.0.1:8787', 'host'],
  ['http://127.0.0.1', 'http://10.0.0.1', 'other'],
  ['http://192.168.0.1', 'http://10.168.0.1', 'other'],
  ['http://0x7f000001', 'http://127.0.0.1', 'host'],
  ['http://[::1]:3000', 'http://[::1]:8787', 'host'],
  ['http://[::1]', 'http://[::2]', 'other'],
  ['http://[::ffff:10.0.0.1]', 'http://[::ffff:10.1.0.1]', 'other'],
  ['http://[::1]', 'http://127.0.0.1', 'other'],
]
/** Public suffixes: neither has their list. Both name the suffix, for which no browser keeps a cookie. */
const SUFFIXES: readonly Row[] = [
  ['https://a.github.io', 'https://b.github.io', 'github.io'],
  ['https://a.com.kz', 'https://b.com.kz', 'com.kz'],
  ['https://a.edu.kz', 'https://b.edu.kz', 'edu.kz'],
  ['https://a.co.uk', 'https://b.co.uk', 'co.uk'],
  ['https://a.workers.dev', 'https://b.workers.dev', 'workers.dev'],
]
/** On one below it, a suffix is no trap: the name of the school stands before it. */
const BELOW_SUFFIXES: readonly Row[] = [
  ['https://www.school.edu.kz', 'https://consent.school.edu.kz', 'school.edu.kz'],
  ['https://school.edu.kz', 'https://consent.school.edu.kz', 'school.edu.kz'],
  ['https://x.school.github.io', 'https://y.school.github.io', 'school.github.io'],
  ['https://school.edu.kz', 'https://school.edu.kz', 'host'],
]

const all = [
  ...[...ONE_SITE, ...SPELLINGS, ...OTHER_SITES],
  ...[...WITHOUT_DOMAIN, ...SUFFIXES, ...BELOW_SUFFIXES],
]

describe.each(all)('a page of %s and a server at %s', (page, server, holdsFor) => {
  const isOwn = holdsFor !== 'other'

  test(`widget: ${holdsFor}`, () => {
    const { isOwnSite, sharedDomain } = findSite(new URL(server), new URL(page))
    expect(isOwnSite).toBe(isOwn)
    if (holdsFor !== 'host') expect(sharedDomain).toBe(isOwn ? holdsFor : undefined)
  })

  test(`server: ${holdsFor}`, () => {
    const domain = { host: '', other: undefined }[holdsFor] ?? `; Domain=${holdsFor}`
    const wanted = isOwn ? domain : undefined
    const { origin } = new URL(page)
    // By the address configured, and by `Host`, which a proxy may write in capitals.
    expect(domainOf(origin, new URL(server).origin)).toBe(wanted)
    expect(domainOf(origin, new URL(server).host.toUpperCase())).toBe(wanted)
  })
})

test('of whatever comes as Host, no address and no single label becomes a domain', () => {
  for (const [page, server] of [
    ['a.1.2', 'b.1.2'],
    ['a..', 'b..'],
    ['.kz', 'a.kz'],
    ['..', '.'],
    ['', '.'],
  ] as const)
    expect(commonDomain(page, server)).toBe(undefined)
})
