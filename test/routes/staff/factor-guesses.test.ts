import { expect, test } from 'vitest'
import { becomeReady, codeAt } from '../../support/staff/first-administrator.ts'
import { codeOf, EMAIL, FIRST, openAdminApp, PASSWORD } from '../admin-app.ts'

const DEVICE = '__Secure-kelisim_device'
const SCHOOL = '203.0.113.7'
const STRANGER = '198.51.100.9'

/** What a browser keeps of the cookies of an answer, by name. */
const cookiesOf = (answer: Response): ReadonlyMap<string, string> =>
  new Map(
    answer.headers.getSetCookie().map((line) => {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )

/** A server whose administrator has a second factor, and browsers that keep their cookies. */
async function openWithFactor() {
  const app = await openAdminApp()
  const openBrowser = () => {
    const jar = new Map<string, string>()
    const send = async (method: 'GET' | 'POST', path: string, body?: unknown) => {
      const cookie = [...jar].map((pair) => pair.join('=')).join('; ') || undefined
      const answer = await app.ask(path, { method, body, cookie })
      for (const [name, value] of cookiesOf(answer)) jar.set(name, value)
      return answer
    }
    const showPassword = () => send('POST', '/session', { email: EMAIL, password: PASSWORD })
    const showFactor = async (code: string) => {
      expect((await showPassword()).status).toBe(200)
      return send('POST', '/session/factor', { code })
    }
    return { jar, send, showPassword, showFactor }
  }
  const office = openBrowser()
  expect((await office.send('POST', '/setup', FIRST)).status).toBe(200)
  const secret = await becomeReady(async (method, path, body) => {
    const text = await (await office.send(method, path, body)).text()
    return text === '' ? undefined : JSON.parse(text)
  }, app.state.nowMs)
  const nextCode = () => {
    app.state.nowMs += 60_000
    return codeAt(secret, app.state.nowMs)
  }
  return { app, office, openBrowser, nextCode }
}

test('a browser is known once it is wholly signed in: the password alone makes it none', async () => {
  const { app, openBrowser, nextCode } = await openWithFactor()
  const browser = openBrowser()
  const half = await browser.showPassword()
  expect([half.status, (await half.json()).step]).toEqual([200, 'factor'])
  expect(cookiesOf(half).has(DEVICE)).toBe(false)
  const whole = await browser.send('POST', '/session/factor', { code: nextCode() })
  expect([whole.status, cookiesOf(whole).has(DEVICE)]).toEqual([200, true])
  const id = browser.jar.get(DEVICE)?.split('.')[0]
  // It stays the same browser, and loses nothing by beginning anew.
  const again = await browser.showPassword()
  expect(cookiesOf(again).has(DEVICE)).toBe(false)
  expect((await browser.send('POST', '/session/factor', { code: nextCode() })).status).toBe(200)
  expect(browser.jar.get(DEVICE)?.split('.')[0]).toBe(id)
  expect((await app.ask('/account', { cookie: `${DEVICE}=${id}` })).status).toBe(401)
})

test('whoever has the password keeps nobody out of a browser that signed in before with wrong codes', async () => {
  const { app, office, openBrowser, nextCode } = await openWithFactor()
  app.state.address = STRANGER
  const stranger = openBrowser()
  const statuses: number[] = []
  for (let guess = 1; guess <= 7; guess++)
    statuses.push((await stranger.showFactor('000000')).status)
  expect(statuses).toEqual([...Array(5).fill(401), 429, 429])
  expect(stranger.jar.has(DEVICE)).toBe(false)
  app.state.address = SCHOOL
  expect((await office.showFactor(nextCode())).status).toBe(200)
  // It opened nothing to the stranger, nor to any other browser that is not known.
  app.state.address = STRANGER
  expect((await stranger.showFactor(nextCode())).status).toBe(429)
  app.state.address = '192.0.2.44'
  expect((await openBrowser().showFactor(nextCode())).status).toBe(429)
})

test('a known browser that shows wrong codes waits by itself, and keeps no new one out', async () => {
  const { office, openBrowser, nextCode } = await openWithFactor()
  for (let guess = 1; guess <= 5; guess++)
    expect((await office.showFactor('000000')).status).toBe(401)
  const waiting = await office.showFactor(nextCode())
  expect([waiting.status, await codeOf(waiting)]).toEqual([429, 'too_many_requests'])
  expect((await openBrowser().showFactor(nextCode())).status).toBe(200)
})
