import { describe, expect, test } from 'vitest'
import type { Receipt } from '../../../server/contract/index.ts'
import {
  buildChoiceCookies,
  buildRefusalCookies,
} from '../../../server/http/answering/choice-cookie.ts'
import { formatRefused } from '../../../server/http/answering/saved-choice.ts'
import { formatChoice } from '../../../widget/consent/format-choice.ts'
import {
  CHOICE_SECONDS,
  GRANTED,
  given,
  ID,
  NAME,
  NOW_MS,
  PAGE,
  receipt,
  SECRET,
} from '../../support/choice/choice-cookies.ts'
import { readContext } from '../../support/choice/read-context.ts'

/** The cookies of an answer: the choice, its secret for the record’s paths, and for the page of one’s own data. */
async function set(
  receiptOf: Receipt,
  secret: string | undefined,
  headers: Readonly<Record<string, string>> = {},
  changes: object = {},
) {
  const { told, rules } = given(changes)
  const all = await readContext({ ...PAGE, ...headers }, (c) =>
    buildChoiceCookies(c, receiptOf, secret, rules),
  )
  return { choice: all['set-cookie'], key: all['Set-Cookie'], own: all['SET-COOKIE'], told }
}
const withdrawn = receipt({ state: 'ConsentWithdrawn', purposes: {}, dataKinds: {} })

describe('a grant is said again by the server, in the words of the page', () => {
  const seconds = (Date.parse('2026-08-30T07:30:00Z') - NOW_MS) / 1000
  test('TR-05: for the domain of both, until it ends; its secret for this server and this record alone', async () => {
    for (const state of ['ConsentGiven', 'RenewedConsentGiven'])
      expect(await set(receipt({ state }), SECRET)).toEqual({
        choice: `${NAME}=${GRANTED}; Path=/; Domain=mektep.kz; Max-Age=${seconds}; SameSite=Lax; Secure`,
        key: `kelisim_key=${SECRET}; Path=/v1/consents/${ID}; HttpOnly; Max-Age=${seconds}; SameSite=Lax; Secure`,
        own: `kelisim_key=${ID}.${SECRET}; Path=/my-data; HttpOnly; Max-Age=${seconds}; SameSite=Strict; Secure`,
        told: [],
      })
  })

  test('without Secure for a page that is not reached by TLS, and without Domain on one host', async () => {
    const { choice, key } = await set(receipt(), SECRET, {
      origin: 'http://consent.mektep.kz:8080',
    })
    expect(choice).toBe(`${NAME}=${GRANTED}; Path=/; Max-Age=${seconds}; SameSite=Lax`)
    expect(key).not.toContain('Secure')
  })

  test('for the name, however a dot, a port or capitals are written', async () => {
    for (const origin of ['https://www.mektep.kz.', 'https://WWW.mektep.kz:8443'])
      expect((await set(receipt(), SECRET, { origin })).choice).toContain('; Domain=mektep.kz;')
  })

  test('under the configured address, whatever Host a proxy hands on', async () => {
    const { choice } = await set(
      receipt(),
      SECRET,
      { host: 'inner:8787' },
      { publicUrl: 'https://consent.mektep.kz' },
    )
    expect(choice).toContain('; Domain=mektep.kz;')
  })

  test('some purposes of it withdrawn: what is left is said, and no secret, if the page holds this record', async () => {
    const cookie = `${NAME}=${GRANTED}`
    const later = { termsStamp: () => 'ffffffff' }
    const { choice, key, own } = await set(receipt(), undefined, { cookie }, later)
    expect(choice).toContain(`${NAME}=${GRANTED};`)
    expect({ key, own }).toEqual({ key: undefined, own: undefined })
  })
})

describe('a withdrawal', () => {
  test('puts a refusal in its place, for the term of choices, and takes the secret away', async () => {
    const { choice, key, own } = await set(withdrawn, undefined, { cookie: `${NAME}=${GRANTED}` })
    expect(own).toBe('kelisim_key=; Path=/my-data; HttpOnly; Max-Age=0; SameSite=Strict; Secure')
    expect(choice).toBe(
      `${NAME}=refused~2025-08-01~2026-03-03; Path=/; Domain=mektep.kz; Max-Age=${CHOICE_SECONDS}; SameSite=Lax; Secure`,
    )
    expect(key).toBe(
      `kelisim_key=; Path=/v1/consents/${ID}; HttpOnly; Max-Age=0; SameSite=Lax; Secure`,
    )
  })

  test.each([
    'refused~2025-08-01~2026-03-02',
    'refused~2025-08-01.9~2026-03-02',
    'refused~2025-08-01.999~2026-03-02',
    // Neither has to know how versions are named to take a refusal for one.
    'refused~2025-08-01.~2026-03-02',
  ])('says the page’s own refusal again, word for word: %s', async (kept) => {
    const { choice } = await set(withdrawn, undefined, { cookie: `${NAME}=${kept}` })
    expect(choice).toContain(`${NAME}=${kept}; Path=/`)
  })

  test.each([
    ['nothing is kept', ''],
    ['another grant has taken its place', `${NAME}=${GRANTED.replace(ID, ID.replace('f', 'e'))}`],
    ['the refusal is another operator’s', 'kelisim-00000000=refused~2025-08-01~2026-03-02'],
    ['what is kept is no refusal', `${NAME}=refused~2025-08-01~2026-03-02x`],
    ['what is kept only ends like one', `${NAME}=xrefused~2025-08-01~2026-03-02`],
    ['its version is none', `${NAME}=refused~2025-08-01.1234~2026-03-02`],
    ['its version is too short', `${NAME}=refused~2025-08-0~2026-03-02`],
    ['its version is no day', `${NAME}=refused~2025-8-01~2026-03-02`],
    ['its day is none', `${NAME}=refused~2025-08-01~2026-3-2`],
  ])('changes no choice where %s, and takes its secret away all the same', async (_, cookie) => {
    const { choice, key, own } = await set(withdrawn, undefined, { cookie })
    // Of another record that page may hold the secret.
    expect({ choice, own }).toEqual({ choice: undefined, own: undefined })
    expect(key).toContain('kelisim_key=;')
  })
})

test('a grant, said again, is not undone by a refusal that is kept', async () => {
  const cookie = `${NAME}=refused~2025-08-01~2026-03-02`
  expect((await set(receipt(), SECRET, { cookie })).choice).toContain(`${NAME}=${GRANTED};`)
})

test('CB-20: a refusal is set alike for every visitor of a day', async () => {
  const { rules } = given()
  const cookies = await readContext(PAGE, (c) => buildRefusalCookies(c, '2025-08-01', rules))
  expect(cookies).toEqual({
    'set-cookie': `${NAME}=refused~2025-08-01~2026-03-03; Path=/; Domain=mektep.kz; Max-Age=${CHOICE_SECONDS}; SameSite=Lax; Secure`,
  })
  const day = { kind: 'refused', policyVersion: '2025-08-01', day: '2026-03-03' } as const
  expect(formatRefused('2025-08-01', NOW_MS)).toBe(formatChoice(day))
})

describe('no cookie is set', () => {
  test.each([
    ['for a page of another site', { origin: 'https://other.kz' }, []],
    ['for a page that hides where it is', { origin: 'null' }, []],
    [
      'for one that does although the browser vouches for it',
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
      [],
    ],
    ['where nobody says where the page is', { origin: '', 'sec-fetch-site': 'same-site' }, []],
    [
      'for a page that the browser calls one of the site, of which the operator is told',
      { origin: 'https://mektep.kz', host: 'inner', 'sec-fetch-site': 'same-site' },
      ['foreign_host'],
    ],
    [
      'for one that the browser vouches for, of which the operator is told',
      { origin: 'https://mektep.kz', host: 'inner', 'sec-fetch-site': 'same-origin' },
      ['foreign_host'],
    ],
    [
      'for one of another site by the browser’s word',
      { origin: 'https://mektep.kz', host: 'inner', 'sec-fetch-site': 'cross-site' },
      [],
    ],
    ['where the server does not know its address', { host: '', 'sec-fetch-site': 'same-site' }, []],
  ])('%s', async (_, headers, told) => {
    expect(await set(receipt(), SECRET, headers as never)).toEqual({
      ...{ choice: undefined, key: undefined, own: undefined },
      told,
    })
    const { rules } = given()
    const refusal = await readContext({ ...PAGE, ...(headers as object) }, (c) =>
      buildRefusalCookies(c, '2025-08-01', rules),
    )
    expect(refusal).toEqual({})
  })

  test('for the same pair of page and server asked for again', async () => {
    for (const _ of [1, 2]) {
      expect((await set(receipt(), SECRET, { origin: 'https://x.kz' })).choice).toBe(undefined)
      expect((await set(receipt(), SECRET)).choice).toContain('Domain=mektep.kz')
    }
  })
})
