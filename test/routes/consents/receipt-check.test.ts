import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SignedReceipt } from '../../../server/contract/index.ts'
import { consent, openTestApp, type TestApp } from '../../support/app/test-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

/** The receipt of a new consent. */
async function readReceipt(): Promise<SignedReceipt> {
  const { id, secret } = consent()
  await server.post('/v1/consents', consent({ id, secret }))
  const own = { authorization: `Bearer ${secret}` }
  return (await (await server.get(`/v1/consents/${id}/receipt`, own)).json()) as SignedReceipt
}

describe('what a check of a receipt takes', () => {
  const submit = async (receipt: string) => {
    const answer = await server.app.request('/receipt?lang=en', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ receipt }).toString(),
    })
    const page = await answer.text()
    return { page, outcome: /class="outcome (\w+)"/.exec(page)?.[1] }
  }
  const encode = (text: string) => Buffer.from(text).toString('base64url')

  it('CR-05 the whole file, its parts left out one by one, and its signature broken into lines', async () => {
    const signed = await readReceipt()
    const { jws, receipt, kantara } = signed
    for (const part of [
      ...[JSON.stringify(signed), JSON.stringify(signed, null, 2), jws],
      ...[JSON.stringify({ jws }), JSON.stringify({ jws, kantara })],
      ...[JSON.stringify({ jws, receipt }), jws.replaceAll(/(.{60})/g, '$1\r\n ')],
    ]) {
      const { page, outcome } = await submit(part)
      expect(outcome, part.slice(0, 80)).toBe('valid')
      expect(page).toContain('Checked: the signature and its key')
      expect(page).toContain('does not say whether the consent holds now')
    }
  })

  it('CR-05 nothing that one reader could take for something else: doubled keys, further parts, an unsigned part that was changed', async () => {
    const signed = await readReceipt()
    const text = JSON.stringify(signed)
    const { jws, receipt, kantara } = signed
    const cases: readonly (readonly [string, string])[] = [
      ['doubled', `{"receipt":{"controller":{"name":"EVIL"}},${text.slice(1)}`],
      ['doubled', text.replace('"id"', '"id":"EVIL","id"')],
      ['doubled', text.replace('"id"', '"\\u0069d":"EVIL","id"')],
      ['doubled', text.replace('"kantara":{', '"kantara":{"version":"EVIL",')],
      ['more', JSON.stringify({ ...signed, note: 'EVIL' })],
      ['more', JSON.stringify({ jws, Receipt: { purposes: 'EVIL' } })],
      [
        'kantara_altered',
        JSON.stringify({ ...signed, kantara: { ...kantara, policyUrl: 'EVIL' } }),
      ],
      ['kantara_altered', JSON.stringify({ jws, kantara: {} })],
      ['kantara_altered', JSON.stringify({ ...signed, kantara: null })],
      ['altered', JSON.stringify({ ...signed, receipt: { ...receipt, jurisdiction: 'EVIL' } })],
      ['altered', JSON.stringify({ jws, receipt: null })],
      ['altered', `{"jws":"${jws}","receipt":${'['.repeat(9000)}${']'.repeat(9000)}}`],
      ...['[]', 'null', '1', JSON.stringify(jws), '{"jws":{"a":1}}', '{"receipt":{}}'].map(
        (nonsense) => ['malformed', nonsense] as const,
      ),
    ]
    for (const [kind, pasted] of cases) {
      const { page, outcome } = await submit(pasted)
      expect(outcome, pasted.slice(0, 80)).toBe(kind)
      expect(page).not.toContain('EVIL')
      expect(page).not.toContain('genuine')
    }
  })

  it('CR-05 no header but the one that this server writes, and no signature written otherwise', async () => {
    const { jws } = await readReceipt()
    const [head = '', payload = '', mark = ''] = jws.split('.')
    const header = JSON.parse(Buffer.from(head, 'base64url').toString())
    const { alg, kid, typ } = header
    const headers = [
      ...[`{"alg":"none","alg":"${alg}","kid":"${kid}","typ":"${typ}"}`],
      ...[JSON.stringify({ ...header, crit: ['exp'] }), JSON.stringify({ ...header, b64: false })],
      ...[JSON.stringify({ ...header, alg: 'none' }), JSON.stringify({ ...header, jwk: {} })],
      ...[JSON.stringify({ typ, kid, alg }), ` ${JSON.stringify(header)}`, 'null', '[]'],
    ]
    for (const text of headers) {
      expect((await submit(`${encode(text)}.${payload}.${mark}`)).outcome, text).toBe('malformed')
    }
    const next = String.fromCharCode(mark.charCodeAt(mark.length - 1) + 1)
    for (const other of [`${jws}=`, `${jws}.x`, `${head}.${payload}.${mark.slice(0, -1)}${next}`]) {
      expect((await submit(other)).outcome, other.slice(-20)).not.toBe('valid')
    }
  })
})
