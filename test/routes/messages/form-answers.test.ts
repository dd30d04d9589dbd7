import { afterAll, beforeAll, expect, test } from 'vitest'
import { languages } from '../../../server/contract/words.ts'
import { QUICKEST_MS } from '../../../server/domain/messages/form-stamp.ts'
import { contactPageTexts } from '../../../server/routes/pages/contact/contact-page-text.ts'
import { messagePageTexts } from '../../../server/routes/pages/contact/message-page-text.ts'
import { openTestApp, type TestApp } from '../../support/app/test-app.ts'

let server: TestApp
beforeAll(async () => {
  server = await openTestApp()
})
afterAll(() => server.close())

const right = {
  ...{ name: 'Planted Name', email: 'planted@example.kz', message: 'Planted question' },
  ...{ sender: 'adult', consent: 'on', policyVersion: '2025-08-01' },
}

type Language = (typeof languages)[number]
const own = (language: Language) => messagePageTexts[language]
const why = (language: Language) => contactPageTexts[language].why

/** What each refusal of a plain form comes of, the text that says so, and whether what was typed stands there again. */
const mistakes: readonly (readonly [
  code: string,
  change: Readonly<Record<string, string | undefined>>,
  words: (language: Language) => string,
  isKept: boolean,
])[] = [
  ['looks_automated', { website: 'https://spam.example' }, (of) => why(of).automated, true],
  ['sender_is_minor', { sender: 'minor' }, (of) => own(of).minorStop, false],
  ['consent_required', { consent: undefined }, (of) => own(of).consent, true],
  ['invalid_body', { email: '', phone: '' }, (of) => own(of).replyHint, true],
  ['policy_version_unknown', { policyVersion: '1999-01-01' }, (of) => why(of).outdated, true],
  ['policy_version_outdated', { notice: '0badc0de0badc0de' }, (of) => why(of).outdated, true],
  ['sent_too_soon', { stamp: `x.${'0'.repeat(32)}` }, (of) => why(of).tooSoon, true],
]

test.each(mistakes)(
  'CF-06 CF-09 a plain form that is refused for %s says so in the language of the form, stores nothing and loses nothing',
  async (code, change, words, isKept) => {
    for (const language of languages) {
      const given = Object.entries({ ...right, language, ...server.proof(language), ...change })
      const fields = given.filter((one): one is [string, string] => one[1] !== undefined)
      const answer = await server.post('/v1/messages', new URLSearchParams(fields).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
      })
      const page = await answer.text()
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(page).toContain(`lang="${language}"`)
      expect(page).toContain(words(language))
      expect(page).not.toContain(code)
      expect(page).not.toContain(messagePageTexts[language].server)
      expect(page).not.toContain('spam.example')
      expect(page.includes('Planted question')).toBe(isKept)
      expect(page.includes('value="Planted Name"')).toBe(isKept)
    }
    expect(await server.deps.store.readMessages(Number.MAX_SAFE_INTEGER, 1)).toEqual([])
    expect(server.logged.join()).not.toMatch(/planted/i)
  },
)

test('CF-09 who sent a form too soon is told to wait as long as the rule wants, and no longer', () => {
  const waits = { kk: 'Бір секунд күтіп', ru: 'Подождите секунду и', en: 'Wait one second and' }
  expect(QUICKEST_MS).toBe(1_000)
  for (const language of languages) expect(why(language).tooSoon).toContain(waits[language])
})
