import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '../../../server/app.ts'
import { buildRegisterEntry } from '../../../server/domain/registers/register-entry.ts'
import { readLatest } from '../../../server/domain/registers/register-line.ts'
import type { Store } from '../../../server/store/store.ts'
import { openRegisterApp, type RegisterApp } from '../../support/app/register-app.ts'

const LINES = 1100

let server: RegisterApp
beforeEach(async () => {
  server = await openRegisterApp()
  const { store } = server.deps
  const entries = await Promise.all(
    Array.from({ length: LINES }, (_, line) =>
      buildRegisterEntry(
        {
          register: 'destructions',
          thread: `thread-${line % 700}`,
          content: { number: line, ...(line === LINES - 1 && { last: 'fact' }) },
          actor: 'system',
        },
        server.deps,
      ),
    ),
  )
  // Together: they share a commit.
  await Promise.all(entries.map((entry) => store.addRegisterEntry(entry)))
})
afterEach(() => server.close())

/** The app on a store that notes how much it was asked for at once, and how often. */
function watched() {
  const asked = { times: 0, most: 0 }
  const store: Store = {
    ...server.deps.store,
    async listRegister(...given) {
      asked.times += 1
      const lines = await server.deps.store.listRegister(...given)
      asked.most = Math.max(asked.most, lines.length)
      return lines
    },
  }
  return { asked, store, app: createApp({ ...server.deps, store }) }
}

test('a long register is one table with every line and every fact, read part by part', async () => {
  const { asked, app } = watched()
  const headers = await server.own()
  const answer = await app.request('/v1/admin/registers/destructions.csv', { headers })
  expect(answer.status).toBe(200)
  const [head, ...lines] = (await answer.text()).trimEnd().split('\r\n')
  expect(head).toBe('seq,id,thread,at,actor,commitment,number,last,content')
  expect(lines).toHaveLength(LINES)
  expect(lines.at(-1)).toContain(`${LINES - 1},fact,`)
  expect(new Set(lines).size).toBe(LINES)
  expect(asked.most).toBeLessThanOrEqual(500)
})

test('of a period the table has the lines of its days, and the audit says which', async () => {
  const { app } = watched()
  const headers = await server.own()
  const read = async (query: string) => {
    const path = `/v1/admin/registers/destructions.csv?${query}`
    const answer = await app.request(path, { headers })
    return [answer.status, (await answer.text()).trimEnd().split('\r\n').length - 1]
  }
  expect(await read('from=2026-03-03&to=2026-03-03')).toEqual([200, LINES])
  expect(await read('to=2026-03-02')).toEqual([200, 0])
  expect((await read('from=2026-03-04&to=2026-03-03'))[0]).toBe(422)
  const exported = (await server.lines('audit')).map(({ content }) => content)
  const action = { action: 'register.export', subject: 'destructions' }
  expect(exported).toEqual([
    { ...action, lines: LINES, from: '2026-03-03', to: '2026-03-03' },
    { ...action, lines: 0, to: '2026-03-02' },
  ])
})

test('a table that nobody takes any more is read no further', async () => {
  const { asked, app } = watched()
  const headers = await server.own()
  const answer = await app.request('/v1/admin/registers/destructions.csv', { headers })
  const before = asked.times
  const reader = answer.body?.getReader()
  await reader?.read()
  await reader?.cancel()
  expect(asked.times - before).toBeLessThanOrEqual(1)
})

test('whoever reads a register to its end lets others have their turn', async () => {
  const { store } = watched()
  let turns = 0
  let isDone = false
  const reading = readLatest(store, 'destructions').finally(() => {
    isDone = true
  })
  while (!isDone) {
    await new Promise((resolve) => setImmediate(resolve))
    turns += 1
  }
  expect(await reading).toHaveLength(700)
  expect(turns).toBeGreaterThanOrEqual(2)
})
