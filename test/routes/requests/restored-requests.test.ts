import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { message, newId } from '../../support/app/test-app.ts'
import { openDatabase } from '../../support/database/database-file.ts'
import { makeFolder, newSecret, serve } from '../../support/server/live-school.ts'
import { runOperatorCommand } from '../../support/server/run-command.ts'
import type { RunningServer } from '../../support/server/start-server.ts'

// Server and commands as they are built, each a process of its own, on real files.
vi.setConfig({ testTimeout: 60_000 })

const secret = newSecret()
let place: Awaited<ReturnType<typeof makeFolder>>
let server: RunningServer | undefined
const at = (name: string) => join(place.folder, name)
beforeEach(async () => {
  place = await makeFolder()
})
afterEach(async () => {
  await server?.stop()
  server = undefined
  await place.remove()
})

const start = async () => {
  server = await serve(place.folder, { KELISIM_SECRET: secret })
  return server
}
const stop = async () => {
  await server?.stop()
  server = undefined
}
const run = (name: string, ...args: readonly string[]) =>
  runOperatorCommand(name, args, {
    KELISIM_SECRET: secret,
    DATABASE_URL: `file:${place.databaseFile}`,
  })

/** A request as a person's page makes it. */
async function call(method: string, path: string, body?: unknown, credential?: string) {
  const answer = await fetch(`${server?.url}${path}`, {
    method,
    headers: {
      origin: server?.url ?? '',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(credential && { authorization: `Bearer ${credential}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true)
  return (await answer.json()) as Record<string, string>
}

/** Somebody who wrote and has an open request. */
async function writeAndAsk(kind: string) {
  const body = message({ id: newId(Date.now()) })
  const { reference, code } = await call('POST', '/v1/messages', body)
  const who = `${reference}.${code}`
  const asked = { kind, scope: 'site', text: 'Planted wish' }
  const { number } = await call('POST', '/v1/me/requests', asked, who)
  return { id: body.id, who, number: number ?? '' }
}

const rows = (sql: string): unknown[] => {
  const database = openDatabase(place.databaseFile)
  const found = database.prepare(sql).all()
  database.close()
  return found
}
const requestsByNumber = () =>
  Object.fromEntries(
    (rows('select number, state, text, closed_at_ms as at from requests') as RequestLine[]).map(
      ({ number, state, text, at: closedAt }) => [
        number,
        [state, text === null, closedAt !== null],
      ],
    ),
  )
interface RequestLine {
  readonly number: string
  readonly state: string
  readonly text: Buffer | null
  readonly at: number | null
}
const ended = () =>
  (
    rows(
      `select json_extract(content, '$.subject') as number from register_entries
       where register = 'audit' and json_extract(content, '$.action') = 'request.end' order by 1`,
    ) as { number: string }[]
  ).map(({ number }) => number)

const ENDED = ['answered', true, true]

test('RT-07: a restore ends the open requests of who was deleted since, as the deletion did, and nobody else’s', async () => {
  await start()
  const anna = await writeAndAsk('deletion')
  const boris = await writeAndAsk('information')
  expect((await run('backup', '--to', at('b.backup'))).code).toBe(0)
  const { confirm } = await call('DELETE', '/v1/me', undefined, anna.who)
  await call('DELETE', `/v1/me?confirm=${confirm}`, undefined, anna.who)
  const live = requestsByNumber()
  expect(live).toMatchObject({ [anna.number]: ENDED, [boris.number]: ['open', false, false] })
  expect(ended()).toEqual([anna.number])
  await stop()
  expect(await run('restore', at('b.backup'), '--replace')).toMatchObject({ code: 0 })
  expect(requestsByNumber()).toEqual(live)
  expect(ended()).toEqual([anna.number])
  await start()
  expect(requestsByNumber()).toEqual(live)
  expect(ended()).toEqual([anna.number])
})
