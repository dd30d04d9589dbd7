import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../support/app/test-app.ts'

// Many pages send a field twice: a box with a hidden twin, so that an unticked one is sent too.

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const typed = {
  ...{ name: 'Planted Name', email: 'planted@example.kz', message: 'Planted question' },
  ...{ policyVersion: '2025-08-01', language: 'ru' },
}
type Twins = readonly (readonly [name: string, value: string])[]
/** A form as a browser sends it from the server's own page, or a program in the server's own name. */
const send = (twins: Twins, by: 'page' | 'program') => {
  const own = { origin: 'https://consent.other.example' }
  const fields = [...Object.entries(typed), ...twins]
  if (by === 'page') fields.push(...Object.entries(server.proof('ru')))
  return server.post(
    '/v1/messages',
    new URLSearchParams(fields.map(([...one]) => one)).toString(),
    {
      'content-type': 'application/x-www-form-urlencoded',
      ...(by === 'page' ? {} : own),
    },
  )
}
const stored = () => server.deps.store.readMessages(Number.MAX_SAFE_INTEGER, 10)
const consents = (values: readonly string[]): Twins => [
  ['sender', 'adult'],
  ...values.map((value) => ['consent', value] as const),
]

for (const by of ['page', 'program'] as const) {
  test.each([[], ['0'], ['false'], ['off'], ['no'], [''], ['жоқ'], ['0', ''], ['2'], ['on0']])(
    `CF-02 what a box sends that is not ticked is no consent: %j %j, by a ${by}`,
    async (...values: string[]) => {
      const answer = await send(consents(values), by)
      expect(answer.status).toBe(422)
      const page = await answer.text()
      expect(page).toContain('Чтобы отправить сообщение, отметьте согласие.')
      // It is asked for once more, and not ticked for anybody.
      expect(page).toMatch(/name="consent" required(?! checked)/)
      expect(await stored()).toEqual([])
      expect(server.sent).toEqual([])
    },
  )

  test.each([
    ['0', '1'],
    ['1', '0'],
    ['false', 'true'],
    ['', 'on'],
    ['on', ''],
    ['YES'],
    ['on', 'on'],
  ])(
    `CF-02 a ticked box is a consent whatever its hidden twin says: %j %j, by a ${by}`,
    async (...values: string[]) => {
      expect((await send(consents(values), by)).status).toBe(201)
      expect(await stored()).toHaveLength(1)
    },
  )

  test.each([
    ['adult', 'minor'],
    ['minor', 'adult'],
    ['minor', ''],
    ['', ' MINOR'],
  ])(`MI-02 who says once to be a minor is one: %j %j, by a ${by}`, async (...senders) => {
    const twins = senders.map((sender) => ['sender', sender] as const)
    const answer = await send([...twins, ['consent', 'on']], by)
    expect(answer.status).toBe(422)
    expect(await answer.text()).not.toMatch(/planted|<form/i)
    expect(await stored()).toEqual([])
    expect(await server.searchBytes('Planted')).toEqual([])
  })
}
