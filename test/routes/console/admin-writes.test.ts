import { describe, expect, test } from 'vitest'
import { codeOf, ORIGIN, openAdminApp, PASSWORD, SETUP_TOKEN } from '../admin-app.ts'

describe('requests that change something', () => {
  const body = { password: PASSWORD }

  test.each([
    { title: 'of another site', origin: 'https://evil.example' },
    { title: 'of the school’s own website', origin: 'https://school.example' },
    { title: 'of a page that hides where it is', origin: 'null' },
    { title: 'of the server’s name at another port', origin: `${ORIGIN}:8443` },
    { title: 'that say nothing of their origin', origin: undefined },
  ])('are refused from pages $title', async ({ origin }) => {
    const { ask, openSession } = await openAdminApp()
    const cookie = await openSession()
    const headers = { origin }
    const answers = [
      await ask('/session', { method: 'POST', body, headers }),
      await ask('/setup', { method: 'POST', body: { token: SETUP_TOKEN, ...body }, headers }),
      await ask('/session', { method: 'DELETE', cookie, headers }),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(403)
      expect(await codeOf(answer)).toBe('origin_not_allowed')
      expect(answer.headers.get('set-cookie')).toBeNull()
    }
    expect(await (await ask('/session', { cookie })).json()).toMatchObject({ isSignedIn: true })
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', undefined])(
    'are refused as %s, which a form of another site could send',
    async (type) => {
      const { ask } = await openAdminApp()
      const answer = await ask('/session', {
        method: 'POST',
        body,
        headers: { 'content-type': type },
      })
      expect(answer.status).toBe(415)
      expect(answer.headers.get('set-cookie')).toBeNull()
    },
  )

  test.each([
    { title: 'broken JSON', sent: '{"password":', status: 400 },
    { title: 'a field too many', sent: { ...body, isAdmin: true }, status: 400 },
    { title: 'a wrong type', sent: { password: 123 }, status: 422 },
    { title: 'no password', sent: {}, status: 422 },
    { title: 'a password of a megabyte', sent: { password: 'x'.repeat(1_000_000) }, status: 413 },
  ])('are refused with $title', async ({ sent, status }) => {
    const { ask, logged } = await openAdminApp()
    const answer = await ask('/session', { method: 'POST', body: sent })
    expect(answer.status).toBe(status)
    expect(logged).toEqual([])
  })
})
