import { expect, test } from 'vitest'
import type { ExportResult } from '../../server/contract/index.ts'
import { languages } from '../../server/contract/words.ts'
import { buildExportPage } from '../../server/routes/pages/export-page.ts'
import { askAsStaff, writeMessage } from '../support/my-data.ts'
import { openTestApp } from '../support/test-app.ts'

const words = {
  open: { kk: 'қаралып жатыр', ru: 'рассматривается', en: 'open' },
  answered: { kk: 'жауап берілді', ru: 'дан ответ', en: 'answered' },
  refused: { kk: 'бас тартылды', ru: 'отказано', en: 'refused' },
}

test('DS-10 the page of one’s own data says in its language what became of each request', async () => {
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
  const exported = (await (await server.get('/v1/me/export', who)).json()) as ExportResult
  for (const language of languages) {
    const page = String(await buildExportPage(exported, language).main)
    for (const state of Object.values(words)) expect(page).toContain(`<dd>${state[language]}</dd>`)
    if (language !== 'en') expect(page).not.toMatch(/<dd>(open|answered|refused)<\/dd>/)
  }
  await server.close()
})
