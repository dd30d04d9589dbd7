import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { isOfProgram } from '../../../server/http/protecting/own-origin.ts'

// Who sends a plain form: a page, whose browser says where it comes from, or a program, which need not.

const OWN = 'https://consent.school.example'
const app = new Hono().post('/', (c) => c.json(isOfProgram(c, { publicUrl: OWN })))
const ask = async (headers: Record<string, string>): Promise<unknown> => {
  const host = 'consent.school.example'
  return (await app.request('/', { method: 'POST', headers: { host, ...headers } })).json()
}

test.each<[isProgram: boolean, headers: Record<string, string>]>([
  [true, {}],
  [true, { 'sec-fetch-site': 'cross-site' }],
  [true, { origin: OWN }],
  [false, { origin: OWN, 'sec-fetch-site': 'same-origin' }],
  [false, { origin: OWN, 'sec-fetch-site': 'same-site' }],
  [false, { origin: 'https://school.example' }],
  [false, { origin: 'https://stranger.example' }],
  [false, { origin: 'null' }],
  [false, { origin: 'https://stranger.example', 'sec-fetch-site': 'cross-site' }],
])('it is a program’s: %s, by %j', async (isProgram, headers) => {
  expect(await ask(headers)).toBe(isProgram)
})
