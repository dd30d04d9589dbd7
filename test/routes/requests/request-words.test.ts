import { expect, test } from 'vitest'
import { languages } from '../../../server/contract/words.ts'
import { sayRequest } from '../../../server/routes/pages/request/request-text.ts'
import * as enPanel from '../../../widget/text/en/my-acts.ts'
import * as kkPanel from '../../../widget/text/kk/my-acts.ts'
import * as ruPanel from '../../../widget/text/ru/my-acts.ts'
import { askAsStaff, writeMessage } from '../../support/app/my-data.ts'
import { openTestApp } from '../../support/app/test-app.ts'

const words = {
  open: { kk: 'қаралып жатыр', ru: 'рассматривается', en: 'open' },
  answered: { kk: 'жауап берілді', ru: 'дан ответ', en: 'answered' },
  refused: { kk: 'бас тартылды', ru: 'отказано', en: 'refused' },
}

const kinds = {
  kk: ['Деректерім туралы мәлімет алу', 'Өңдеуге қарсылық білдіру', 'осы сайттағы деректер'],
  ru: ['Получить сведения о моих данных', 'Возразить против обработки', 'данные этого сайта'],
  en: ['Learn about my data', 'Object to processing', 'data of this site'],
}

test.each([
  ['kk', kkPanel],
  ['ru', ruPanel],
  ['en', enPanel],
] as const)('a request is named in %s as the my-data panel names it', (language, panel) => {
  const named = {
    information: panel.kindInformation,
    correction: panel.kindCorrection,
    blocking: panel.kindBlocking,
    deletion: panel.kindDeletion,
    objection: panel.kindObjection,
    site: panel.scopeSite,
    other: panel.scopeOther,
  } as const
  for (const [word, said] of Object.entries(named))
    expect(sayRequest(word as keyof typeof named, language)).toBe(said)
})

test('DS-10 the page of one’s own data says in its language what was asked and what became of it', async () => {
  const server = await openTestApp()
  const { who } = await writeMessage(server)
  const numbers: string[] = []
  for (const kind of ['information', 'objection', 'blocking']) {
    const made = await server.post('/v1/me/requests', { kind, scope: 'site' }, who)
    numbers.push(((await made.json()) as { number: string }).number)
  }
  const close = (path: string, body: unknown) =>
    askAsStaff(server, `/requests/${path}`, { method: 'POST', body })
  expect((await close(`${numbers[0]}/answer`, { text: 'Planted answer' })).status).toBe(200)
  expect((await close(`${numbers[1]}/refusal`, { reason: 'Planted reason' })).status).toBe(200)
  for (const language of languages) {
    const address = `/v1/me/export?format=page&lang=${language}`
    const page = await (await server.get(address, who)).text()
    for (const state of Object.values(words)) expect(page).toContain(`<dd>${state[language]}</dd>`)
    for (const said of kinds[language]) expect(page).toContain(`<dd>${said}</dd>`)
    if (language !== 'en') expect(page).not.toMatch(/<dd>(open|answered|refused)<\/dd>/)
    expect(page).not.toMatch(/<dd>(information|objection|blocking|site)<\/dd>/)
  }
  await server.close()
})
