import { describe, expect, test } from 'vitest'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import { readCredential, readSubject } from '../../../server/http/reading/subject-identity.ts'
import { readContext } from '../../support/choice/read-context.ts'

const ask = (headers: Readonly<Record<string, string>>) => readContext(headers, readCredential)

describe('who asks about their own data shows a credential', () => {
  test('in Authorization, however Bearer is written', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER'])
      expect(await ask({ authorization: `${scheme} a.b-c` })).toBe('a.b-c')
  })

  test.each([
    ['nothing', {}],
    ['a cookie', { cookie: 'kelisim_key=abc' }],
    ['another scheme', { authorization: 'Basic abc' }],
    ['no credential', { authorization: 'Bearer ' }],
    ['two', { authorization: 'Bearer abc def' }],
    ['something before it', { authorization: 'x Bearer abc' }],
  ])('DS-02: and is asked for one that shows %s', async (_, headers) => {
    await expect(ask(headers as never)).rejects.toMatchObject({
      code: 'secret_missing',
      headers: { 'www-authenticate': 'Bearer' },
    })
  })

  test('CR-07: one that is longer than any is nobody’s, before anything is looked up', async () => {
    const longest = 'a'.repeat(128)
    expect(await ask({ authorization: `Bearer ${longest}` })).toBe(longest)
    const longer = ask({ authorization: `Bearer ${longest}a` })
    await expect(longer).rejects.toMatchObject({ code: 'not_found' })
  })

  test('CR-07: one that is none of the three kinds is nobody’s, and no store is asked', async () => {
    const asked = readContext({ authorization: 'Bearer abc' }, (c) => readSubject(c, {} as never))
    await expect(asked).rejects.toMatchObject({ code: 'not_found' })
  })

  test('CR-07: of a record only its own secret is, and one that nobody has is refused alike', async () => {
    const cryptography = createNodeCryptography(new Uint8Array(32).fill(1))
    const [id, secret] = ['019aab00-0000-7000-8000-00000000000f', 's'.repeat(43)]
    const consent = { id, secretHash: cryptography.sha256(secret) }
    const store = { findConsent: async (of: string) => (of === id ? consent : undefined) }
    const read = (credential: string) =>
      readContext({ authorization: `Bearer ${credential}` }, (c) =>
        readSubject(c, { store, cryptography } as never),
      )
    const things = [{ kind: 'consent', consent }]
    expect(await read(`${id}.${secret}`)).toEqual({ credential: `${id}.${secret}`, things })
    for (const wrong of [`${id}.${'t'.repeat(43)}`, `${id.replace('f', 'e')}.${secret}`])
      await expect(read(wrong)).rejects.toMatchObject({ code: 'not_found' })
  })
})
