import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { messageBody } from '../../../server/contract/visitor/message.ts'
import { openTestApp, type TestApp } from '../../support/app/test-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const docs = readFileSync(
  join(import.meta.dirname, '..', '..', '..', 'docs', 'contact-form.md'),
  'utf8',
)
const [, form = ''] = /```html\n(.*?)```/s.exec(docs) ?? []
/** Made by who sends, or carried by the server's own form alone: a page could only have them outdated. */
const NOT_OF_A_PAGE = ['id', 'policyVersion', 'notice', 'stamp']
const ownFields = Object.keys(messageBody.entries).filter((name) => !NOT_OF_A_PAGE.includes(name))

test('CF-06 the form to copy has every field, none that is not known, and says its encoding', () => {
  const names = Array.from(form.matchAll(/ name="(\w+)"/g), ([, name]) => name)
  expect([...new Set(names)].toSorted()).toEqual(ownFields.toSorted())
  for (const name of ownFields) expect(docs).toContain(`\`${name}\``)
  expect(form).toContain('accept-charset="utf-8"')
  expect(form).not.toContain('enctype')
})

test('CF-06 CR-04 the form to copy is held with what was typed, and stored by the consent that is given to the words in force', async () => {
  const given = Array.from(form.matchAll(/type="hidden" name="(\w+)" value="(.+?)"/g))
  const hidden = Object.fromEntries(given.map(([, name = '', value = '']) => [name, value]))
  const send = (fields: Record<string, string>) =>
    server.post('/v1/messages', new URLSearchParams({ ...hidden, ...fields }).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    })
  const typed = { name: 'Planted', phone: '+7 700 000 00 00', message: 'Planted', website: '' }
  const held = await send({ ...typed, email: '', sender: 'adult', consent: 'true' })
  expect(held.status).toBe(422)
  const page = await held.text()
  expect(page).toContain('value="Planted"')
  expect(await server.deps.store.readMessages(Number.MAX_SAFE_INTEGER, 1)).toEqual([])
  const carried = Array.from(page.matchAll(/type="hidden" name="(\w+)" value="(.+?)"/g))
  const proof = Object.fromEntries(carried.map(([, name = '', value = '']) => [name, value]))
  server.nowMs += 1_000
  const answer = await send({ ...typed, ...proof, email: '', sender: 'adult', consent: 'on' })
  expect(answer.status).toBe(201)
})
