import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../support/test-app.ts'

let server: TestApp
beforeAll(async () => {
  server = await openTestApp()
})
afterAll(() => server.close())

const load = (headers: Record<string, string> = {}) => server.get('/widget.js', headers)
const FIRST = { 'sec-fetch-site': 'same-site' }
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
    'a page of another site, of whose visitors nothing is known',
    { 'sec-fetch-site': 'cross-site' },
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
