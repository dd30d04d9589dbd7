import { request as requestPlain } from 'node:http'
import { type RequestOptions, request } from 'node:https'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consent, newId, USER_AGENT } from '../../support/app/test-app.ts'
import { openDatabase } from '../../support/database/database-file.ts'
import {
  nginx,
  type ProxyKind,
  PUBLIC_HOST,
  proxyKinds,
  type RunningProxy,
  startProxy,
  titleOfLeftOut,
} from '../../support/server/proxies.ts'
import { type RunningServer, startServer } from '../../support/server/start-server.ts'
import { HEAD } from '../../support/staff/first-administrator.ts'

const PASSWORD = 'көктемде қар ериді'
const PAGE = 'https://www.school.kz'
const OWN = `https://${PUBLIC_HOST}`
/** A visitor who is not the proxy: another address of the loopback. */
const VISITOR = '127.0.0.5'

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/** Sends a request as a browser does that has found the server's name at this machine. */
function ask(
  proxy: RunningProxy,
  path: string,
  {
    body,
    headers = {},
    isPlain = false,
  }: { body?: unknown; headers?: Record<string, string | string[]>; isPlain?: boolean } = {},
): Promise<Answer> {
  const options: RequestOptions = {
    ...{ host: '127.0.0.1', port: isPlain ? proxy.httpPort : proxy.httpsPort, path },
    ...{ localAddress: VISITOR, servername: PUBLIC_HOST, rejectUnauthorized: false, agent: false },
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      host: PUBLIC_HOST,
      'user-agent': USER_AGENT,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
  }
  return new Promise((resolve, reject) => {
    const sent = (isPlain ? requestPlain : request)(options, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      )
    })
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

const start = () =>
  startServer({
    environment: {
      NODE_ENV: 'production',
      KELISIM_URL: OWN,
      KELISIM_ORIGINS: PAGE,
      KELISIM_TRUST_PROXY: '1',
    },
  })

const portOf = ({ url }: RunningServer) => Number(new URL(url).port)

/** Sets the console up and signs in to it, as its page does. */
async function expectConsole(proxy: RunningProxy, server: RunningServer) {
  const headers = { origin: OWN, 'sec-fetch-site': 'same-origin' }
  const token = /#setup=([\w-]+)/.exec(server.output())?.[1]
  const body = { ...HEAD, token, password: PASSWORD }
  expect((await ask(proxy, '/v1/admin/setup', { body, headers })).status).toBe(200)
  const signIn = { body: { email: HEAD.email, password: PASSWORD }, headers }
  const signedIn = await ask(proxy, '/v1/admin/session', signIn)
  expect(signedIn.status).toBe(200)
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? ''
  expect(cookie).toMatch(/^__Host-kelisim_admin=./)
  const read = await ask(proxy, '/v1/admin/session', { headers: { cookie } })
  expect(JSON.parse(read.text)).toMatchObject({ isSetUp: true, isSignedIn: true })
}

/** Accepts everything under the notice that the server shows. */
async function giveConsent(proxy: RunningProxy, server: RunningServer) {
  const database = openDatabase(server.databaseFile)
  const notice = database.prepare("SELECT sha256 FROM notices WHERE language = 'kk'").pluck().get()
  database.close()
  const body = consent({ id: newId(Date.now()), notice: String(notice).slice(0, 16) })
  const headers = { origin: PAGE, 'sec-fetch-site': 'same-site' }
  return { body, answer: await ask(proxy, '/v1/consents', { body, headers }) }
}

function behind(kind: ProxyKind) {
  let server: RunningServer
  let proxy: RunningProxy
  beforeAll(async () => {
    server = await start()
    proxy = await startProxy(kind, portOf(server))
  }, 60_000)
  afterAll(async () => {
    await proxy?.stop()
    await server?.stop()
  })

  test('plain http leads to https, and https binds the browser to itself', async () => {
    const plain = await ask(proxy, '/policy', { isPlain: true })
    expect([301, 308]).toContain(plain.status)
    expect(plain.headers.location).toMatch(new RegExp(`^https://${PUBLIC_HOST}(:\\d+)?/policy$`))
    const secure = await ask(proxy, '/policy')
    expect(secure.status).toBe(200)
    expect(secure.headers['strict-transport-security']).toBe('max-age=31536000')
  })

  test('the console is set up and signed in to', () => expectConsole(proxy, server))

  test('a choice is recorded and set for the site; the visit has the visitor’s address, not one that was made up', async () => {
    const { body, answer } = await giveConsent(proxy, server)
    expect(answer.status).toBe(201)
    expect(String(answer.headers['set-cookie'])).toMatch(
      /kelisim-[\da-f]{8}=granted.*; Domain=school\.kz;/,
    )
    const forged = { 'x-forwarded-for': '203.0.113.9', 'x-real-ip': '203.0.113.9' }
    const visits = { consentId: body.id, visits: [{ id: newId(Date.now()), path: '/news' }] }
    const headers = { origin: PAGE, ...forged }
    expect((await ask(proxy, '/v1/visits', { body: visits, headers })).status).toBe(202)
    const authorization = `Bearer ${body.id}.${body.secret}`
    const own = await ask(proxy, '/v1/me/export', { headers: { authorization } })
    expect(own.text).toContain(VISITOR)
    expect(own.text).not.toContain('203.0.113')
  })

  test('security.txt names the public address and nothing of the machine', async () => {
    const { text } = await ask(proxy, '/.well-known/security.txt')
    expect(text).toContain(`Canonical: ${OWN}/.well-known/security.txt`)
    expect(text).not.toMatch(/127\.0\.0\.1|localhost/)
  })

  test('a body over the limit is answered as such, each time, and not by the proxy', async () => {
    const body = { message: 'x'.repeat(100_000) }
    const send = () => ask(proxy, '/v1/messages', { body, headers: { origin: PAGE } })
    for (const { status, text } of await Promise.all(Array.from({ length: 20 }, send)))
      expect([status, text]).toEqual([413, expect.stringContaining('body_too_large')])
  })

  test('60 kB of cookies are heard, 200 kB refused in words; the figures are nobody’s', async () => {
    const load = (bytes: number) =>
      ask(proxy, '/widget.js', { headers: { cookie: `a=${'x'.repeat(bytes)}` } })
    expect((await load(60_000)).status).toBe(200)
    expect([400, 431, 494]).toContain((await load(200_000)).status)
    expect((await ask(proxy, '/metrics')).status).toBe(404)
    expect(server.output()).not.toMatch(/foreign_host|origin_unlisted|proxy_untrusted/)
  })
}

for (const kind of proxyKinds) {
  if (kind.isInstalled()) describe(`behind ${kind.name} as documented`, () => behind(kind))
  else test.skip(titleOfLeftOut(kind), () => {})
}

if (nginx.isInstalled())
  test('behind nginx that hands on no Host, as it does unless told to, the public address still holds', async () => {
    const server = await start()
    const bare = nginx.documented.replace('proxy_set_header Host $host;', '')
    expect(bare).not.toBe(nginx.documented)
    const proxy = await startProxy(nginx, portOf(server), bare)
    await expectConsole(proxy, server)
    const { answer } = await giveConsent(proxy, server)
    expect(String(answer.headers['set-cookie'])).toContain('; Domain=school.kz;')
    expect(server.output()).not.toMatch(/foreign_host|origin_unlisted/)
    await proxy.stop()
    await server.stop()
  })
