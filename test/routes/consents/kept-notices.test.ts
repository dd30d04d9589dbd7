import { expect, test } from 'vitest'
import type { SignedReceipt } from '../../../server/contract/index.ts'
import { runRetention } from '../../../server/domain/retention/run-retention.ts'
import { bearer } from '../../support/app/my-data.ts'
import { consent, openTestApp } from '../../support/app/test-app.ts'
import { hashNow } from '../../support/database/verify-file.ts'
import { DAY_MS } from '../retention/retention-world.ts'

test('CR-04 the text of an old record stays as it was shown, with its language, words and version, whatever is shown since, as long as records live', async () => {
  const server = await openTestApp({ hasOwnNotices: true })
  const given = []
  for (const language of ['kk', 'ru', 'en'] as const) {
    const notice = server.deps.notices[language]?.slice(0, 16) ?? ''
    const body = consent({ language, notice })
    expect((await server.post('/v1/consents', body)).status).toBe(201)
    given.push({ language, body })
  }
  // Another text since: the words of the banner were changed.
  const { kk = '' } = server.deps.notices
  const shown = await server.deps.store.findNotice(kk)
  const content = shown?.content.replace('Шоқан Уәлиханов', 'Planted new name') ?? ''
  expect(content).not.toBe(shown?.content)
  const sha256 = hashNow(content)
  await server.deps.store.addNotice({ ...{ sha256, content, language: 'kk' }, firstShownAtMs: 1 })
  Object.assign(server.deps.notices, { kk: sha256 })

  for (const days of [0, 179, 900]) {
    server.nowMs = Date.parse('2026-03-03T07:00:00Z') + days * DAY_MS
    await runRetention(server.deps)
    for (const { language, body } of given) {
      const own = bearer(body.secret)
      const answer = await server.get(`/v1/consents/${body.id}/receipt`, own)
      const { receipt } = (await answer.json()) as SignedReceipt
      const kept = (await (await server.get(receipt.notice.url)).json()) as { content: string }
      expect(hashNow(kept.content)).toBe(receipt.notice.sha256)
      expect(receipt.notice.sha256.startsWith(body.notice)).toBe(true)
      const said = JSON.parse(kept.content)
      expect(said).toMatchObject({ schema: 'kelisim-notice-1', language })
      expect(said.facts.policyVersion).toBe('2025-08-01')
      for (const text of Object.values(said.strings)) expect(text).not.toBe('')
      expect(kept.content).not.toContain('Planted new name')
    }
  }
  await server.close()
})
