import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RequestDetailResult, RequestResult } from '../../../server/contract/index.ts'
import { runJob } from '../../../server/domain/jobs/run-job.ts'
import { remindOfRequests } from '../../../server/domain/requests/remind.ts'
import { askAsStaff, openCodeSession, rowsOf, writeMessage } from '../../support/app/my-data.ts'
import { realSite } from '../../support/app/real-site.ts'
import { errorOf, openTestApp, type TestApp } from '../../support/app/test-app.ts'

const PARENT = 'planted-parent@example.kz'
const STAFF = 'office@school.example'
const MINUTE_MS = 60_000
const site = {
  mail: { from: 'school@school.example', staff: STAFF },
  operator: realSite.operator,
} as const

let server: TestApp
beforeEach(async () => {
  server = await openTestApp({ site })
})
afterEach(() => server.close())

const typed = {
  ...{ kind: 'deletion', scope: 'other', name: 'Planted Parent', email: PARENT },
  ...{ text: 'Planted wish', language: 'ru' },
}
const askForCode = (email = PARENT) => server.post('/v1/requests/codes', { email, language: 'ru' })
async function challengeOf(email = PARENT): Promise<string> {
  const answer = await askForCode(email)
  expect(answer.status).toBe(202)
  return ((await answer.json()) as { challenge: string }).challenge
}
const codes = () => server.sent.filter(({ kind }) => kind === 'request_code')
const lastCode = () => String(codes().at(-1)?.values.code)
const send = (challenge: string, changes: object = {}) =>
  server.post('/v1/requests', { ...typed, challenge, code: lastCode(), ...changes })
const wrongCode = () => (lastCode() === '000000' ? '000001' : '000000')
const detail = async (number: string) =>
  (await (await askAsStaff(server, `/requests/${number}`)).json()) as RequestDetailResult

describe('DS-12: a parent without consent or message asks by a verified address', () => {
  test.each([
    ['other', ['dpo@mektep.kz', STAFF]],
    ['site', [STAFF]],
  ])(
    'about %s data: nothing is stored before the code; then it is marked, due, sealed and told by number',
    async (scope, told) => {
      const challenge = await challengeOf()
      expect(rowsOf(server, 'requests')).toEqual([])
      expect(codes()).toMatchObject([{ to: PARENT, language: 'ru' }])
      const answer = await send(challenge, { scope })
      expect(answer.status).toBe(201)
      const request = (await answer.json()) as RequestResult
      expect(request).toMatchObject({ kind: 'deletion', scope, dueOn: '2026-03-04', state: 'open' })
      expect(JSON.stringify(request)).not.toMatch(/planted/i)
      const mails = server.sent.slice(1)
      expect(mails[0]).toMatchObject({ kind: 'request_received', to: PARENT, language: 'ru' })
      expect(mails.slice(1).map(({ to }) => to)).toEqual(told)
      expect(JSON.stringify(mails.slice(1))).not.toMatch(/planted/i)
      expect(await detail(request.number)).toMatchObject({
        ...{ name: 'P••• P•••', email: 'p•••@e•••', text: 'Planted wish', isEmailVerified: true },
        subject: { kind: 'address' },
      })
      for (const planted of ['Planted Parent', PARENT, 'Planted wish'])
        expect(await server.searchBytes(planted)).toEqual([])
      expect(server.logged.join('\n')).not.toMatch(/planted/i)
    },
  )

  test('the answer goes to the verified address; what a deletion asks for is for who answers', async () => {
    const { number } = (await (await send(await challengeOf())).json()) as RequestResult
    const closed = await askAsStaff(server, `/requests/${number}/answer`, {
      ...{ method: 'POST', body: { text: 'Planted answer', identity: 'known_contact' } },
    })
    expect(await closed.json()).toMatchObject({ isMailed: true, isNoticeMailed: false })
    expect(server.sent.at(-1)).toMatchObject({
      ...{ kind: 'request_answer', to: PARENT, language: 'ru' },
      values: { number, answer: 'Planted answer' },
    })
  })

  test('sent again it is the same request, and nobody is told twice; another needs another code', async () => {
    const challenge = await challengeOf()
    const first = (await (await send(challenge)).json()) as RequestResult
    const sent = server.sent.length
    const again = (await (await send(challenge, { text: 'Other' })).json()) as RequestResult
    expect(again).toEqual(first)
    await Promise.all([send(challenge), send(challenge)])
    expect(server.sent).toHaveLength(sent)
    expect(rowsOf(server, 'requests')).toHaveLength(1)
    expect((await send(await challengeOf())).status).toBe(201)
    expect(rowsOf(server, 'requests')).toHaveLength(2)
  })
})

describe('DS-11: a code', () => {
  test('is refused wrong, late, for another address, without one, and at the sixth try; nothing is stored', async () => {
    const refusal = async (answer: Response) => {
      expect(answer.status).toBe(403)
      expect((await errorOf(answer)).code).toBe('code_refused')
    }
    const challenge = await challengeOf()
    await refusal(await send(challenge, { email: 'planted-other@example.kz' }))
    await refusal(await send('01993f00-0000-7000-8000-000000000000'))
    for (let tries = 1; tries < 5; tries += 1)
      await refusal(await send(challenge, { code: wrongCode() }))
    await refusal(await send(challenge))
    const late = await challengeOf()
    server.nowMs += 10 * MINUTE_MS
    await refusal(await send(late))
    expect(rowsOf(server, 'requests')).toEqual([])
    server.nowMs += 60 * MINUTE_MS
    await runJob(server.deps, { name: 'requests', holder: 'one' }, (run) =>
      remindOfRequests(server.deps, run),
    )
    expect(rowsOf(server, 'one_time_codes')).toEqual([])
    expect(server.sent.map(({ kind }) => kind)).toEqual(['request_code', 'request_code'])
  })

  test('for a request opens nobody’s data, and one that opens them sends no request', async () => {
    await writeMessage(server, { email: PARENT })
    const challenge = await challengeOf()
    const taken = await server.post(`/v1/me/codes/${challenge}`, { code: lastCode() })
    expect(taken.status).toBe(403)
    const asked = await server.post('/v1/me/codes', { email: PARENT, language: 'ru' })
    const other = ((await asked.json()) as { challenge: string }).challenge
    const code = server.sent.at(-1)?.values.code
    expect((await send(other, { code })).status).toBe(403)
    expect(rowsOf(server, 'requests')).toEqual([])
  })

  test('tells nobody whether the address is known: same answer, a mail either way', async () => {
    await writeMessage(server, { email: PARENT })
    const known = await askForCode()
    const unknown = await askForCode('planted-nobody@example.kz')
    const shape = async (answer: Response) => [
      answer.status,
      Object.keys((await answer.json()) as object),
      [...answer.headers.keys()],
    ]
    expect(await shape(known)).toEqual(await shape(unknown))
    expect(codes().map(({ to }) => to)).toEqual([PARENT, 'planted-nobody@example.kz'])
  })

  test('is made three times an hour for a network and an address, and twenty for a network; codes to see data are not spent by it', async () => {
    for (let count = 0; count < 3; count += 1) await challengeOf()
    const refused = await askForCode()
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('3600')
    for (let count = 0; count < 17; count += 1) await challengeOf(`planted-${count}@example.kz`)
    expect((await askForCode('planted-last@example.kz')).status).toBe(429)
    expect(codes()).toHaveLength(20)
    await writeMessage(server, { email: PARENT })
    await openCodeSession(server, PARENT)
  })

  test('other spellings of a mailbox share its count, and whoever is not known shares one; a code that is not mailed is not promised', async () => {
    for (let count = 0; count < 3; count += 1)
      expect((await askForCode(`planted+${count}@example.kz`)).status).toBe(202)
    expect((await askForCode('planted+4@example.kz')).status).toBe(429)
    expect(codes()).toHaveLength(3)
    const hidden = await openTestApp({ site, trustedProxies: 1 })
    const ask = (email: string) => hidden.post('/v1/requests/codes', { email, language: 'ru' })
    const answers: number[] = []
    for (let count = 0; count < 21; count += 1)
      answers.push((await ask(`planted${count}@example.kz`)).status)
    expect(answers.indexOf(429)).toBe(20)
    await hidden.close()
  })

  test('an IIN that is typed all the same is kept nowhere', async () => {
    const sent = await send(await challengeOf(), { text: '900101300126', name: 'A 900101-300126' })
    const { number } = (await sent.json()) as RequestResult
    expect(JSON.stringify(await detail(number))).not.toMatch(/900101|300126/)
  })

  test('is not made where no mail is set up, nor for a page of another site', async () => {
    const other = await openTestApp({ prepareMail: undefined })
    const body = { email: PARENT, language: 'ru' }
    expect((await other.post('/v1/requests/codes', body)).status).toBe(503)
    expect(rowsOf(other, 'one_time_codes')).toEqual([])
    await other.close()
    const foreign = { origin: 'https://other.example' }
    expect((await server.post('/v1/requests/codes', body, foreign)).status).toBe(403)
    expect((await server.post('/v1/requests', typed, foreign)).status).toBe(403)
    expect(server.sent).toEqual([])
  })
})

describe('DS-14: the page /request, without JavaScript', () => {
  const own = 'https://consent.other.example'
  const { language: _, ...fields } = typed
  const post = (form: Record<string, string>, lang = 'ru', origin = own) =>
    Promise.resolve(
      server.app.request(`/request?lang=${lang}`, {
        method: 'POST',
        headers: {
          ...{ origin, host: 'consent.other.example' },
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams(form).toString(),
      }),
    )
  const hidden = (page: string) =>
    Object.fromEntries(
      [...page.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
        String(name),
        String(value),
      ]),
    )

  test.each(['kk', 'ru', 'en'])(
    'in %s: shows the form, mails a code, and takes the request',
    async (lang) => {
      const shown = await server.get(`/request?lang=${lang}`)
      expect(shown.status).toBe(200)
      const page = await shown.text()
      expect(page).toContain(`<html lang="${lang}">`)
      expect(page).not.toContain('<script')
      expect(page).not.toMatch(/\{\w+\}/)
      expect(shown.headers.get('cache-control')).toBe('no-store')
      expect(shown.headers.get('content-security-policy')).toContain("form-action 'self'")
      expect(shown.headers.get('referrer-policy')).toBe('same-origin')
      const second = await post(fields, lang)
      expect(second.status).toBe(200)
      expect(rowsOf(server, 'requests')).toEqual([])
      const carried = hidden(await second.text())
      expect(carried).toMatchObject({ ...fields, challenge: expect.any(String) })
      const wrong = await post({ ...carried, code: wrongCode() }, lang)
      expect(wrong.status).toBe(403)
      const again = await wrong.text()
      expect(again).toContain('role="alert"')
      expect(hidden(again)).toEqual(carried)
      const done = await post({ ...carried, code: ` ${lastCode()} ` }, lang)
      expect(done.status).toBe(201)
      const [row] = rowsOf(server, 'requests')
      expect(row).toMatchObject({ scope: 'other', language: lang, subject_kind: 'address' })
      const text = await done.text()
      expect(text).toContain(String(row?.number))
      expect(text).toContain('2026-03-04')
      expect(text).not.toMatch(/planted/i)
    },
  )

  test('what is wrong is said in words, what was typed stays, and nobody is mailed', async () => {
    const answer = await post({ ...fields, email: 'planted', name: '' })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('Имя и фамилия')
    expect(page).toContain('value="planted"')
    expect(page).toContain('Planted wish')
    expect((await post({ ...fields, email: 'planted' })).status).toBe(422)
    expect((await post(fields, 'ru', 'https://other.example')).status).toBe(403)
    expect(server.sent).toEqual([])
    expect(rowsOf(server, 'one_time_codes')).toEqual([])
  })

  test('what was typed is text on the page, whatever it is', async () => {
    const name = '"><script>alert(1)</script>'
    const page = await (await post({ ...fields, name })).text()
    expect(page).not.toContain('<script>')
    expect(page).toContain('&lt;script&gt;')
  })

  test('where no mail can be sent it names whom to turn to', async () => {
    const other = await openTestApp({ site, prepareMail: undefined })
    const answer = await other.app.request('/request?lang=ru', {
      method: 'POST',
      headers: {
        ...{ origin: own, host: 'consent.other.example' },
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(fields).toString(),
    })
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain(realSite.operator.contact)
    await other.close()
  })
})
