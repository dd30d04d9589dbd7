import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { visit as visitSchema } from '../../../server/contract/visitor/visit.ts'
import { uuidV7 } from '../../../server/contract/words.ts'
import { makeSecret, makeUuidV7 } from '../../../widget/page/random.ts'
import { isNewPage } from '../../../widget/visits/navigation.ts'
import { buildVisit, visitTime } from '../../../widget/visits/visit.ts'

const ID = '019aab00-0000-7000-8000-00000000000f'
const VIEW = { id: ID, path: '/news', host: 'school.example', referrer: '' }

describe('a visit', () => {
  it('TR-01 holds id and path, and nothing else by itself', () => {
    expect(buildVisit(VIEW)).toEqual({ id: ID, path: '/news' })
  })

  it.each([
    ['another site, without its path', 'https://www.google.kz/search?q=x', 'www.google.kz'],
    ['another site with a port', 'http://Other.example:8080/', 'other.example'],
    ['the site itself', 'https://school.example/private?name=x', undefined],
    ['no page', '', undefined],
    ['an app', 'android-app://com.example/', undefined],
    ['a name and password', 'https://user:secret@other.example/', 'other.example'],
    ['an IPv6 address', 'http://[::1]/', undefined],
    ['rubbish', 'https://', undefined],
  ])('TR-03 names as referrer %s', (_, referrer, host) => {
    expect(buildVisit({ ...VIEW, referrer }).referrerHost).toBe(host)
  })

  it('TR-03 sends no query and no fragment', () => {
    expect(buildVisit({ ...VIEW, path: '/a?name=Aigerim#b' }).path).toBe('/a')
  })

  it('sends a duration only where there is one, whole and within a day', () => {
    expect(buildVisit(VIEW)).not.toHaveProperty('durationMs')
    expect(buildVisit({ ...VIEW, durationMs: 1234.6 }).durationMs).toBe(1235)
    expect(buildVisit({ ...VIEW, durationMs: 9e9 }).durationMs).toBe(86_400_000)
    expect(buildVisit({ ...VIEW, durationMs: -5 }).durationMs).toBe(0)
  })

  it('is one that the server takes, whatever the page', () => {
    fc.assert(
      fc.property(
        fc.webPath({ size: 'large' }),
        fc.oneof(fc.webUrl(), fc.string()),
        fc.option(fc.double({ noNaN: true }), { nil: undefined }),
        (path, referrer, durationMs) => {
          const built = buildVisit({ ...VIEW, path, referrer, durationMs })
          expect(v.safeParse(visitSchema, built).issues).toBe(undefined)
        },
      ),
    )
  })
})

describe('the id of a visit', () => {
  const NOW_MS = Date.UTC(2026, 10, 22, 13, 37, 42, 123)

  it('carries the time only where that is granted, and else the start of the day', () => {
    expect(visitTime(NOW_MS, true)).toBe(NOW_MS)
    expect(visitTime(NOW_MS, false)).toBe(Date.UTC(2026, 10, 22))
  })

  it('is a UUID of version 7 with that time and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 47 }), (timeMs) => {
        const id = makeUuidV7(timeMs)
        expect(v.is(uuidV7, id)).toBe(true)
        expect(Number.parseInt(id.slice(0, 13).replace('-', ''), 16)).toBe(timeMs)
      }),
    )
  })

  it('does not repeat within one millisecond', () => {
    expect(new Set(Array.from({ length: 10_000 }, () => makeUuidV7(0))).size).toBe(10_000)
  })
})

describe('the secret of a record', () => {
  it('CR-07 is 43 characters that no two records share', () => {
    const secrets = new Set(Array.from({ length: 1_000 }, makeSecret))
    expect(secrets.size).toBe(1_000)
    for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/)
  })
})

describe('navigation', () => {
  it('counts another path as a page, and neither query nor fragment', () => {
    expect(isNewPage('/a', '/b')).toBe(true)
    expect(isNewPage('/a', '/a')).toBe(false)
  })
})
