import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyJws } from '../../../server/crypto/jws.ts'
import { checkProof } from '../../../server/domain/ledger/check-proof.ts'
import { buildProof, type ProofBundle } from '../../../server/domain/ledger/proof.ts'
import { sealLedger } from '../../../server/domain/ledger/sealer.ts'
import { PROCESSOR } from '../../support/app/processor.ts'
import { consent, message, newId, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { hashNow } from '../../support/database/verify-file.ts'
import { startSession } from '../../support/staff/staff-session.ts'

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

const own = (secret: string) => ({ authorization: `Bearer ${secret}` })
async function give() {
  const body = consent()
  expect((await server.post('/v1/consents', body)).status).toBe(201)
  return body
}

describe('for the inspector', () => {
  const signedIn = async () => ({
    cookie: `__Host-kelisim_admin=${await startSession(server.deps)}`,
  })

  it('CR-10 one file proves one consent, by itself, names nobody, and is noted in the audit', async () => {
    const body = await give()
    await give()
    await sealLedger(server.deps)
    await server.post(`/v1/consents/${body.id}/withdrawal`, { id: newId() }, own(body.secret))
    const path = `/v1/admin/consents/${body.id}/proof`
    expect((await server.get(path)).status).toBe(401)
    const answer = await server.get(path, await signedIn())
    const bundle = (await answer.json()) as ProofBundle
    expect(bundle.events.map(({ checkpoint }) => checkpoint)).toEqual([1, null])
    const tools = {
      hash: hashNow,
      verify: (jws: string) => verifyJws(jws, 'checkpoint', bundle.keys),
    }
    expect(await checkProof(bundle, tools)).toEqual([])
    const text = JSON.stringify(bundle)
    expect(text).not.toContain(body.secret)
    expect(text).not.toContain('secretHash')
    const forged: ProofBundle = JSON.parse(text.replace('"external":true', '"external":false'))
    expect(await checkProof(forged, tools)).toContain('event 1: it was altered')
    const [entry] = await server.deps.store.readRegister('audit', 0, 10)
    expect(JSON.parse(entry?.content ?? '')).toEqual({ action: 'consent.prove', subject: body.id })
    expect((await server.get(`/v1/admin/consents/${newId()}/proof`, await signedIn())).status).toBe(
      404,
    )
  })

  it('CR-10 a proof reads the checkpoints on the way of its events, and no other', async () => {
    const body = await give()
    for (let left = 6; left > 0; left -= 1) {
      await sealLedger(server.deps)
      await give()
    }
    await server.post(`/v1/consents/${body.id}/withdrawal`, { id: newId() }, own(body.secret))
    await sealLedger(server.deps)
    const { store } = server.deps
    const looked: number[] = []
    const findCheckpointOfEvent: typeof store.findCheckpointOfEvent = (seq) => {
      looked.push(seq)
      return store.findCheckpointOfEvent(seq)
    }
    const watched = { ...store, findCheckpointOfEvent, readCheckpoints: undefined }
    const bundle = await buildProof({ ...server.deps, store: watched }, body.id)
    expect(looked).toEqual([1, 8])
    expect(bundle?.checkpoints.map(({ number }) => number)).toEqual([1, 7])
    expect(bundle?.events.map(({ checkpoint }) => checkpoint)).toEqual([1, 7])
    const verify = (jws: string) => verifyJws(jws, 'checkpoint', bundle?.keys ?? [])
    expect(bundle && checkProof(bundle, { hash: hashNow, verify })).toEqual([])
  })

  it('CR-11 TP-03 the terms of each purpose are listed as its consent states them, as JSON and for a spreadsheet', async () => {
    const { lines } = (await (
      await server.get('/v1/admin/consent-terms', await signedIn())
    ).json()) as { lines: unknown[] }
    const stated = await (await server.get('/v1/site')).json()
    const { thirdParties, crossBorder, publicSources } = stated as Record<string, boolean>
    expect({ thirdParties, crossBorder, publicSources }).toEqual({
      ...{ thirdParties: true, crossBorder: true, publicSources: false },
    })
    const all = { thirdParties, crossBorder, publicSources }
    // A register that said no of what a person was told yes of would deny their own consent.
    expect(lines).toEqual([
      { purpose: 'analytics', policyClause: '4.1(9)', termDays: 180, ...all, recipients: [] },
      expect.objectContaining({
        purpose: 'external',
        ...all,
        recipients: ['Video (Video Ltd, US)'],
      }),
      // What a film's host receives says nothing of where messages go.
      expect.objectContaining({
        ...{ purpose: 'contact', termDays: 365, publicSources: false, recipients: [] },
        ...{ thirdParties: false, crossBorder: false },
      }),
    ])
    const csv = await server.get('/v1/admin/consent-terms?format=csv', await signedIn())
    expect(csv.headers.get('content-type')).toContain('text/csv')
    const text = await csv.text()
    expect(text).toContain('external,4.1(8),180,true,true,false,"Video (Video Ltd, US)"')
    expect(text).not.toContain(PROCESSOR.contractNumber)
  })

  it('CR-09 no address of the interface refuses the withdrawal of a consent to statistics', async () => {
    const body = await give()
    const routes = server.app.routes.map(({ method, path }) => `${method} ${path}`)
    const withdrawals = routes.filter((route) => route.includes('withdrawal'))
    expect(withdrawals).toEqual(['POST /v1/consents/:id/withdrawal', 'POST /v1/me/withdrawal'])
    expect(routes.filter((route) => /admin.*withdraw/.test(route))).toEqual([])
    const answer = await server.post(
      `/v1/consents/${body.id}/withdrawal`,
      { id: newId() },
      own(body.secret),
    )
    expect(answer.status).toBe(201)
  })

  it('CF-03 the name typed is the subject’s in the record; it goes with the message and a pseudonymous proof stays', async () => {
    const { reference } = (await (
      await server.post('/v1/messages', message({ name: 'Planted Name' }))
    ).json()) as { reference: string }
    const stored = await server.deps.store.findMessage({ reference })
    const record = await server.deps.store.findConsent(stored?.consentId ?? '')
    const { cryptography } = server.deps
    const name = record?.subjectName ?? new Uint8Array()
    expect(await cryptography.open('consents.name', record?.id ?? '', name)).toBe('Planted Name')
    expect(record?.actor).toBe('subject')
  })

  it('MI-03 a legal representative consents in their own name, and the record says so', async () => {
    const { reference } = (await (
      await server.post('/v1/messages', message({ sender: 'representative' }))
    ).json()) as { reference: string }
    const stored = await server.deps.store.findMessage({ reference })
    const record = await server.deps.store.findConsent(stored?.consentId ?? '')
    expect(record?.actor).toBe('legal_representative')
    expect(record?.latest.actor).toBe('legal_representative')
  })
})
