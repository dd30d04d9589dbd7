import { afterEach, beforeEach, expect, test } from 'vitest'
import { bearer, findCode, rowsOf, writeMessage } from '../../support/app/my-data.ts'
import { errorOf, newId, openTestApp, type TestApp } from '../../support/app/test-app.ts'

const KNOWN = 'planted@example.kz'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const ask = (email: string, headers = {}) =>
  server.post('/v1/me/codes', { email, language: 'kk' }, headers)
const challengeOf = async (response: Response) =>
  ((await response.json()) as { challenge: string }).challenge
const give = (challenge: string, code: string) => server.post(`/v1/me/codes/${challenge}`, { code })
/** Status and error without what differs in every answer. */
const essence = async (response: Response) => {
  const { requestId: _, ...error } = await errorOf(response)
  return [response.status, error]
}
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

/** Mails with a code; a message's own mails go out beside them. */
const codeMails = () => server.sent.filter(({ kind }) => kind === 'one_time_code')

test('DS-11: a mailed code opens a session that sees that address’s messages, and is stored nowhere in clear', async () => {
  const { reference } = await writeMessage(server)
  await writeMessage(server, { email: 'other@example.kz' })
  const asked = await ask(' Planted@Example.KZ ')
  expect(asked.status).toBe(202)
  const challenge = await challengeOf(asked)
  const code = findCode(server, KNOWN)
  expect(code).toMatch(/^\d{6}$/)
  const taken = await give(challenge, code)
  expect(taken.status).toBe(201)
  expect(taken.headers.get('cache-control')).toBe('no-store')
  const { token, expiresAt } = (await taken.json()) as { token: string; expiresAt: string }
  expect(expiresAt).toBe('2026-03-03T07:30:00.000Z')
  const me = await server.get('/v1/me', bearer(`code.${token}`))
  expect(await me.json()).toMatchObject({ messages: [{ reference }] })
  for (const secret of [token, KNOWN]) expect(await server.searchBytes(secret)).toEqual([])
  expect(rowsOf(server, 'one_time_codes').flatMap((row) => Object.values(row))).not.toContain(code)
  expect(server.logged.join()).not.toContain(code)

  server.nowMs += 1_800_000
  expect((await server.get('/v1/me', bearer(`code.${token}`))).status).toBe(404)
})

test('DS-11: an address that nobody wrote from gets the same answer, and no mail', async () => {
  await writeMessage(server)
  const known = await ask(KNOWN)
  const unknown = await ask('nobody@example.kz')
  const headersOf = (response: Response) => [...response.headers]
  expect(unknown.status).toBe(known.status)
  expect(headersOf(unknown)).toEqual(headersOf(known))
  expect(Object.keys((await unknown.json()) as object)).toEqual(['challenge'])
  expect(codeMails().map(({ to, kind }) => [to, kind])).toEqual([[KNOWN, 'one_time_code']])
})

test('DS-11: the fourth code within an hour is refused to one network, known address or not', async () => {
  await writeMessage(server)
  for (const email of [KNOWN, 'nobody@example.kz']) {
    for (let made = 0; made < 3; made++) expect((await ask(email)).status).toBe(202)
    const fourth = await ask(email.toUpperCase())
    expect(fourth.status).toBe(429)
    expect(fourth.headers.get('retry-after')).toBe('3600')
  }
  expect(codeMails()).toHaveLength(3)
  expect(rowsOf(server, 'one_time_codes')).toHaveLength(6)
  server.nowMs += 3_600_001
  expect((await ask(KNOWN)).status).toBe(202)
  // Four in all that day, of one network.
  expect((await ask(KNOWN)).status).toBe(429)
})

test('DS-11: at once, three codes are made and no fourth', async () => {
  const statuses = await Promise.all(
    Array.from({ length: 8 }, async () => (await ask('nobody@example.kz')).status),
  )
  expect(statuses.filter((status) => status === 202)).toHaveLength(3)
  expect(rowsOf(server, 'one_time_codes')).toHaveLength(3)
})

test('DS-11: the sixth try is refused, though it is the right code', async () => {
  await writeMessage(server)
  const challenge = await challengeOf(await ask(KNOWN))
  const code = findCode(server, KNOWN)
  for (let tries = 0; tries < 5; tries++) {
    expect((await give(challenge, wrong(code))).status).toBe(403)
  }
  expect(await essence(await give(challenge, code))).toEqual([
    403,
    expect.objectContaining({ code: 'code_refused' }),
  ])
  expect(rowsOf(server, 'one_time_codes')).toMatchObject([{ token_hash: null, tries_left: 0 }])
})

test('DS-11: tries that are made at once do not add up to more than five', async () => {
  await writeMessage(server)
  const challenge = await challengeOf(await ask(KNOWN))
  const code = findCode(server, KNOWN)
  const tries = [...Array.from({ length: 5 }, () => wrong(code)), code]
  const statuses = await Promise.all(tries.map(async (one) => (await give(challenge, one)).status))
  expect(statuses).toEqual([403, 403, 403, 403, 403, 403])
})

test('DS-11: wrong, used, expired and unknown are answered alike', async () => {
  await writeMessage(server)
  const challenge = await challengeOf(await ask(KNOWN))
  const code = findCode(server, KNOWN)
  const answers = [
    await essence(await give(challenge, wrong(code))),
    await essence(await give(newId(), code)),
    await essence(await give('not-a-challenge', code)),
  ]
  expect((await give(challenge, code)).status).toBe(201)
  answers.push(await essence(await give(challenge, code)))
  const second = await challengeOf(await ask(KNOWN))
  const secondCode = findCode(server, KNOWN, 2)
  server.nowMs += 600_000
  answers.push(await essence(await give(second, secondCode)))
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1)
  expect(answers[0]?.[0]).toBe(403)
})

test('DS-11: a code opens only the challenge that it was made for', async () => {
  await writeMessage(server)
  await writeMessage(server, { email: 'other@example.kz' })
  const mine = await challengeOf(await ask('other@example.kz'))
  const theirs = await challengeOf(await ask(KNOWN))
  const code = findCode(server, 'other@example.kz')
  const other = findCode(server, KNOWN)
  // Once in a million runs the two are equal.
  expect(code).not.toBe(other)
  expect((await give(theirs, code)).status).toBe(403)
  expect((await give(mine, code)).status).toBe(201)
})

test('DS-11: an address that only looks alike is another address', async () => {
  await writeMessage(server, { email: 'k@example.kz' })
  // U+212A, the Kelvin sign, becomes `k` by Unicode's rules.
  await ask('\u212a@example.kz')
  expect(codeMails()).toEqual([])
})

test('DS-11: what is wrong in a body is named, nothing is made, and another site’s page may not ask', async () => {
  const response = await server.post('/v1/me/codes', { email: 'planted', extra: 1 })
  expect(response.status).toBe(400)
  expect(await errorOf(response)).toMatchObject({
    fields: { email: 'invalid', language: 'missing', extra: 'unknown' },
  })
  expect((await errorOf(await give(newId(), '12a456'))).fields).toEqual({ code: 'invalid' })
  expect((await ask(KNOWN, { origin: 'https://evil.example' })).status).toBe(403)
  expect(rowsOf(server, 'one_time_codes')).toEqual([])
})

test('DS-11: where no mail is set up it says so to everybody, and makes no code', async () => {
  await server.close()
  server = await openTestApp({ prepareMail: undefined })
  const response = await ask(KNOWN)
  expect(response.status).toBe(503)
  expect((await errorOf(response)).code).toBe('mail_unavailable')
  expect(rowsOf(server, 'one_time_codes')).toEqual([])
})

test('DS-11: a mail that cannot be put on its way is logged by its kind alone', async () => {
  await server.close()
  server = await openTestApp({
    prepareMail: () => Promise.reject(new RangeError(`no route to ${KNOWN}`)),
  })
  await writeMessage(server)
  expect((await ask(KNOWN)).status).toBe(202)
  const line = JSON.stringify(['error', 'mail_failed', { error: 'RangeError' }])
  expect(new Set(server.logged)).toEqual(new Set([line]))
})

test('DS-11: the time of the answer does not tell whether an address is known', async () => {
  for (let sent = 0; sent < 40; sent++) await writeMessage(server)
  const measure = async (email: string) => {
    const startedAt = performance.now()
    const response = await ask(email)
    const tookMs = performance.now() - startedAt
    expect(response.status).toBe(202)
    return tookMs
  }
  const known: number[] = []
  const unknown: number[] = []
  for (let round = 0; round < 150; round++) {
    // Each round is another day for the clock of the server: so many does one network get in a day.
    server.nowMs += 86_400_001
    const isKnownFirst = round % 2 === 0
    for (const isKnown of [isKnownFirst, !isKnownFirst]) {
      const email = isKnown ? KNOWN : `nobody${round}@example.kz`
      const tookMs = await measure(email)
      ;(isKnown ? known : unknown).push(tookMs)
    }
  }
  // Rank-sum test (Mann–Whitney): how often a known address takes longer than an unknown one, of two that take the same every other
  // time; one half where nothing tells.
  const longer = known
    .flatMap((a) => unknown.map((b) => (1 + Math.sign(a - b)) / 2))
    .reduce((x, y) => x + y, 0)
  const share = longer / (known.length * unknown.length)
  // Four standard deviations of 150 against 150 (0.0334 each): a difference that an attacker could use lies outside.
  expect(share).toBeGreaterThan(0.5 - 0.134)
  expect(share).toBeLessThan(0.5 + 0.134)
}, 60_000)
