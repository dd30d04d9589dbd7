import { afterEach, beforeEach, expect, test } from 'vitest'
import { consentFormTexts } from '../../../server/routes/pages/contact/consent-form-text.ts'
import { PROCESSOR } from '../../support/app/processor.ts'
import { realSite } from '../../support/app/real-site.ts'
import { openTestApp, type TestApp } from '../../support/app/test-app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp({
    site: {
      operator: realSite.operator,
      choiceDays: 90,
      messageDays: 200,
      services: [
        {
          ...{ id: 'map', name: 'Map', provider: 'Maps Ltd', country: 'US' },
          ...{ purpose: 'external', processor: PROCESSOR },
        },
      ],
    },
  })
})
afterEach(() => server.close())

/** Text between the heading of an item and the next heading. */
const itemOf = (html: string, heading: string): string => {
  const [, after = ''] = html.split(`<h2>${heading}</h2>`)
  return after.split('<h2>')[0] ?? ''
}

test.each(['kk', 'ru'] as const)(
  'MI-04: the form in %s has the seven items of Art. 8(4) from the configuration, to print without a script',
  async (language) => {
    const answer = await server.get(`/consent-form?lang=${language}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-language')).toBe(language)
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(answer.headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*form-action 'none'/,
    )
    const html = await answer.text()
    const text = consentFormTexts[language]
    expect(itemOf(html, `1. ${text.operator}`)).toContain('123456789012')
    expect(itemOf(html, `2. ${text.subject}`).match(/class="line"/g)).toHaveLength(3)
    expect(itemOf(html, `3. ${text.term}`)).toMatch(/: 90<.*: 200</s)
    expect(itemOf(html, `4. ${text.thirdParties}`)).toContain(`${text.yes}. Maps Ltd (US)`)
    expect(itemOf(html, `5. ${text.crossBorder}`)).toMatch(new RegExp(`${text.yes}\\. .*: US`))
    expect(itemOf(html, `6. ${text.publicSources}`)).toContain(`<p>${text.no}</p>`)
    for (const name of text.dataNames) expect(itemOf(html, `7. ${text.data}`)).toContain(name)
    expect(html).toContain('4.1(9)')
    expect(html).toContain('@media print')
    expect(html).not.toMatch(/<(script|form|input|textarea|img|iframe)\b/)
    expect(html).not.toMatch(/\{\w+\}<|undefined|12\/2025/)
  },
)

test('MI-04: where nothing is given to anybody the form says no, and the language is Kazakh unless another is asked for', async () => {
  await server.close()
  server = await openTestApp({ site: { operator: realSite.operator } })
  const html = await (await server.get('/consent-form')).text()
  const { kk } = consentFormTexts
  for (const heading of [`4. ${kk.thirdParties}`, `5. ${kk.crossBorder}`])
    expect(itemOf(html, heading)).toContain(`<p>${kk.no}</p>`)
  expect(html).toContain('<html lang="kk">')
  expect(html).not.toContain('Maps Ltd')
})

test('MI-04: the form says the same in each language', () => {
  const { kk, ru, en } = consentFormTexts
  for (const other of [ru, en]) {
    expect(Object.keys(other)).toEqual(Object.keys(kk))
    expect(Object.keys(other.purposes)).toEqual(Object.keys(kk.purposes))
    expect(other.dataNames).toHaveLength(kk.dataNames.length)
  }
})
