import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ClosingResult } from '../../../server/contract/index.ts'
import {
  askAsStaff,
  deleteMe,
  giveConsent,
  mailsOfRequests,
  registerLines,
  rowsOf,
  writeMessage,
} from '../../support/app/my-data.ts'
import { errorOf, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { openRequestDesk } from '../../support/staff/request-desk.ts'

// What closing a request does: where the answer goes, and that it is given with what was asked for, not in its place.

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const { ask, post, read } = openRequestDesk(() => server, 'information')
const close = (path: string, body: unknown) => post(`/requests/${path}`, body)
const answersTo = (to: string) =>
  mailsOfRequests(server).filter((mail) => mail.to === to && mail.values.answer !== undefined)

describe('DS-10: where an answer goes', () => {
  it('to the address on file, though another was typed; the typed one learns that it was dealt with and nothing else', async () => {
    const { who } = await writeMessage(server)
    const number = await ask(who, { email: 'stranger@example.kz' })
    expect(await read(number)).toMatchObject({ isEmailVerified: false })
    const answer = await close(`${number}/answer`, { text: 'Planted answer' })
    expect(await answer.json()).toMatchObject({ isMailed: true, isNoticeMailed: true })
    expect(answersTo('planted@example.kz')).toHaveLength(1)
    const [notice, ...more] = mailsOfRequests(server).filter(
      ({ to }) => to === 'stranger@example.kz',
    )
    expect(more).toEqual([])
    expect(notice).toMatchObject({ kind: 'request_closed', values: { number } })
    expect(JSON.stringify(notice)).not.toContain('Planted answer')
  })

  it('to the address on file once, where the same was typed in other letters', async () => {
    const { who } = await writeMessage(server)
    const number = await ask(who, { email: 'Planted@Example.KZ' })
    expect(await read(number)).toMatchObject({ isEmailVerified: true })
    await close(`${number}/refusal`, { reason: 'Planted reason' })
    expect(mailsOfRequests(server).map(({ kind, to }) => [kind, to])).toEqual([
      ['request_received', 'planted@example.kz'],
      ['request_answer', 'planted@example.kz'],
    ])
  })

  it.each(['answer', 'refusal'])(
    'not to a visitor’s typed address by %s: the text stands at /v1/me',
    async (how) => {
      const { who } = await giveConsent(server)
      for (const scope of ['site', 'other']) {
        const number = await ask(who, { scope, email: 'stranger@example.kz' })
        const text = `Planted ${scope}`
        const identity = scope === 'other' ? { identity: 'document' } : {}
        const body = how === 'answer' ? { text, ...identity } : { reason: text }
        const result = (await (await close(`${number}/${how}`, body)).json()) as ClosingResult
        expect(result).toMatchObject({ isMailed: false, isNoticeMailed: true })
        expect(await (await server.get('/v1/me', who)).text()).toContain(text)
      }
      expect(mailsOfRequests(server).map(({ kind }) => kind)).toEqual([
        ...['request_closed', 'request_closed'],
      ])
      expect(JSON.stringify(server.sent)).not.toContain('Planted')
    },
  )

  it('nowhere where no address is known, and staff see that none was given', async () => {
    const { who } = await giveConsent(server)
    const number = await ask(who)
    expect(await read(number)).toMatchObject({ email: null, isEmailVerified: null })
    const result = await close(`${number}/answer`, { text: 'Yes' })
    expect(await result.json()).toMatchObject({ isMailed: false, isNoticeMailed: false })
    expect(mailsOfRequests(server)).toEqual([])
  })
})

describe('DS-05: a request is answered with what it asks for', () => {
  it.each(['deletion', 'blocking', 'objection'])(
    'a request for %s is not answered while the data stand as they were',
    async (kind) => {
      const { who } = await writeMessage(server)
      const number = await ask(who, { kind })
      const early = await close(`${number}/answer`, { text: 'Done' })
      expect(early.status).toBe(409)
      expect((await errorOf(early)).code).toBe('not_carried_out')
      expect(rowsOf(server, 'requests')).toMatchObject([{ state: 'open', answer: null }])
      expect(rowsOf(server, 'messages')).toHaveLength(1)
      expect(answersTo('planted@example.kz')).toEqual([])
      expect((await close(`${number}/refusal`, { reason: 'No' })).status).toBe(200)
    },
  )

  it('carried out with the answer, a deletion deletes, ends every request about it, and its author is told once', async () => {
    const { who, id, reference } = await writeMessage(server)
    const other = await ask(who, { text: 'Planted wish' })
    const number = await ask(who, { kind: 'deletion', email: 'stranger@example.kz' })
    const answer = await close(`${number}/answer`, { text: 'Planted done', carryOut: true })
    expect(await answer.json()).toMatchObject({
      ...{ isMailed: true, isNoticeMailed: true },
      request: { number, state: 'answered', text: null, email: null, answer: null },
    })
    expect(rowsOf(server, 'messages')).toEqual([])
    expect(
      rowsOf(server, 'requests').map(({ state, text, email }) => [state, text, email]),
    ).toEqual([
      ['answered', null, null],
      ['answered', null, null],
    ])
    const [destroyed] = registerLines(server, 'destructions')
    expect(destroyed).toMatchObject({ ground: 'subject_request', refs: [id, reference] })
    expect(registerLines(server, 'audit')).toEqual(
      expect.arrayContaining([
        { action: 'request.answer', subject: number, erasure: destroyed?.number },
        { action: 'request.end', subject: other, erasure: destroyed?.number },
      ]),
    )
    const told = answersTo('planted@example.kz').map(({ values }) => [values.number, values.answer])
    expect(told).toHaveLength(2)
    expect(told).toContainEqual([number, 'Planted done'])
    expect(JSON.stringify(mailsOfRequests(server).at(-1))).not.toContain('Planted done')
    expect(await server.searchBytes('Planted wish')).toEqual([])
    expect((await close(`${other}/answer`, { text: 'Late' })).status).toBe(409)
  })

  it('a visitor’s deletion takes the visits; a block blocks; either is answered afterwards without more', async () => {
    const visitor = await giveConsent(server, 2)
    const deletion = await ask(visitor.who, { kind: 'deletion' })
    expect((await close(`${deletion}/answer`, { text: 'Done', carryOut: true })).status).toBe(200)
    expect(rowsOf(server, 'visits')).toEqual([])
    const { who } = await writeMessage(server)
    const blocking = await ask(who, { kind: 'blocking' })
    const objection = await ask(who, { kind: 'objection' })
    expect((await close(`${blocking}/answer`, { text: 'Done', carryOut: true })).status).toBe(200)
    expect(rowsOf(server, 'restrictions')).toMatchObject([{ purpose: '', lifted_at_ms: null }])
    expect((await close(`${objection}/answer`, { text: 'Done' })).status).toBe(200)
    expect(rowsOf(server, 'messages')).toHaveLength(1)
  })

  it('what is outside the website is for who answers, once somebody has seen who asks', async () => {
    const { who } = await writeMessage(server)
    const number = await ask(who, { kind: 'deletion', scope: 'other' })
    const early = await close(`${number}/answer`, { text: 'Planted answer' })
    expect((await errorOf(early)).code).toBe('sender_unverified')
    expect(answersTo('planted@example.kz')).toEqual([])
    const body = { text: 'Done', identity: 'in_person' }
    expect((await close(`${number}/answer`, body)).status).toBe(200)
    expect(registerLines(server, 'audit')).toContainEqual({
      ...{ action: 'request.answer', subject: number, identity: 'in_person' },
    })
    expect(rowsOf(server, 'messages')).toHaveLength(1)
  })
})

describe('DS-05: an erased person’s open requests', () => {
  it('end with the erasure that the person orders, and are told at the address that was on file', async () => {
    const { who } = await writeMessage(server)
    const number = await ask(who, { text: 'Planted wish', email: 'stranger@example.kz' })
    const { confirm } = (await (await deleteMe(server, who)).json()) as { confirm: string }
    await deleteMe(server, who, confirm)
    expect(rowsOf(server, 'requests')).toMatchObject([{ state: 'answered', text: null }])
    expect(rowsOf(server, 'requests')[0]?.closed_at_ms).toBe(server.nowMs)
    expect(registerLines(server, 'audit').map(({ action }) => action)).toContain('request.end')
    expect(answersTo('planted@example.kz').map(({ values }) => values.number)).toEqual([number])
    expect(mailsOfRequests(server).filter(({ to }) => to !== 'planted@example.kz')).toEqual([])
    const { requests } = (await (await askAsStaff(server, '/requests')).json()) as {
      requests: unknown[]
    }
    expect(requests).toEqual([])
  })

  it('end with a child’s message that staff delete', async () => {
    const { who, reference } = await writeMessage(server)
    await ask(who)
    const path = `/messages/${reference}/child-erasure`
    const erased = await askAsStaff(server, path, { method: 'POST', body: { reason: 'said_so' } })
    expect(erased.status).toBe(200)
    expect(rowsOf(server, 'requests')).toMatchObject([{ state: 'answered' }])
  })
})
