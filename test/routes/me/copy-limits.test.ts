import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { requestsPerMinute } from '../../../server/http/protecting/rate-limit.ts'
import { myDataTexts } from '../../../server/routes/pages/my-data/text.ts'
import { giveConsent, writeMessage } from '../../support/app/my-data.ts'
import { submitTo } from '../../support/app/my-data-page.ts'
import { openTestApp, PLANTED_ADDRESS, type TestApp } from '../../support/app/test-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

describe('SE-10: a copy of one’s data is the same on the page as at the interface, and has the same limit', () => {
  const ELSEWHERE = '198.51.100.1'
  async function openCopies() {
    const { reference, code } = await writeMessage(server, { name: 'Planted Name' })
    const credential = `${reference}.${code.replaceAll('-', '')}`
    const copy = () => submitTo(server, { act: 'copy', credential, format: 'json' })
    const show = () => submitTo(server, { act: 'show', reference, secret: code })
    return { copy, show }
  }

  test('past it the page says so, with when to come again, and hands out nothing; everything else goes on', async () => {
    const { copy, show } = await openCopies()
    for (let asked = 0; asked < requestsPerMinute.export; asked++)
      expect((await copy()).status).toBe(200)
    const refused = await copy()
    expect(refused.status).toBe(429)
    const seconds = Number(refused.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect(refused.headers.get('content-type')).toContain('text/html')
    expect(refused.headers.get('content-disposition')).toBeNull()
    expect(refused.html).toContain(myDataTexts.en.myErrRate)
    expect(refused.html).not.toContain('Planted')
    const seen = await show()
    expect(seen.status).toBe(200)
    server.peer = ELSEWHERE
    expect((await copy()).status).toBe(200)
    server.peer = PLANTED_ADDRESS
    server.nowMs += seconds * 1000
    expect((await copy()).status).toBe(200)
  })

  test('one count holds for both, and a page of others counts nothing', async () => {
    const { copy } = await openCopies()
    const { who } = await giveConsent(server, 1)
    for (let sent = 0; sent < requestsPerMinute.export; sent++) {
      const fields = { act: 'copy', credential: 'K-22222222.x', format: 'json' }
      const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
      expect((await submitTo(server, fields, foreign)).status).toBe(403)
    }
    for (let asked = 0; asked < requestsPerMinute.export; asked += 2) {
      expect((await copy()).status).toBe(200)
      expect((await server.get('/v1/me/export', who)).status).toBe(200)
    }
    expect((await copy()).status).toBe(429)
    expect((await server.get('/v1/me/export', who)).status).toBe(429)
  })
})
