import { expect, test } from 'vitest'
import { codeOf, ORIGIN, openAdminApp } from '../admin-app.ts'

type App = Awaited<ReturnType<typeof openAdminApp>>

/** Sends a request whose body ends only when the test says so, and waits until the server reads it. */
async function sendHeld({ app }: App, path: string, cookie: string, body: string) {
  let end = () => {}
  let noteRead = () => {}
  const isRead = new Promise<void>((resolve) => {
    noteRead = resolve
  })
  const half = Math.floor(body.length / 2)
  const encode = (text: string) => new TextEncoder().encode(text)
  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        end = () => {
          controller.enqueue(encode(body.slice(half)))
          controller.close()
        }
      },
      pull(controller) {
        controller.enqueue(encode(body.slice(0, half)))
        noteRead()
        return new Promise<void>(() => {})
      },
    },
    { highWaterMark: 0 },
  )
  const headers = {
    ...{ origin: ORIGIN, host: new URL(ORIGIN).host, cookie },
    'content-type': 'application/json',
  }
  const init = { method: 'POST', headers, body: stream, duplex: 'half' }
  const answer = app.request(new Request(`${ORIGIN}/v1/admin${path}`, init))
  await Promise.race([isRead, answer])
  return {
    answer,
    finish: () => {
      end()
      return answer
    },
  }
}

const INVITATION = JSON.stringify({
  ...{ email: 'accomplice@planted.example', role: 'administrator', language: 'kk' },
})

/** Two administrators: one who stays, and `operator`, who is inviting somebody meanwhile. */
async function openInviting() {
  const app = await openAdminApp()
  const head = await app.openSession('administrator')
  const cookie = await app.openSession('operator')
  await app.store.changeRole('operator', 'administrator')
  const asHead = async (act: string, body?: object) => {
    const answer = await app.ask(`/people/operator/${act}`, { method: 'POST', cookie: head, body })
    expect(answer.status).toBe(204)
  }
  const held = await sendHeld(app, '/invitations', cookie, INVITATION)
  const listActs = async () =>
    (await app.store.readRegister('audit', 0, 99)).map(({ content }) => JSON.parse(content).action)
  return { app, asHead, held, listActs }
}

test('a request whose body ends in time is carried out', async () => {
  const { app, held, listActs } = await openInviting()
  expect((await held.finish()).status).toBe(201)
  expect(await app.store.readInvitations(9)).toHaveLength(1)
  expect(await listActs()).toEqual(['person.invite'])
})

test('SE-01 who holds the end of a request back until their access has ended does nothing by it', async () => {
  const { app, asHead, held, listActs } = await openInviting()
  await asHead('disabling')
  const answer = await held.finish()
  expect([answer.status, await codeOf(answer)]).toEqual([401, 'not_signed_in'])
  expect(await app.store.readInvitations(9)).toEqual([])
  expect(await listActs()).toEqual(['person.disable'])
})

test('SE-01 who holds the end of a request back until they have another role may do what that allows, and no more', async () => {
  const { app, asHead, held, listActs } = await openInviting()
  await asHead('role', { role: 'statistics' })
  const answer = await held.finish()
  expect([answer.status, await codeOf(answer)]).toEqual([403, 'role_not_permitted'])
  expect(await app.store.readInvitations(9)).toEqual([])
  expect(await listActs()).toEqual(['person.role'])
})

test('without a session a body is not waited for, nor is it said what is wrong with it', async () => {
  const app = await openAdminApp()
  const held = await sendHeld(app, '/invitations', '', 'no JSON')
  expect([(await held.answer).status, await codeOf(await held.answer)]).toEqual([
    ...[401, 'not_signed_in'],
  ])
})
