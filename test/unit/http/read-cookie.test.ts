import { describe, expect, test } from 'vitest'
import {
  isSeenWithoutChoice,
  isUnseenElsewhere,
} from '../../../server/http/answering/choice-cookie.ts'
import { commonDomain } from '../../../server/http/protecting/common-domain.ts'
import { readKeyCookie } from '../../../server/http/reading/key-cookie.ts'
import { readContext } from '../../support/choice/read-context.ts'

const OWNER = '0badc0de'
const NAME = `kelisim-${OWNER}`
const SECRET = 's'.repeat(43)
const GRANTED = 'granted~2025-08-01~2026-08-30'

test.each([
  ['www.mektep.kz', 'consent.mektep.kz', '; Domain=mektep.kz'],
  ['mektep.kz', 'consent.mektep.kz', '; Domain=mektep.kz'],
  ['a.b.mektep.kz', 'consent.b.mektep.kz', '; Domain=b.mektep.kz'],
  ['1.mektep.kz', '2.mektep.kz', '; Domain=mektep.kz'],
  ['a.mektep.kz1', 'b.mektep.kz1', '; Domain=mektep.kz1'],
  ['www.mektep.kz', 'www.mektep.kz', ''],
  ['localhost', 'localhost', ''],
  ['127.0.0.1', '127.0.0.1', ''],
  ['127.0.0.1', '10.0.0.1', undefined],
  ['192.168.0.1', '10.1.0.1', undefined],
  ['mektep.kz', 'lyceum.kz', undefined],
  ['evilmektep.kz', 'mektep.kz', undefined],
  ['mektep.kz.evil.example', 'mektep.kz', undefined],
  ['localhost', 'consent.localhost', undefined],
])('cookies of a page at %s and a server at %s hold for %j', (page, server, wanted) => {
  expect(commonDomain(page, server)).toBe(wanted)
})

describe('a visitor is seen not to have chosen', () => {
  const seen = (headers: Record<string, string>) =>
    readContext(headers, (c) => isSeenWithoutChoice(c, OWNER))

  test.each([
    ['same-origin', '', true],
    ['same-site', '', true],
    ['cross-site', '', false],
    ['none', '', false],
    ['x-same-site', '', false],
    ['same-site-x', '', false],
    ['', '', false],
    ['same-site', `${NAME}=${GRANTED}`, false],
    ['same-site', 'kelisim=refused~2025-08-01~2026-03-02', false],
    ['same-site', 'kelisim-00000000=refused~2025-08-01~2026-03-02', true],
  ])('with %j and %j: %s', async (site, cookie, wanted) => {
    const headers = { ...(site && { 'sec-fetch-site': site }), ...(cookie && { cookie }) }
    expect(await seen(headers)).toBe(wanted)
  })

  test.each([
    ['cross-site', undefined, true],
    ['cross-site', '"banner"', true],
    ['cross-site', '"old", "banner"', true],
    ['cross-site', '"old"', false],
    ['same-site', undefined, false],
    ['none', undefined, false],
  ])('on another site, with %j and the loader %j: %s', async (site, known, wanted) => {
    const headers = { 'sec-fetch-site': site, ...(known && { 'if-none-match': known }) }
    expect(await readContext(headers, (c) => isUnseenElsewhere(c, '"banner"'))).toBe(wanted)
  })
})

test('the secret is read from the server’s own cookie alone', async () => {
  const read = (cookie: string) => readContext({ cookie }, readKeyCookie)
  expect(await read(`kelisim_key=${SECRET}`)).toBe(SECRET)
  expect(await read(`${NAME}=${GRANTED}`)).toBe(undefined)
})
