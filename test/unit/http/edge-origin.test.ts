import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { createOriginGuard } from '../../../server/http/protecting/origin.ts'
import { isAddressUnknown, isOwnOrigin } from '../../../server/http/protecting/own-origin.ts'
import { readContext } from '../../support/choice/read-context.ts'

type Headers = Readonly<Record<string, string>>
const LISTED = 'https://www.mektep.kz'
const OWN = 'https://consent.mektep.kz'

/** What the guard says of a request: whether it is let in, what its answer carries, and what the operator is told. */
async function ask(headers: Headers, publicUrl?: string) {
  const told: string[] = []
  const guard = createOriginGuard({
    origins: [LISTED],
    publicUrl,
    hints: { tell: (kind) => told.push(kind) },
  })
  const app = new Hono().get('/', (c) => c.json({ cors: guard.check(c), read: guard.headers(c) }))
  app.onError((error, c) => c.json({ refused: 'code' in error ? error.code : `${error}` }))
  const answer = (await (await app.request('/', { headers })).json()) as {
    readonly refused?: string
    readonly cors?: Headers
    readonly read?: Headers
  }
  const of = <T>(read: (c: Parameters<typeof guard.permission>[0]) => T) =>
    readContext(headers, read)
  return {
    ...{ told, answer },
    permission: await of(guard.permission),
    isHidden: await of(guard.isHidden),
  }
}
const corsOf = (origin: string) => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  vary: 'Origin',
})

describe('a page may use the server', () => {
  test.each([
    ['that is listed', { origin: LISTED, host: 'other' }],
    ['that is listed, with a dot behind its name', { origin: `${LISTED}.`, host: 'other' }],
    [
      'that is listed, whatever the browser vouches for',
      { origin: LISTED, host: 'other', 'sec-fetch-site': 'same-origin' },
    ],
    [
      'by http, as proxies write its address',
      { origin: 'http://consent.mektep.kz', host: 'Consent.Mektep.kz:80' },
    ],
    ['of the server’s own address', { origin: OWN, host: 'consent.mektep.kz' }],
    ['of its address as proxies write it', { origin: OWN, host: 'Consent.Mektep.kz:443' }],
    ['by http, behind a proxy', { origin: 'http://consent.mektep.kz', host: 'consent.mektep.kz' }],
  ])('%s', async (_, headers) => {
    const { answer, told, permission, isHidden } = await ask(headers)
    expect(answer).toEqual({ cors: corsOf(headers.origin), read: corsOf(headers.origin) })
    expect(permission).toEqual(corsOf(headers.origin))
    expect({ told, isHidden }).toEqual({ told: [], isHidden: false })
  })

  test('that the browser vouches for, whatever Host a proxy hands on; the operator is told', async () => {
    const headers = { origin: OWN, host: 'inner', 'sec-fetch-site': 'same-origin' }
    const { answer, told } = await ask(headers)
    expect(answer.cors).toEqual(corsOf(OWN))
    expect(told[0]).toBe('foreign_host')
    const configured = await ask(headers, 'https://other.kz')
    expect(configured.answer.refused).toBe('origin_not_allowed')
  })

  test('that hides where it is, if the browser vouches for it; and what no page has sent', async () => {
    const hidden = await ask({ origin: 'null', host: 'other', 'sec-fetch-site': 'same-origin' })
    expect(hidden.answer).toEqual({ cors: {}, read: {} })
    expect(hidden.isHidden).toBe(false)
    const none = await ask({ host: 'other' })
    expect(none.answer).toEqual({ cors: {}, read: {} })
    expect(none).toMatchObject({ told: [], permission: {}, isHidden: false })
  })
})

describe('a page is refused, nothing lets it read the answer, and the operator is told', () => {
  test.each([
    ['whose name ends like a listed one', 'https://evilwww.mektep.kz'],
    ['below a listed one', 'https://a.www.mektep.kz'],
    ['above a listed one', 'https://mektep.kz'],
    ['of a listed name by another scheme', 'http://www.mektep.kz'],
    ['of a listed name on another port', 'https://www.mektep.kz:8443'],
    ['whose name ends like the server’s own', 'https://evilconsent.mektep.kz'],
    ['below the server’s own', 'https://a.consent.mektep.kz'],
    ['that begins like the server’s own', 'https://consent.mektep.kz.evil.example'],
    ['of the server’s own name on another port', 'https://consent.mektep.kz:8443'],
    ['that is no address', 'about:blank'],
    ['that is empty', ''],
  ])('%s', async (_, origin) => {
    for (const publicUrl of [undefined, OWN]) {
      for (const site of ['cross-site', 'same-site', 'none']) {
        const headers = { origin, host: 'consent.mektep.kz', 'sec-fetch-site': site }
        const { answer, told, permission } = await ask(headers, publicUrl)
        expect(answer).toEqual({ refused: 'origin_not_allowed' })
        expect(permission).toBe(undefined)
        expect(told[0]).toBe('origin_unlisted')
        expect(told).not.toContain('origin_hidden')
      }
    }
  })

  test('that hides where it is, and the browser does not vouch for it', async () => {
    for (const site of ['cross-site', 'same-site', 'none']) {
      const headers = { origin: 'null', host: 'consent.mektep.kz', 'sec-fetch-site': site }
      const { answer, told, isHidden } = await ask(headers)
      expect(answer).toEqual({ refused: 'origin_not_allowed' })
      expect(isHidden).toBe(true)
      expect(told).toContain('origin_hidden')
    }
  })
})

describe('the server’s own origin', () => {
  const is = (origin: string, headers: Headers, publicUrl?: string) =>
    readContext(headers, (c) => isOwnOrigin(c, origin, { publicUrl }))

  test('is the configured one and no other, whatever Host says', async () => {
    expect(await is(OWN, { host: 'evil.example' }, OWN)).toBe(true)
    expect(await is(`${OWN}.`, { host: 'evil.example' }, OWN)).toBe(true)
    expect(await is('https://evil.example', { host: 'evil.example' }, OWN)).toBe(false)
    expect(await is('http://consent.mektep.kz', { host: 'consent.mektep.kz' }, OWN)).toBe(false)
  })

  test('is not said to be unknown where no Host is', async () => {
    expect(await readContext({}, (c) => isAddressUnknown(c, OWN, { publicUrl: undefined }))).toBe(
      false,
    )
  })

  test('is none where no Host is known, nor where neither is an address', async () => {
    expect(await is(OWN, {})).toBe(false)
    expect(await is('', { host: '' })).toBe(false)
    expect(await is('about:blank', { host: 'a b' })).toBe(false)
    expect(await is('https://undefined', {})).toBe(false)
  })

  test.each([
    ['an address', '127.0.0.1:8787', true],
    ['an address without a port', '192.168.10.12', true],
    ['an address of version 6', '[fd00::7]:8787', true],
    ['a name of one word', 'kelisim', true],
    ['such a name with a port', 'kelisim:8787', true],
    ['a name that visitors can come by', 'consent.mektep.kz', false],
    ['a name that begins like an address', '10.0.0.7.mektep.kz', false],
    ['a name that ends like one', 'mektep.10.0.0.7', false],
    ['a port that is none', 'kelisim:x', false],
  ])('may be another than Host says where that is %s', async (_, host, wanted) => {
    const isUnknown = (origin: string, headers: Headers = {}, publicUrl?: string) =>
      readContext({ host, ...headers }, (c) => isAddressUnknown(c, origin, { publicUrl }))
    expect(await isUnknown(OWN)).toBe(wanted)
    expect(await isUnknown(OWN, { 'sec-fetch-site': 'same-origin' })).toBe(true)
    expect(await isUnknown(OWN, { 'sec-fetch-site': 'cross-site' })).toBe(false)
    expect(await isUnknown(OWN, {}, OWN)).toBe(false)
    expect(await isUnknown('http://localhost:3000')).toBe(false)
    expect(await isUnknown('https://127.0.0.1')).toBe(false)
    expect(await isUnknown('http://a.kz', { 'sec-fetch-site': 'same-origin' })).toBe(true)
    expect(await isUnknown('null', { 'sec-fetch-site': 'same-origin' })).toBe(false)
    expect(await isUnknown('x-http://a', { 'sec-fetch-site': 'same-origin' })).toBe(false)
  })
})
