import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ErrorEnvelope } from '../../server/contract/index.ts'
import { deriveSiteSecret } from '../../server/crypto/derive.ts'
import { newId } from '../support/app/test-app.ts'
import { searchBytes } from '../support/database/database-file.ts'
import { verifyFile } from '../support/database/verify-file.ts'
import { startWorkerSites, type WorkerAnswer, type WorkerSites } from '../support/worker/sites.ts'
import {
  bearer,
  openVisitor,
  readJson,
  readSetupToken,
  school,
  setUp,
  sitesOf,
} from '../support/worker/visitor.ts'

const video = {
  id: 'video',
  purpose: 'external',
  ...{ name: 'Planted video', provider: 'Tube', country: 'KZ' },
  processor: {
    ...{ contractNumber: '12/2026', contractDate: '2026-01-15' },
    ...{ confidentialityDate: '2026-01-15', confidentialityUntil: '2031-12-31' },
  },
} as const
const almaty = school('almaty')
const taraz = school('taraz', { services: [video] })

let sites: WorkerSites
beforeAll(async () => {
  sites = await startWorkerSites({
    sites: sitesOf(almaty, taraz),
    bindings: { NODE_ENV: 'production' },
  })
})
afterAll(() => sites.stop())

/** Whether an entry of the bucket is under the name of one of the sites. */
const isOfSite = (key: string) => /^consent\.(almaty|taraz)\.kz\//.test(key)
const codeOf = ({ text }: WorkerAnswer) => (JSON.parse(text) as ErrorEnvelope).error.code

/** What a client may write of another site. */
const OTHERS: readonly (readonly [string, string])[] = [
  ['x-forwarded-host', taraz.host],
  ['forwarded', `host=${taraz.host};proto=https`],
  ['x-original-host', taraz.host],
  ['x-host', taraz.host],
  ['x-original-url', `https://${taraz.host}/`],
  ['x-rewrite-url', `https://${taraz.host}/`],
  ['origin', taraz.page],
  ['referer', `https://${taraz.host}/`],
  ['cookie', `host=${taraz.host}`],
]

const pages = [
  '/widget.js',
  '/v1/site',
  '/',
  '/policy',
  '/consent-form',
  '/cookies',
  '/v1/notices/kk',
]

describe('each site answers with its own', () => {
  test.each(pages)('%s', async (path) => {
    const [own, other] = await Promise.all(
      [almaty, taraz].map(({ host }) => sites.send(host, path)),
    )
    expect(own?.status).toBe(other?.status)
    expect(own?.text).not.toBe(other?.text)
    expect(own?.text).not.toMatch(/taraz|Planted video/)
    expect(other?.text).not.toContain('almaty')
  })

  test('whatever a header says of another', async () => {
    for (const path of ['/v1/site', '/widget.js', '/policy'])
      for (const [name, value] of OTHERS) {
        const { text } = await sites.send(almaty.host, path, { headers: { [name]: value } })
        expect(text, `${path} ${name}`).not.toMatch(/taraz|Planted video/)
      }
  })

  test('CB-01 and, without its object, with the banner inside the loader of who is seen or taken to be new', async () => {
    const load = (headers: Record<string, string>) =>
      sites.send(almaty.host, '/widget.js', { headers })
    const elsewhere = { 'sec-fetch-site': 'cross-site' }
    const banner = 'kelisim-banner'
    const first = await load(elsewhere)
    expect(first.text).toContain(banner)
    expect(first.headers['cache-control']).toMatch(/^private,/)
    expect(await load({ 'sec-fetch-site': 'same-site' })).toMatchObject({ text: first.text })
    const again = await load({ ...elsewhere, 'if-none-match': first.headers.etag ?? '' })
    expect([again.status, again.text]).toEqual([304, ''])
    for (const headers of [{ ...elsewhere, 'if-none-match': '"0badf00d"' }, {}]) {
      const { text, ...small } = await load(headers)
      expect(text).not.toContain(banner)
      expect(small.headers['cache-control']).toMatch(/^public,/)
    }
  })

  test('and has a key of its own for receipts', async () => {
    const keys = await Promise.all(
      [almaty, taraz].map(({ host }) => sites.send(host, '/.well-known/jwks.json')),
    )
    expect(keys[0]?.text).not.toBe(keys[1]?.text)
  })

  test('and serves no demo, in production', async () => {
    for (const path of ['/demo/', '/demo/news.html', '/demo/index.html'])
      expect((await sites.send(almaty.host, path)).status, path).toBe(404)
  })
})

describe('the name of a site', () => {
  test.each(['CONSENT.Almaty.KZ', `${almaty.host}.`, `${almaty.host}:8443`, `${almaty.host}.:443`])(
    '%s is the same name',
    async (host) => {
      const before = sites.listDatabases().length
      const visitor = openVisitor(sites, almaty)
      const { id, secret } = await visitor.consent()
      const found = await sites.send(host, `/v1/consents/${id}`, {
        headers: { authorization: `Bearer ${secret}` },
      })
      expect(found.status).toBe(200)
      expect((await sites.send(host, '/widget.js')).text).toBe(
        (await sites.send(almaty.host, '/widget.js')).text,
      )
      expect(sites.listDatabases().length).toBe(Math.max(before, 1))
    },
  )

  const strangers = [
    'school.example',
    'almaty.kz',
    `x.${almaty.host}`,
    'kz',
    'localhost',
    '127.0.0.1',
  ]
  test.each([...strangers, 'constructor', '__proto__', `${almaty.host}..`, '[::1]'])(
    '%s is a stranger’s',
    async (host) => {
      await sites.send(almaty.host, '/health/ready')
      const before = sites.listDatabases()
      for (const path of ['/', '/widget.js', '/v1/site', '/metrics']) {
        const headers = { 'x-forwarded-host': almaty.host, origin: almaty.page }
        const answer = await sites.send(host, path, { headers })
        expect(answer.status).toBe(404)
        expect(JSON.stringify(answer.headers) + answer.text).not.toMatch(
          /almaty|taraz|school name/i,
        )
        expect(answer.headers['access-control-allow-origin']).toBeUndefined()
      }
      const written = await sites.send(host, '/v1/consents', { body: { id: newId(Date.now()) } })
      expect(written.status).toBe(404)
      expect(sites.listDatabases()).toEqual(before)
      expect((await sites.readArchive()).filter((key) => !isOfSite(key))).toEqual([])
      expect(sites.output()).not.toContain(`"host":"${host}"`)
    },
  )
})

describe('what is one site’s is nothing to another', () => {
  test('a consent with its secret and receipt', async () => {
    const here = openVisitor(sites, almaty)
    const there = openVisitor(sites, taraz)
    const { id, secret } = await here.consent()
    const shown = { authorization: `Bearer ${secret}` }
    expect(codeOf(await there.visit(id))).toBe('consent_unknown')
    expect((await there.get(`/v1/consents/${id}`, shown)).status).toBe(404)
    expect((await there.get(`/v1/consents/${id}/receipt`, shown)).status).toBe(404)
    const withdrawal = `/v1/consents/${id}/withdrawal`
    expect((await there.post(withdrawal, { id: newId(Date.now()) }, shown)).status).toBe(404)
    expect((await there.get('/v1/me', bearer(id, secret))).status).toBe(404)
    expect((await there.get('/v1/me/export', bearer(id, secret))).status).toBe(404)
    expect((await here.get('/v1/me', bearer(id, secret))).status).toBe(200)
    expect((await here.visit(id)).status).toBe(202)
    const { text: receipt } = await here.get(`/v1/consents/${id}/receipt`, shown)
    const check = async (visitor: typeof here) => {
      const form = { 'content-type': 'application/x-www-form-urlencoded' }
      const body = new URLSearchParams({ receipt }).toString()
      const { text } = await visitor.post('/receipt', body, form)
      return { text, outcome: /class="outcome (\w+)"/.exec(text)?.[1] }
    }
    expect(await check(here)).toMatchObject({ outcome: 'valid', text: expect.stringContaining(id) })
    const foreign = await check(there)
    expect(foreign.outcome).not.toBe('valid')
    expect(foreign.text).not.toContain(id)
  })

  test('a message, whose code opens it at its own site alone', async () => {
    const here = openVisitor(sites, almaty)
    const { reference, code } = await here.write({ message: 'Planted for one site' })
    const shown = bearer(reference, code)
    expect((await here.get('/v1/me', shown)).status).toBe(200)
    const foreign = await openVisitor(sites, taraz).get('/v1/me', shown)
    expect(foreign.status).toBe(404)
    expect(foreign.text).not.toContain('Planted')
  })

  test('a page that may use the one', async () => {
    const { id } = await openVisitor(sites, almaty).consent()
    for (const origin of [taraz.page, `https://${taraz.host}`]) {
      const answer = await openVisitor(sites, almaty).visit(id, { origin })
      expect(answer.status).toBe(403)
      expect(codeOf(answer)).toBe('origin_not_allowed')
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  test('a set-up token and a session of the console', async () => {
    const token = readSetupToken(sites, almaty.host)
    expect(readSetupToken(sites, taraz.host)).not.toBe(token)
    const refused = await setUp(sites, taraz.host, token)
    expect(refused.answer.status).toBe(403)
    expect(refused.cookie).toBe('')
    const { answer, cookie } = await setUp(sites, almaty.host, token)
    expect(answer.status).toBe(200)
    const session = ({ host }: { host: string }) =>
      sites.send(host, '/v1/admin/session', { headers: { cookie } })
    expect(readJson(await session(almaty), 200)).toMatchObject({ isSetUp: true, step: 'ready' })
    expect(readJson(await session(taraz), 200)).toMatchObject({ isSetUp: false, step: 'none' })
    expect(
      (await sites.send(taraz.host, '/v1/admin/messages', { headers: { cookie } })).status,
    ).toBe(401)
    const own = await setUp(sites, taraz.host, readSetupToken(sites, taraz.host))
    expect(own.answer.status).toBe(200)
  })

  test('files, keys and what is handed out of them', async () => {
    await openVisitor(sites, taraz).write({ name: 'Planted of Taraz' })
    for (const { host } of [almaty, taraz]) await sites.call(host, 'runAlarms', 1)
    const keys = await sites.readArchive()
    for (const { host } of [almaty, taraz])
      expect(keys.filter((key) => key.startsWith(`${host}/`))).not.toEqual([])
    expect(keys.filter((key) => !isOfSite(key))).toEqual([])

    const fileOf = async ({ host }: { host: string }) => {
      const id = await sites.call<string>(host, 'nameId')
      return sites.listDatabases().find((path) => path.includes(id)) ?? ''
    }
    const secretOf = ({ host }: { host: string }) =>
      deriveSiteSecret(Buffer.from(sites.secret, 'base64'), host)
    expect(sites.listDatabases()).toHaveLength(2)
    for (const [own, other] of [
      [almaty, taraz],
      [taraz, almaty],
    ] as const) {
      const path = await fileOf(own)
      const right = await verifyFile(path, { secrets: [secretOf(own)] })
      expect(right).toMatchObject({ problems: [], secret: 'checked' })
      const wrong = await verifyFile(path, { secrets: [secretOf(other)] })
      expect(wrong.secret).toBe('wrong')
      const whole = await verifyFile(path, { secrets: [Buffer.from(sites.secret, 'base64')] })
      expect(whole.secret).toBe('wrong')
      expect(await searchBytes(path, other.host)).toEqual([])
      expect(await searchBytes(path, 'Planted of Taraz')).toEqual([])
    }
  })
})
