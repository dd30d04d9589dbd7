import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SignedReceipt } from '../../../server/contract/index.ts'
import { createSign, generateSigningKey, verifyJws } from '../../../server/crypto/jws.ts'
import { expireConsents } from '../../../server/domain/consents/consent-expiry.ts'
import { runJob } from '../../../server/domain/jobs/run-job.ts'
import { rotateSigningKey } from '../../../server/domain/ledger/signing-keys.ts'
import { buildOpenApi } from '../../../server/http/operations/document.ts'
import { described } from '../../../server/routes/operations.ts'
import { checkJson, type Schema } from '../../support/app/json-schema.ts'
import { PROCESSOR } from '../../support/app/processor.ts'
import {
  consent,
  errorOf,
  NOTICES,
  newId,
  openTestApp,
  type TestApp,
  visits,
} from '../../support/app/test-app.ts'
import { hashNow } from '../../support/database/verify-file.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp({
    site: {
      services: [
        {
          id: 'video',
          purpose: 'external',
          name: 'Video',
          provider: 'Video Ltd',
          country: 'US',
          processor: PROCESSOR,
        },
      ],
    },
  })
})
afterEach(() => server.close())

const DAY_MS = 86_400_000
const own = (secret: string) => ({ authorization: `Bearer ${secret}` })

async function give(changes: Parameters<typeof consent>[0] = {}) {
  const body = consent(changes)
  expect((await server.post('/v1/consents', body)).status).toBe(201)
  return body
}
const readReceipt = async ({ id, secret }: { id: string; secret: string }) =>
  (await (await server.get(`/v1/consents/${id}/receipt`, own(secret))).json()) as SignedReceipt

/** Every mandatory field of ISO/IEC TS 27560, and where the receipt has it. */
const ISO_27560: Readonly<Record<string, (receipt: SignedReceipt['receipt']) => unknown>> = {
  schema_version: (receipt) => receipt.schema,
  record_id: (receipt) => receipt.id,
  pii_principal_id: (receipt) => receipt.subject.ref,
  privacy_notice: (receipt) => receipt.notice.url,
  language: (receipt) => receipt.language,
  purpose: (receipt) => receipt.purposes[0]?.id,
  pii_information: (receipt) => receipt.data[0]?.kind,
  pii_type: (receipt) => receipt.data[0]?.policyClause,
  pii_controllers: (receipt) => receipt.controller,
  storage_locations: (receipt) => receipt.storage.country,
  retention_period: (receipt) => receipt.retentionDays.visits,
  jurisdiction: (receipt) => receipt.jurisdiction,
  recipient_third_parties: (receipt) => receipt.thirdParties,
  withdrawal_method: (receipt) => receipt.withdrawal.url,
  party_id: (receipt) => receipt.controller.bin,
  party_address: (receipt) => receipt.controller.address,
  party_name: (receipt) => receipt.controller.name,
  party_contact: (receipt) => receipt.controller.contact,
  event_time: (receipt) => receipt.events[0]?.at,
  validity_duration: (receipt) => receipt.validUntil,
  entity_id: (receipt) => receipt.events[0]?.actor,
  event_type: (receipt) => receipt.events[0]?.type,
  event_state: (receipt) => receipt.events[0]?.state,
}
const KANTARA = [
  ...['version', 'jurisdiction', 'consentTimestamp', 'collectionMethod', 'consentReceiptID'],
  ...['language', 'piiPrincipalId', 'piiControllers', 'policyUrl', 'services', 'sensitive'],
  'spiCat',
]

describe('receipts', () => {
  it('CR-01 the record has every mandatory field of ISO/IEC TS 27560, and nothing that the schema does not name', async () => {
    const { receipt } = await readReceipt(await give())
    const { schemas } = JSON.parse(JSON.stringify(buildOpenApi(described).components)) as {
      schemas: Record<string, Schema>
    }
    const signed = schemas.SignedReceipt as { properties: { receipt: Schema } }
    expect(checkJson(signed.properties.receipt, receipt, { schemas, isClosed: true })).toEqual([])
    for (const [field, find] of Object.entries(ISO_27560)) {
      expect(find(receipt), field).toBeTruthy()
    }
    expect(receipt.purposes.map(({ policyClause }) => policyClause)).toEqual(['4.1(9)', '4.1(8)'])
    expect(JSON.stringify(receipt)).not.toContain('203.0.113')
  })

  it('CR-05 is signed, has the fields of Kantara, and holds neither the secret nor its hash', async () => {
    const body = await give()
    const answer = await server.get(`/v1/consents/${body.id}/receipt`, own(body.secret))
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-disposition')).toContain(`kelisim-receipt-${body.id}.json`)
    const text = await answer.text()
    const signed: SignedReceipt = JSON.parse(text)
    const { keys } = (await (await server.get('/.well-known/jwks.json')).json()) as {
      keys: Parameters<typeof verifyJws>[2]
    }
    const verified = await verifyJws(signed.jws, 'receipt', keys)
    expect(verified).toMatchObject({ kind: 'valid', payload: JSON.stringify(signed.receipt) })
    expect(Object.keys(signed.kantara).sort()).toEqual(KANTARA.toSorted())
    expect(text).not.toContain(body.secret)
    expect(text).not.toContain(hashNow(body.secret))
    expect(JSON.stringify(keys)).not.toContain('"d"')
  })

  it('CR-05 is a page to read in the record’s language, without script, kept by no cache', async () => {
    const body = await give({ language: 'ru', notice: NOTICES.ru.slice(0, 16) })
    const answer = await server.get(`/v1/consents/${body.id}/receipt?format=html`, own(body.secret))
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const page = await answer.text()
    expect(page).toContain('<html lang="ru">')
    expect(page).toContain('Квитанция о согласии')
    expect(page).toContain(body.id)
    expect(page).not.toMatch(/<script/i)
    expect(page).not.toContain(body.secret)
  })

  it('LG-04 the language shown is in the record and in the receipt', async () => {
    const body = await give({ language: 'en', notice: NOTICES.en.slice(0, 16) })
    const { receipt } = await readReceipt(body)
    expect(receipt.language).toBe('en')
    expect(receipt.notice.language).toBe('en')
    expect((await server.deps.store.findConsent(body.id))?.language).toBe('en')
  })

  it('CR-05 stays valid when the signing key is changed; the old key signs nothing more', async () => {
    const body = await give()
    const before = await readReceipt(body)
    server.nowMs += 1
    const kid = await rotateSigningKey({
      ...server.deps,
      keyMaker: { generateSigningKey, createSign },
    })
    server.nowMs += 61_000
    const after = await readReceipt(body)
    const keys = await server.deps.signer.publicKeys()
    expect(await verifyJws(before.jws, 'receipt', keys)).toMatchObject({ kind: 'valid' })
    expect(await verifyJws(after.jws, 'receipt', keys)).toMatchObject({ kind: 'valid', kid })
    const stored = await server.deps.store.readSigningKeys()
    expect(stored.map(({ privateJwk }) => privateJwk === null)).toEqual([true, false])
  })

  it('a receipt is told from one with another key, an altered one, and anything else', async () => {
    const signed = await readReceipt(await give())
    const submit = async (receipt: string) => {
      const answer = await server.app.request('/receipt?lang=en', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ receipt }).toString(),
      })
      expect(answer.headers.get('cache-control')).toBe('no-store')
      return answer.text()
    }
    expect(await submit(JSON.stringify(signed))).toContain('The receipt is genuine')
    expect(await submit(signed.jws)).toContain('The receipt is genuine')
    const forged = { ...signed, receipt: { ...signed.receipt, crossBorder: false, language: 'ru' } }
    expect(await submit(JSON.stringify(forged))).toContain('was altered')
    const [head, , mark] = signed.jws.split('.')
    const payload = Buffer.from(JSON.stringify(forged.receipt)).toString('base64url')
    expect(await submit(`${head}.${payload}.${mark}`)).toContain('was altered')
    const stranger = await generateSigningKey()
    const sign = await createSign(stranger.publicKey.kid, stranger.privateJwk)
    expect(await submit(await sign('receipt', JSON.stringify(signed.receipt)))).toContain(
      'another key',
    )
    for (const nonsense of ['', 'nonsense', '{}', 'a.b.c', '<script>alert(1)</script>']) {
      const page = await submit(nonsense)
      expect(page).toContain('does not look like a receipt')
      expect(page).not.toContain('alert(1)')
    }
    const checkpoint = await server.deps.signer.sign('checkpoint', JSON.stringify(signed.receipt))
    expect(await submit(checkpoint)).not.toContain('genuine')
  })
})

describe('notices', () => {
  it('CR-04 the exact text of an old record is fetched by its hash, and nothing under another', async () => {
    const body = await give()
    const { receipt } = await readReceipt(body)
    const answer = await server.get(receipt.notice.url)
    const { content } = (await answer.json()) as { content: string }
    expect(hashNow(content)).toBe(receipt.notice.sha256)
    expect(content).toContain('Шоқан Уәлиханов')
    expect(answer.headers.get('cache-control')).toContain('immutable')
    for (const other of ['0'.repeat(64), 'x', receipt.notice.sha256.slice(1)]) {
      expect((await server.get(`/v1/notices/${other}`)).status).toBe(404)
    }
  })
})

describe('the end of a term', () => {
  const expire = () =>
    runJob(server.deps, { name: 'expiry', holder: 'test' }, (run) =>
      expireConsents(server.deps, run),
    )

  it('CR-08 is an event, once; data are refused from the end on, before and after it', async () => {
    const body = await give()
    expect(await expire()).toBe(0)
    server.nowMs += 180 * DAY_MS
    expect((await errorOf(await server.post('/v1/visits', visits(body.id)))).code).toBe(
      'consent_expired',
    )
    expect(await expire()).toBe(1)
    expect(await expire()).toBe(0)
    const events = await server.deps.store.readConsentEvents(body.id)
    expect(events.map(({ state, actor }) => [state, actor])).toEqual([
      ['ConsentGiven', 'subject'],
      ['ConsentExpired', 'system'],
    ])
    expect(Object.values(events[1]?.purposes ?? {})).toEqual([false, false])
    expect((await errorOf(await server.post('/v1/visits', visits(body.id)))).code).toBe(
      'consent_expired',
    )
    expect((await readReceipt(body)).receipt.events.at(-1)?.state).toBe('ConsentExpired')
    const { validFrom, validUntil } = (await readReceipt(body)).receipt
    expect(Date.parse(validUntil) - Date.parse(validFrom)).toBe(180 * DAY_MS)
  })

  it('CR-08 is not written for what was withdrawn, nor missed by a clock that was set back', async () => {
    const withdrawn = await give()
    await server.post(
      `/v1/consents/${withdrawn.id}/withdrawal`,
      { id: newId() },
      own(withdrawn.secret),
    )
    server.nowMs += 200 * DAY_MS
    expect(await expire()).toBe(0)
    server.nowMs -= 190 * DAY_MS
    const later = await give()
    expect(await expire()).toBe(0)
    server.nowMs += 179 * DAY_MS
    expect(await expire()).toBe(0)
    server.nowMs += 30 * DAY_MS
    expect(await expire()).toBe(1)
    expect((await server.deps.store.findConsent(later.id))?.latest.state).toBe('ConsentExpired')
  })

  it('CR-02 states stand in the record in their order, by their DPV names', async () => {
    const body = await give()
    await server.post(
      `/v1/consents/${body.id}/withdrawal`,
      { id: newId(), purposes: ['external'] },
      own(body.secret),
    )
    await server.post(`/v1/consents/${body.id}/withdrawal`, { id: newId() }, own(body.secret))
    const states = (await server.deps.store.readConsentEvents(body.id)).map(({ state }) => state)
    expect(states).toEqual(['ConsentGiven', 'ConsentGiven', 'ConsentWithdrawn'])
  })
})
