import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../support/app/test-app.ts'

let server: TestApp
beforeAll(async () => {
  server = await openTestApp()
})
afterAll(() => server.close())

const load = (headers: Record<string, string> = {}) => server.get('/widget.js', headers)
const FIRST = { 'sec-fetch-site': 'same-site' }
const ELSEWHERE = { 'sec-fetch-site': 'cross-site' }
const CHOICE = { cookie: 'theme=dark; kelisim-0badc0de=refused~2025-08-01~2026-03-03' }

/** What the test's build has in place of the banner. */
const BANNER = '{get banner(){}}'

test('CB-15 the loader knows of Sec-GPC, and a cache keeps the two loaders apart', async () => {
  expect(await (await load({ 'sec-gpc': '1' })).text()).toContain('"isGpc":true')
  expect(await (await load({ 'sec-gpc': '1', ...FIRST })).text()).toContain('"isGpc":true')
  expect(await (await load({ 'sec-gpc': 'true' })).text()).toContain('"isGpc":false')
  expect((await load()).headers.get('vary')).toContain('Sec-GPC')
})

test.each([
  ['a page of the same host, nothing chosen', { 'sec-fetch-site': 'same-origin' }],
  ['a page of the same site, nothing chosen', FIRST],
  ['a page of another site, whose visitor has no loader yet', ELSEWHERE],
  ['a cookie of another name', { ...FIRST, cookie: 'kelisim_key=x; notkelisim=1' }],
  [
    'the choice of another operator below the same domain',
    { ...FIRST, cookie: 'kelisim-00c0ffee=refused~2025-08-01~2026-03-03' },
  ],
])('CB-01 the banner comes inside the loader, for no shared cache: %s', async (_name, headers) => {
  const answer = await load(headers)
  expect(await answer.text()).toContain(BANNER)
  expect(answer.headers.get('cache-control')).toMatch(/^private, max-age=300,/)
  expect(answer.headers.get('set-cookie')).toBeNull()
})

test.each([
  ['a visitor who has chosen', { ...FIRST, ...CHOICE }],
  [
    'a choice of before, which may be this one’s',
    { ...FIRST, cookie: 'kelisim=refused~2025-08-01~2026-03-03' },
  ],
  [
    'a page of another site whose visitor has another loader, by now replaced',
    { ...ELSEWHERE, 'if-none-match': '"0badf00d"' },
  ],
  ['an address that was typed', { 'sec-fetch-site': 'none' }],
  ['a browser that does not say', {}],
  ['a word that is not one of the four', { 'sec-fetch-site': 'same-origin-not' }],
])('the loader comes alone, as small as it is: %s', async (_name, headers) => {
  const answer = await load(headers)
  expect(await answer.text()).not.toContain(BANNER)
  expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=300,/)
})

test('who has chosen since gets the small loader at the next question, and then nothing more', async () => {
  const first = (await load(FIRST)).headers.get('etag') ?? ''
  expect((await load({ ...FIRST, 'if-none-match': first })).status).toBe(304)
  const next = await load({ ...FIRST, ...CHOICE, 'if-none-match': first })
  expect(next.status).toBe(200)
  expect(await next.text()).not.toContain(BANNER)
  const small = next.headers.get('etag') ?? ''
  expect(small).not.toBe(first)
  expect((await load({ ...FIRST, ...CHOICE, 'if-none-match': small })).status).toBe(304)
})

test('on another site who has a loader is answered that it is still the one, whichever it is, and pays nothing', async () => {
  const first = await load(ELSEWHERE)
  const small = await load()
  for (const [{ headers }, scope] of [
    [first, 'private'],
    [small, 'public'],
  ] as const) {
    const etag = headers.get('etag') ?? ''
    for (const known of [etag, `W/${etag}`, `"0badf00d", ${etag}`]) {
      const answer = await load({ ...ELSEWHERE, 'if-none-match': known })
      expect([answer.status, await answer.text()]).toEqual([304, ''])
      expect(answer.headers.get('etag')).toBe(etag)
      expect(answer.headers.get('cache-control')).toMatch(new RegExp(`^${scope}, max-age=300,`))
      expect(answer.headers.get('vary')).toBe('Accept-Encoding, Sec-GPC')
    }
  }
  expect(first.headers.get('etag')).not.toBe(small.headers.get('etag'))
  // The loader of somebody whose browser has begun to send the signal is another.
  const since = await load({
    ...ELSEWHERE,
    'sec-gpc': '1',
    'if-none-match': first.headers.get('etag') ?? '',
  })
  expect(since.status).toBe(200)
  expect(await since.text()).not.toContain(BANNER)
})

test('a loader with the banner inside from another site is answered on the server’s own site by what is seen there', async () => {
  const etag = (await load(ELSEWHERE)).headers.get('etag') ?? ''
  expect((await load({ ...FIRST, 'if-none-match': etag })).status).toBe(304)
  const chosen = await load({ ...FIRST, ...CHOICE, 'if-none-match': etag })
  expect([chosen.status, (await chosen.text()).includes(BANNER)]).toEqual([200, false])
})

test('every page is answered alike, whatever its origin, so that any cache may keep one answer for all; none with credentials', async () => {
  for (const origin of [undefined, 'https://school.example', 'https://evil.example']) {
    const { headers } = await load(origin === undefined ? {} : { origin })
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-allow-credentials')).toBeNull()
    expect(headers.get('vary')).toBe('Accept-Encoding, Sec-GPC')
  }
})
