import { afterEach, describe, expect, test } from 'vitest'
import {
  consent,
  errorOf,
  openTestApp,
  type TestApp,
  type TestAppOptions,
} from '../../support/app/test-app.ts'
import { cookieOf, FIRST, openAdminApp } from '../admin-app.ts'

const URL_OF_SERVER = 'https://consent.mektep.kz'
const INNER = '127.0.0.1:8787'
const opened: TestApp[] = []
afterEach(() => Promise.all(opened.splice(0).map((server) => server.close())))

async function open(options: TestAppOptions = {}): Promise<TestApp> {
  const server = await openTestApp({ ...options, origins: ['https://www.mektep.kz'] })
  opened.push(server)
  return server
}
const refusal = { policyVersion: '2025-08-01', language: 'kk' }
/** Lines of the log of one kind. */
const linesOf = (server: Pick<TestApp, 'logged'>, kind: string) =>
  server.logged.filter((line) => line.startsWith(`["warn","${kind}"`))
const browser = { origin: URL_OF_SERVER, 'sec-fetch-site': 'same-origin' }

describe('with KELISIM_URL the server goes by it, whatever Host a proxy hands on', () => {
  const publicUrl = URL_OF_SERVER

  const hosts = [INNER, 'kelisim', 'consent.mektep.kz', 'Consent.Mektep.kz:443', 'evil.example']

  test('the console is set up, and what it changes is taken', async () => {
    const admin = await openAdminApp({ publicUrl })
    const body = FIRST
    const setUp = { method: 'POST', body, headers: { ...browser, host: INNER } }
    expect(cookieOf(await admin.ask('/setup', setUp))).toMatch(/^__Host-kelisim_admin=./)
    for (const host of hosts) {
      const signOut = { method: 'DELETE', headers: { ...browser, host } }
      expect((await admin.ask('/session', signOut)).status, host).toBe(204)
    }
    expect(admin.logged).toEqual([])
  })

  test('the server’s own pages write, and the choice is set for the site', async () => {
    const server = await open({ publicUrl })
    for (const host of hosts) {
      const own = await server.post('/v1/refusals', refusal, { ...browser, host })
      expect(own.status, host).toBe(202)
      const page = { origin: 'https://www.mektep.kz', 'sec-fetch-site': 'same-site', host }
      const given = await server.post('/v1/consents', consent(), page)
      expect(given.status).toBe(201)
      expect(given.headers.get('set-cookie')).toMatch(
        /^kelisim-[\da-f]{8}=.*; Domain=mektep\.kz; .*Secure/,
      )
    }
    expect(server.logged).toEqual([])
  })

  test('a page of another address is nobody’s own, even where Host names it', async () => {
    const admin = await openAdminApp({ publicUrl })
    const server = await open({ publicUrl })
    const body = FIRST
    const others = ['https://evil.example', 'http://consent.mektep.kz', `https://${INNER}`, 'null']
    for (const origin of others) {
      const host = origin.replace(/^https?:\/\//, '')
      const headers = { origin, host, 'sec-fetch-site': 'same-origin' }
      const refused = await admin.ask('/setup', { method: 'POST', body, headers })
      expect(refused.status, origin).toBe(403)
      expect((await errorOf(refused)).code).toBe('origin_not_allowed')
      const given = await server.post('/v1/consents', consent(), headers)
      // A page of its own that hides where it is: the browser vouches for it.
      expect(given.status, origin).toBe(origin === 'null' ? 201 : 403)
    }
    expect(await admin.store.hasAccounts()).toBe(false)
    expect(linesOf(server, 'origin_unlisted')).toHaveLength(1)
  })

  test('SE-14: security.txt names the public address, and no other, whatever is asked for', async () => {
    const server = await open({ publicUrl })
    for (const host of [INNER, 'evil.example', 'consent.mektep.kz']) {
      const text = await (await server.get('/.well-known/security.txt', { host })).text()
      expect(text).toContain(`\nCanonical: ${publicUrl}/.well-known/security.txt\n`)
      expect(text).toContain(`\nPolicy: ${publicUrl}/policy\n`)
      expect(text).not.toMatch(/127\.0\.0\.1|evil/)
    }
  })
})

describe('without KELISIM_URL', () => {
  test('Host is the address, as proxies write it', async () => {
    const admin = await openAdminApp()
    const server = await open()
    for (const host of ['consent.mektep.kz', 'consent.mektep.kz:443', 'Consent.Mektep.kz']) {
      const signOut = { method: 'DELETE', headers: { ...browser, host } }
      expect((await admin.ask('/session', signOut)).status, host).toBe(204)
      const page = { origin: 'https://www.mektep.kz', host }
      const given = await server.post('/v1/consents', consent(), page)
      expect(given.headers.get('set-cookie'), host).toContain('; Domain=mektep.kz;')
    }
    expect([...server.logged, ...admin.logged]).toEqual([])
  })

  test.each([INNER, 'localhost:8787', '[::1]:8787', 'kelisim:8787', '10.0.0.5'])(
    'Host: %s under a page of another name: the console is told which setting is missing, and so is the log',
    async (host) => {
      const admin = await openAdminApp()
      const body = FIRST
      for (const site of ['same-origin', undefined]) {
        const headers = { origin: URL_OF_SERVER, host, 'sec-fetch-site': site }
        const refused = await admin.ask('/setup', { method: 'POST', body, headers })
        expect(refused.status).toBe(403)
        const { code, message } = await errorOf(refused)
        expect(code).toBe('public_address_unknown')
        expect(message).toContain('KELISIM_URL')
      }
      expect(await admin.store.hasAccounts()).toBe(false)
      expect(JSON.stringify(admin.logged)).toContain('set KELISIM_URL')
    },
  )

  test('a name that ends like the server’s own is another’s', async () => {
    const server = await open()
    const host = 'consent.mektep.kz'
    for (const origin of [
      'https://evilconsent.mektep.kz',
      'https://evil.example/consent.mektep.kz',
    ]) {
      const answer = await server.post('/v1/consents', consent(), { origin, host })
      expect((await errorOf(answer)).code, origin).toBe('origin_not_allowed')
    }
    const own = { origin: `https://${host}`, host }
    expect((await server.post('/v1/consents', consent(), own)).status).toBe(201)
  })

  test('a page that the browser calls another site’s is refused as that, whatever the Host', async () => {
    const admin = await openAdminApp()
    const headers = { origin: 'https://evil.example', host: INNER, 'sec-fetch-site': 'cross-site' }
    const body = FIRST
    const refused = await admin.ask('/setup', { method: 'POST', body, headers })
    expect((await errorOf(refused)).code).toBe('origin_not_allowed')
  })

  test('the server’s own pages write all the same, since the browser vouches for them; the log names the setting', async () => {
    const server = await open()
    const headers = { ...browser, host: INNER }
    expect((await server.post('/v1/refusals', refusal, headers)).status).toBe(202)
    expect(linesOf(server, 'foreign_host').join()).toContain('KELISIM_URL')
    const other = { ...headers, 'sec-fetch-site': 'cross-site' }
    expect((await server.post('/v1/refusals', refusal, other)).status).toBe(403)
  })

  test('cookies that cannot be set for the site are told of in the log', async () => {
    const server = await open()
    const page = { origin: 'https://www.mektep.kz', 'sec-fetch-site': 'same-site', host: INNER }
    const given = await server.post('/v1/consents', consent(), page)
    expect(given.status).toBe(201)
    expect(given.headers.get('set-cookie')).toBeNull()
    expect(linesOf(server, 'foreign_host')).toHaveLength(1)
  })
})

describe('the log tells of each kind of refusal once a day', () => {
  test('and holds little of what whoever asks has chosen', async () => {
    const server = await open({ publicUrl: URL_OF_SERVER })
    const label = `.${'x'.repeat(60)}`.repeat(3)
    for (let index = 0; index < 30; index++) {
      const origin = `https://planted-${index}${label}.example`
      await server.post('/v1/refusals', refusal, { origin, 'x-forwarded-for': '198.51.100.9' })
    }
    expect(linesOf(server, 'origin_unlisted')).toHaveLength(1)
    expect(linesOf(server, 'origin_unlisted').join()).toContain('planted-0')
    expect(linesOf(server, 'origin_unlisted').join().length).toBeLessThan(400)
    expect(linesOf(server, 'proxy_untrusted')).toHaveLength(1)
    expect(linesOf(server, 'proxy_untrusted').join()).toContain('KELISIM_TRUST_PROXY')
    expect(server.logged.join()).not.toMatch(/198\.51|planted-1/)
    server.nowMs += 86_400_000
    await server.post('/v1/refusals', refusal, { origin: 'https://later.example' })
    expect(linesOf(server, 'origin_unlisted')).toHaveLength(2)
  })

  // Whoever asks chooses both headers: a site's address is scheme, name and port, and nothing else is said to the operator.
  const personal = 'aigerim-900101300123'
  test.each([
    ['https://shop.example:8443', 'https://shop.example:8443'],
    ['HTTPS://Shop.Example', 'https://shop.example'],
    ['null', 'null'],
    [`https://${personal}:secret@shop.example`, 'no address of a site'],
    [`https://${personal}@shop.example:8443`, 'no address of a site'],
    [`https://${personal}:${'1234'.repeat(40)}@shop.example`, 'no address of a site'],
    [`https://shop.example/${personal}`, 'no address of a site'],
    [`https://shop.example/?${personal}`, 'no address of a site'],
    [`https://shop.example#${personal}`, 'no address of a site'],
    [`https://shop.example\\${personal}`, ''],
    [`https://shop.example ${personal}`, 'no address of a site'],
    [`mailto:${personal}@shop.example`, 'no address of a site'],
    [personal, 'no address of a site'],
  ])('of the origin %s it says %s', async (origin, said) => {
    const server = await open()
    const host = `${personal}:secret@consent.mektep.kz/${personal}`
    await server.post('/v1/refusals', refusal, { origin, host })
    const lines = linesOf(server, 'origin_unlisted')
    expect(lines).toHaveLength(1)
    expect(lines.join()).toContain(said)
    expect(server.logged.join()).not.toMatch(/aigerim|9001|1234|secret/)
  })

  test('a preflight that is refused counts, since the request itself never comes', async () => {
    const server = await open()
    const ask = (origin: string) =>
      server.app.request('/v1/me', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'GET' },
      })
    expect((await ask('https://www.mektep.kz')).headers.get('access-control-allow-origin')).toBe(
      'https://www.mektep.kz',
    )
    expect(server.logged).toEqual([])
    expect(
      (await ask('https://evil.example')).headers.get('access-control-allow-origin'),
    ).toBeNull()
    expect(linesOf(server, 'origin_unlisted')).toHaveLength(1)
  })

  test('a proxy that is trusted is none', async () => {
    const server = await open({ trustedProxies: 1 })
    const page = { origin: 'https://www.mektep.kz', 'x-forwarded-for': '198.51.100.9' }
    expect((await server.post('/v1/refusals', refusal, page)).status).toBe(202)
    expect(server.logged).toEqual([])
  })
})
