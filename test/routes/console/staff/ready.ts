import { expect } from 'vitest'
import { becomeReady, codeAt } from '../../../support/staff/first-administrator.ts'
import { cookieOf, openAdminApp } from '../../admin-app.ts'

export type AdminApp = Awaited<ReturnType<typeof openAdminApp>>

/** A browser of a member of staff: it keeps the cookie that an answer sets. */
export function openBrowser({ ask }: AdminApp, first: string) {
  let cookie = first
  return {
    cookie: () => cookie,
    /** Sends a request that must be answered well, and returns its JSON. */
    async send(method: 'GET' | 'POST', path: string, body?: unknown) {
      const answer = await ask(path, { method, cookie, ...(body !== undefined && { body }) })
      expect([path, answer.ok]).toEqual([path, true])
      cookie = cookieOf(answer) || cookie
      const text = await answer.text()
      return text === '' ? undefined : JSON.parse(text)
    },
  }
}

export const post = ({ ask }: AdminApp, path: string, cookie: string, body?: unknown) =>
  ask(path, { method: 'POST', cookie, ...(body !== undefined && { body }) })

export const stepOf = async (answer: Response) => ((await answer.json()) as { step: string }).step

/** The first administrator, with second factor and undertaking. */
export async function openReady() {
  const app = await openAdminApp()
  const browser = openBrowser(app, cookieOf(await app.setUp()))
  const secret = await becomeReady(browser.send, app.state.nowMs)
  const showFactor = async (code: string) => {
    const half = cookieOf(await app.signIn())
    return post(app, '/session/factor', half, { code })
  }
  /** The next code that is accepted: a minute later. */
  const nextCode = () => {
    app.state.nowMs += 60_000
    return codeAt(secret, app.state.nowMs)
  }
  return { app, cookie: browser.cookie(), browser, secret, showFactor, nextCode }
}
