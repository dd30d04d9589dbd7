import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { maskIin } from '../../../server/contract/typed/iin.ts'
import { createConsentCache } from '../../../server/domain/consents/consent-cache.ts'
import { restrict } from '../../../server/domain/rights/restrict.ts'
import { findThing } from '../../../server/domain/subject/subject.ts'
import { errorOf, message, newId, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { startSession } from '../../support/staff/staff-session.ts'

let server: TestApp
let cookie: string
beforeEach(async () => {
  server = await openTestApp()
  cookie = `__Host-kelisim_admin=${await startSession(server.deps)}`
})
afterEach(() => server.close())

const HOST = 'consent.other.example'
const own = () => ({ cookie, origin: `https://${HOST}` })
async function write(changes: Parameters<typeof message>[0] = {}) {
  const answer = await server.post('/v1/messages', message(changes))
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { reference: string }).reference
}
const PATH = '/v1/admin/messages'
const audits = async () =>
  (await server.deps.store.readRegister('audit', 0, 100)).map(({ content }) => JSON.parse(content))

describe('messages for staff', () => {
  it('are listed without what was written, and opened one by one; reading is noted in the audit', async () => {
    const reference = await write()
    expect((await server.get(PATH)).status).toBe(401)
    const list = await server.get(PATH, own())
    expect(list.headers.get('cache-control')).toBe('no-store')
    const text = await list.text()
    expect(text).toContain(reference)
    expect(text).not.toMatch(/planted/i)
    const opened = await server.get(`${PATH}/${reference}`, own())
    expect(opened.headers.get('cache-control')).toBe('no-store')
    expect(await opened.json()).toMatchObject({
      ...{ name: 'P••• N•••', email: 'p•••@e•••', phone: null, actor: 'subject' },
      message: 'Planted question',
    })
    expect(await audits()).toEqual([{ action: 'message.read', subject: reference }])
    expect((await server.get(`${PATH}/K-NOTHING`, own())).status).toBe(404)
  })

  it('DS-04 a blocked message is neither listed nor opened', async () => {
    const reference = await write()
    const stored = await server.deps.store.findMessage({ reference })
    await server.deps.store.addRestriction({
      ...{ id: newId(), kind: 'message', ref: stored?.id ?? '', purpose: '' },
      ...{ atMs: server.nowMs, liftedAtMs: null },
    })
    expect(await (await server.get(PATH, own())).json()).toMatchObject({ messages: [], total: 0 })
    expect((await server.get(`${PATH}/${reference}`, own())).status).toBe(404)
  })

  it('an answer is mailed and kept nowhere; the message is closed with it', async () => {
    const reference = await write()
    const answered = await server.post(
      `${PATH}/${reference}/answer`,
      { text: 'Planted answer' },
      own(),
    )
    expect(answered.status).toBe(200)
    expect(((await answered.json()) as { closedAt: string }).closedAt).not.toBeNull()
    expect(server.sent.filter(({ kind }) => kind === 'message_answer')).toMatchObject([
      { to: 'planted@example.kz', values: { answer: 'Planted answer' } },
    ])
    expect(await server.searchBytes('Planted answer')).toEqual([])
    const byPhone = await write({ email: undefined, phone: '+7 700 000 00 00' })
    const refused = await server.post(`${PATH}/${byPhone}/answer`, { text: 'x' }, own())
    expect((await errorOf(refused)).code).toBe('nowhere_to_answer')
    const closed = await server.post(`${PATH}/${byPhone}/close`, {}, own())
    expect(closed.status).toBe(200)
  })

  it('a page of another site changes nothing, nor does a form', async () => {
    const reference = await write()
    const path = `${PATH}/${reference}/child-erasure`
    const stranger = { cookie, origin: 'https://evil.example' }
    expect((await server.post(path, { reason: 'said_so' }, stranger)).status).toBe(403)
    const form = { ...own(), 'content-type': 'text/plain' }
    expect((await server.post(path, { reason: 'said_so' }, form)).status).toBe(415)
    const wrong = await server.post(path, { reason: 'because I said', more: 1 }, own())
    expect(Object.keys((await errorOf(wrong)).fields ?? {}).sort()).toEqual(['more', 'reason'])
    expect(await server.deps.store.findMessage({ reference })).toBeDefined()
  })

  it('MI-06 one action deletes what a child sent, and the registers say so and why, without the child', async () => {
    const reference = await write({ name: 'Planted Child' })
    const stored = await server.deps.store.findMessage({ reference })
    const answer = await server.post(
      `${PATH}/${reference}/child-erasure`,
      { reason: 'said_so' },
      own(),
    )
    const { number } = (await answer.json()) as { number: string }
    expect(await server.deps.store.findMessage({ reference })).toBeUndefined()
    const proof = await server.deps.store.findConsent(stored?.consentId ?? '')
    expect(proof).toMatchObject({ subjectName: null, secretHash: null })
    const [entry] = await server.deps.store.readRegister('destructions', 0, 10)
    expect(entry?.thread).toBe(number)
    expect(JSON.parse(entry?.content ?? '')).toMatchObject({
      ...{ count: 1, ground: 'minor_without_representative' },
    })
    expect(await audits()).toEqual([
      { action: 'message.erase_child', subject: reference, reason: 'said_so', number },
    ])
    expect(await server.searchBytes('Planted Child')).toEqual([])
    expect(await server.searchBytes(Buffer.from(stored?.name ?? []))).toEqual([])
    expect(
      (await server.post(`${PATH}/${reference}/child-erasure`, { reason: 'said_so' }, own()))
        .status,
    ).toBe(410)
  })

  it('MI-06 a message that its sender has blocked is deleted as a child’s too, its consent withdrawn and the audit written', async () => {
    const reference = await write({ name: 'Planted Child' })
    const { store } = server.deps
    const stored = await store.findMessage({ reference })
    const thing = await findThing({ store }, reference)
    if (!stored || !thing) throw new Error('not stored')
    const consents = createConsentCache(store)
    await restrict([thing], { actor: 'subject' }, { ...server.deps, consents })
    expect((await server.get(`${PATH}/${reference}`, own())).status).toBe(404)
    const path = `${PATH}/${reference}/child-erasure`
    const answer = await server.post(path, { reason: 'reported' }, own())
    expect(answer.status).toBe(200)
    const { number } = (await answer.json()) as { number: string }
    expect(await store.findMessage({ reference })).toBeUndefined()
    const proof = await store.findConsent(stored.consentId)
    expect(proof?.latest).toMatchObject({ state: 'ConsentWithdrawn', purposes: { contact: false } })
    expect(await audits()).toContainEqual({
      ...{ action: 'message.erase_child', subject: reference, reason: 'reported', number },
    })
    expect(await server.searchBytes(Buffer.from(stored.name))).toEqual([])
    const again = await server.post(path, { reason: 'reported' }, own())
    expect(again.status).toBe(410)
    expect((await errorOf(again)).destruction).toBe(number)
  })
})

/** Twelve digits that end in their check digit: made by its rule, nobody's. */
const IIN = '940101300004'

describe('what is kept out', () => {
  it('CF-05 an IIN is masked in what is stored, in one piece or in groups; other numbers stay', async () => {
    expect(maskIin(`ЖСН ${IIN}.`)).toBe('ЖСН ••••••••••••.')
    expect(maskIin('940101-300004')).toBe('••••••-••••••')
    expect(maskIin('9401 0130 0004')).toBe('•••• •••• ••••')
    expect(maskIin('94.01.01/300004')).toBe('••.••.••/••••••')
    expect(maskIin('940101  300\n004')).toBe('••••••  •••\n•••')
    expect(maskIin('940101\u00a0300004')).toBe('••••••\u00a0••••••')
    expect(maskIin('940101   300\u2013004')).toBe('••••••   •••\u2013•••')
    expect(maskIin('940101    300004')).toBe('940101    300004')
    expect(maskIin('01.09.2026 25.05.2027')).toBe('01.09.2026 25.05.2027')
    expect(maskIin(`${IIN}5`)).toContain('•')
    expect(maskIin('940101300005')).toBe('940101300005')
    expect(maskIin('+7 700 000 00 00, 2026')).toBe('+7 700 000 00 00, 2026')
    const reference = await write({ message: `Менің ЖСН: ${IIN}`, name: `Planted ${IIN}` })
    const opened = await server.get(`${PATH}/${reference}`, own())
    const text = await opened.text()
    expect(text).not.toContain(IIN)
    expect(text).toContain('••••••••••••')
    const stored = await server.deps.store.findMessage({ reference })
    const record = await server.deps.store.findConsent(stored?.consentId ?? '')
    const name = await server.deps.cryptography.open(
      'consents.name',
      record?.id ?? '',
      record?.subjectName ?? new Uint8Array(),
    )
    expect(name).not.toContain(IIN)
  })

  it('CF-09 software that fills in every field is refused and nothing is kept; people, who see no such field, are not', async () => {
    const bot = await server.post('/v1/messages', message({ website: 'https://spam.example' }))
    expect(bot.status).toBe(422)
    expect((await errorOf(bot)).code).toBe('looks_automated')
    const form = new URLSearchParams({
      ...{ name: 'Bot', email: 'bot@example.kz', message: 'Buy', sender: 'adult', consent: 'true' },
      ...{ policyVersion: '2025-08-01', language: 'kk', website: 'x', ...server.proof() },
    })
    const plain = await server.post('/v1/messages', form.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(plain.status).toBe(422)
    expect(await (await server.get(PATH, own())).json()).toMatchObject({ messages: [], total: 0 })
    form.set('website', '')
    const person = await server.post('/v1/messages', form.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(person.status).toBe(201)
  })

  it('CF-11 the term in the text shown, in the record and of the deletion are one configuration', async () => {
    const app = await openTestApp({ site: { messageDays: 90 }, hasOwnNotices: true })
    expect(await (await app.get('/contact?lang=kk')).text()).toContain('Келісім мерзімі: 90 күн.')
    const site = (await (await app.get('/v1/site')).json()) as { messageDays: number }
    expect(site.messageDays).toBe(90)
    const { reference } = (await (await app.post('/v1/messages', message())).json()) as {
      reference: string
    }
    const stored = await app.deps.store.findMessage({ reference })
    const record = await app.deps.store.findConsent(stored?.consentId ?? '')
    expect((record?.validUntilMs ?? 0) - (record?.givenAtMs ?? 0)).toBe(90 * 86_400_000)
    const { content } = await (await app.get(`/v1/notices/${record?.noticeSha256}`)).json()
    expect(JSON.parse(content).facts.messageDays).toBe(90)
    await app.close()
  })
})
