import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../../server/app.ts'
import { buildAssets } from '../../../server/assets/build-assets.ts'
import { readBuild } from '../../../server/node/read-assets.ts'
import { openTestApp, PAGE_ORIGIN, type TestApp } from '../../support/app/test-app.ts'

const root = join(import.meta.dirname, '..', '..', '..')

let server: TestApp
let app: Hono
beforeAll(async () => {
  server = await openTestApp({ trustedProxies: 1 })
  const build = await readBuild(join(root, 'dist'), { withDemo: true })
  app = createApp({ ...server.deps, assets: buildAssets(build, () => '{}', {}) })
})
afterAll(() => server.close())

/** What stands for the variable part of each address that has one, so that something is there. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  '/policy/:version': ['/policy/2025-08-01', '/policy/versions', '/policy/1999-01-01'],
  '/policy/:version/changes': ['/policy/2025-08-01/changes?since=2025-08-01'],
  '/v1/policy/:version': ['/v1/policy/2025-08-01'],
  '/v1/policy/:version/changes': ['/v1/policy/2025-08-01/changes?since=2025-08-01'],
  '/admin/*': ['/admin/', '/admin/nothing'],
  '/demo/*': ['/demo/', '/demo/news.html', '/demo/video.html', '/demo/en/'],
}

/** Every address that answers GET, taken from the routes themselves. */
const addresses = () => [
  ...new Set(
    app.routes
      .filter(({ method }) => method === 'GET')
      .flatMap(({ path }) => PARTS[path] ?? [path.replace(/:\w+/g, 'nothing').replace('*', 'x')]),
  ),
]

const get = async (path: string, headers: Record<string, string> = {}) =>
  app.request(path, { headers: { host: 'consent.school.example', ...headers } })

const directives = (answer: Response) =>
  new Map(
    (answer.headers.get('content-security-policy') ?? '')
      .split(';')
      .map((directive) => directive.trim().split(/\s+/))
      .map(([name = '', ...values]) => [name, values.join(' ')] as const),
  )

test('SE-06: every address is answered with nosniff, without an inline script being allowed anywhere, and opens CORS to no cookie', async () => {
  const found = addresses()
  expect(found.length).toBeGreaterThan(30)
  for (const path of found) {
    const answer = await get(path)
    expect(answer.status, path).toBeLessThan(500)
    if (answer.status >= 300 && answer.status < 400) continue
    expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(answer.headers.get('content-security-policy') ?? '', path).not.toMatch(/unsafe|\*/)
    // A readable answer never goes with somebody's cookies.
    if (answer.headers.get('access-control-allow-origin') === '*')
      expect(answer.headers.get('access-control-allow-credentials'), path).toBeNull()
  }
})

test('SE-06: every page has a policy that allows no foreign source, no object, no base and no foreign frame, and gives no referrer away', async () => {
  const pages: string[] = []
  for (const path of addresses()) {
    const answer = await get(path)
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
    pages.push(path)
    const policy = directives(answer)
    expect(policy.get('default-src'), path).toBe("'none'")
    expect(policy.get('base-uri'), path).toBe("'none'")
    expect(policy.get('frame-ancestors'), path).toBe(path.startsWith('/demo') ? "'self'" : "'none'")
    expect(policy.get('script-src') ?? "'none'", path).toMatch(/^'(none|self)'$/)
    // `default-src 'none'` stands for objects as well, unless something names them.
    expect(policy.get('object-src') ?? "'none'", path).toBe("'none'")
    expect([...policy.values()].join(' '), path).not.toMatch(/https?:/)
    expect(answer.headers.get('referrer-policy'), path).toMatch(/^(no-referrer|same-origin)$/)
    expect(await answer.text(), path).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S|\son\w+="/i)
  }
  for (const path of [
    '/policy',
    '/policy/versions',
    '/cookies',
    '/personal-data-list',
    '/receipt',
    '/request',
    '/contact',
    '/my-data',
    '/docs',
    '/admin/',
    '/demo/',
  ])
    expect(pages).toContain(path)
})

test('every address of a screen is answered with the console’s one page, uncached, with its query or without; a file that is not there stays missing', async () => {
  const page = await (await get('/admin/')).text()
  for (const path of [
    '/admin/requests/R-7K2M9QXA',
    '/admin/statistics?from=2026-01-01',
    '/admin/x/',
  ]) {
    const answer = await get(path)
    expect(answer.status, path).toBe(200)
    expect(await answer.text(), path).toBe(page)
    expect(answer.headers.get('cache-control'), path).toBe('no-cache')
    expect(answer.headers.get('set-cookie'), path).toBeNull()
  }
  for (const path of [
    '/admin/nothing.js',
    '/admin/assets/nothing',
    '/admin/assets/',
    '/administration',
  ])
    expect((await get(path)).status, path).toBe(404)
})

test('SE-06: CORS names an origin that is allowed, and never another', async () => {
  const of = async (origin: string) =>
    (await get('/v1/consents/nothing', { origin })).headers.get('access-control-allow-origin')
  expect(await of(PAGE_ORIGIN)).toBe(PAGE_ORIGIN)
  for (const origin of ['https://evil.example', `${PAGE_ORIGIN}.evil.example`, 'null'])
    expect(await of(origin), origin).toBeNull()
})

test('SE-06: HSTS goes with https behind a trusted proxy, on pages, data and errors alike, and with nothing else', async () => {
  const hsts = async (path: string, headers: Record<string, string>) =>
    (await get(path, headers)).headers.get('strict-transport-security')
  for (const path of ['/policy', '/widget.js', '/v1/site', '/v1/nothing', '/health/live']) {
    expect(await hsts(path, { 'x-forwarded-proto': 'https' }), path).toBe('max-age=31536000')
    expect(await hsts(path, { 'x-forwarded-proto': 'http' }), path).toBeNull()
    expect(await hsts(path, { 'x-forwarded-proto': 'https, http' }), path).toBeNull()
    expect(await hsts(path, {}), path).toBeNull()
  }
  const direct = createApp({ ...server.deps, trustedProxies: 0 })
  const answer = await direct.request('/policy', { headers: { 'x-forwarded-proto': 'https' } })
  expect(answer.headers.get('strict-transport-security')).toBeNull()
})

test('LO-03, SE-15: the notes on deployment name hosting under .kz in Kazakhstan, certificate, backups there, ports and least privileges', () => {
  const notes = readFileSync(join(root, 'docs/deployment.md'), 'utf8')
  const [, where = ''] = /## Where([\s\S]*?)\n## /.exec(notes) ?? []
  for (const named of [
    /host in Kazakhstan/,
    /`\.kz`/,
    /backups in Kazakhstan/,
    /valid certificate/,
  ])
    expect(where).toMatch(named)
  const [, ports = ''] = /## Ports([\s\S]*?)\n## /.exec(notes) ?? []
  const listed = Array.from(ports.matchAll(/^\| (\d+) \|/gm), ([, port]) => Number(port))
  // The server's own port is the one that it really takes unless told otherwise, and is not open to the world.
  const environment = readFileSync(join(root, 'server/config/environment.ts'), 'utf8')
  const [, usual] = /PORT: v\.optional\(whole\(0, 65_535\), '(\d+)'\)/.exec(environment) ?? []
  expect(listed).toEqual(expect.arrayContaining([443, 80, Number(usual)]))
  expect(ports).toMatch(new RegExp(`\\| ${usual} \\| this machine only`))
  expect(ports).toMatch(/[Aa]ntivirus/)
  const [, unit = ''] = /```ini\n([\s\S]*?)```/.exec(notes) ?? []
  const settings = new Map(
    Array.from(
      unit.matchAll(/^(\w+)=(.*)$/gm),
      ([, name = '', value = '']) => [name, value] as const,
    ),
  )
  expect(settings.get('User')).toMatch(/^(?!root$|0$)\w+$/)
  expect(settings.get('ProtectSystem')).toBe('strict')
  expect(settings.get('NoNewPrivileges')).toBe('yes')
  expect(settings.get('CapabilityBoundingSet')).toBe('')
  expect(settings.get('StateDirectory')).toBe('kelisim')
  // Nothing but the data folder may be written to.
  expect(settings.has('ReadWritePaths')).toBe(false)
})
