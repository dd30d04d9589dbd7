import { afterAll, beforeAll, expect, test } from 'vitest'
import { languages } from '../../server/contract/words.ts'
import { messagePageTexts } from '../../server/routes/pages/message-page-text.ts'
import { openTestApp, type TestApp } from '../support/test-app.ts'

let server: TestApp
beforeAll(async () => {
  server = await openTestApp()
})
afterAll(() => server.close())

const right = {
  ...{ name: 'Planted Name', email: 'planted@example.kz', message: 'Planted question' },
  ...{ sender: 'adult', consent: 'on', policyVersion: '2025-08-01' },
}

/** What each error code of a plain form comes of, and the text that says so. */
const mistakes = [
  ['looks_automated', { website: 'https://spam.example' }, 'looksAutomated'],
  ['sender_is_minor', { sender: 'minor' }, 'minorStop'],
  ['consent_required', { consent: undefined }, 'consent'],
  ['invalid_body', { email: '', phone: '' }, 'replyHint'],
  ['policy_version_unknown', { policyVersion: '1999-01-01' }, 'policyChanged'],
] as const

test.each(mistakes)(
  'CF-06 a plain form that is refused for %s says so in the language of the form, and stores nothing',
  async (code, change, words) => {
    for (const language of languages) {
      const given = Object.entries({ ...right, language, ...change })
      const fields = given.filter((one): one is [string, string] => one[1] !== undefined)
      const answer = await server.post('/v1/messages', new URLSearchParams(fields).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
      })
      const page = await answer.text()
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
      expect(page).toContain(`lang="${language}"`)
      expect(page).toContain(messagePageTexts[language][words])
      expect(page).not.toContain(code)
      expect(page).not.toContain(messagePageTexts[language].server)
      expect(page).not.toMatch(/planted|spam\.example/i)
    }
    expect(await server.deps.store.readMessages(Number.MAX_SAFE_INTEGER, 1)).toEqual([])
  },
)
