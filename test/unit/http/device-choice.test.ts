import { describe, expect, test } from 'vitest'
import type { Receipt } from '../../../server/contract/index.ts'
import { writeDevice } from '../../../server/http/answering/choice-cookie.ts'
import {
  CHOICE_SECONDS,
  GRANTED,
  given,
  ID,
  NAME,
  NOW_MS,
  receipt,
  SECRET,
  TERMS,
} from '../../support/choice/choice-cookies.ts'
import { readContext } from '../../support/choice/read-context.ts'

describe('a device on which the server’s own page has withdrawn or erased', () => {
  const origins = ['https://www.mektep.kz', 'http://other.kz', 'https://mektep.kz']
  const own = { origin: 'https://consent.mektep.kz', host: 'consent.mektep.kz' }
  const left = (of: Receipt | undefined, changes: object = {}, cookie = `${NAME}=${GRANTED}`) => {
    const { rules } = given({
      origins,
      policies: { current: { version: '2025-08-01' } },
      ...changes,
    })
    const key = `${ID}.${SECRET}`
    return readContext({ ...own, cookie }, (c) => writeDevice(c, { key, left: of }, rules))
  }

  test('keeps a refusal wherever listed pages and its own read it, each once, and no secret', async () => {
    const refused = `${NAME}=refused~2025-08-01~2026-03-03; Path=/`
    const lasting = `Max-Age=${CHOICE_SECONDS}; SameSite=Lax; Secure`
    const lines = [
      `${refused}; Domain=mektep.kz; ${lasting}`,
      `${refused}; ${lasting}`,
      `kelisim_key=; Path=/v1/consents/${ID}; HttpOnly; Max-Age=0; SameSite=Lax; Secure`,
      'kelisim_key=; Path=/my-data; HttpOnly; Max-Age=0; SameSite=Strict; Secure',
    ]
    expect(await left(undefined)).toEqual(lines)
    const publicUrl = 'https://consent.mektep.kz'
    expect(await left(undefined, { publicUrl })).toEqual(lines)
  })

  test('keeps what is left of a grant until it ends, and the secret that opens it', async () => {
    const seconds = (Date.parse('2026-08-30T07:30:00Z') - NOW_MS) / 1000
    const lines = (choice: string) => [
      `${NAME}=${choice}; Path=/; Domain=mektep.kz; Max-Age=${seconds}; SameSite=Lax; Secure`,
      `${NAME}=${choice}; Path=/; Max-Age=${seconds}; SameSite=Lax; Secure`,
    ]
    // Under the terms that it was given under, whatever is shown now; where they are not known, the visitor is asked.
    const later = { termsStamp: () => 'ffffffff' }
    expect(await left(receipt(), later)).toEqual(lines(GRANTED))
    for (const kept of ['', `${NAME}=${GRANTED.replace(ID, ID.replace('f', 'e'))}`])
      expect(await left(receipt(), later, kept)).toEqual(lines(GRANTED.replace(TERMS, '00000000')))
  })

  test('CB-11: keeps the refusal that is there, to the letter, whatever a withdrawal of a part leaves of the record, and the secret', async () => {
    const refused = 'refused~2025-08-01~2026-03-02'
    const lines = await left(receipt(), {}, `${NAME}=${refused}`)
    expect(lines).toEqual([
      `${NAME}=${refused}; Path=/; Domain=mektep.kz; Max-Age=${CHOICE_SECONDS}; SameSite=Lax; Secure`,
      `${NAME}=${refused}; Path=/; Max-Age=${CHOICE_SECONDS}; SameSite=Lax; Secure`,
    ])
    // Of another operator, or no refusal: it says nothing.
    for (const kept of [`kelisim-00000000=${refused}`, `${NAME}=${refused}x`])
      for (const line of await left(receipt(), {}, kept)) expect(line).toContain(`=granted~`)
  })
})
