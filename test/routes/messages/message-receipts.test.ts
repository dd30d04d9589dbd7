import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildFullReceipt } from '../../../server/domain/receipt/full-receipt.ts'
import { PROCESSOR } from '../../support/app/processor.ts'
import { message, openTestApp, type TestApp } from '../../support/app/test-app.ts'

const desk = { name: 'Help desk', country: 'DE', processor: PROCESSOR }
const video = {
  ...({
    id: 'video',
    purpose: 'external',
    name: 'Video',
    provider: 'Film',
    country: 'US',
  } as const),
  processor: PROCESSOR,
}

let server: TestApp
beforeEach(async () => {
  server = await openTestApp({
    hasOwnNotices: true,
    site: { services: [video], messageRecipients: [desk] },
  })
})
afterEach(() => server.close())

/** The receipt of a message's consent, whose notice is changed before it is read. */
async function readReceipt(change: (facts: Record<string, unknown>) => void) {
  expect((await server.post('/v1/messages', message())).status).toBe(201)
  const { store } = server.deps
  const [row] = await store.readMessages(Number.MAX_SAFE_INTEGER, 1)
  const stored = await store.findConsent(row?.consentId ?? '')
  const notice = stored && (await store.findNotice(stored.noticeSha256))
  if (!stored || !notice) throw new Error('the message has no consent')
  const content = JSON.parse(notice.content)
  change(content.facts)
  const shown = { ...notice, content: JSON.stringify(content) }
  return buildFullReceipt(stored, await store.readConsentEvents(stored.id), shown, server.nowMs)
}

test('CR-01 CF-02: the receipt of a message names whom its notice names for messages, and no service of the site', async () => {
  const receipt = await readReceipt(() => {})
  expect(receipt.thirdParties).toEqual([
    { name: 'Help desk', provider: 'Help desk', country: 'DE', purpose: 'contact' },
  ])
  expect(receipt.crossBorder).toBe(true)
  const nobody = await readReceipt((facts) => {
    facts.messageRecipients = []
  })
  expect([nobody.thirdParties, nobody.crossBorder]).toEqual([[], false])
})

test('CR-01: where a notice says nothing of messages alone, its receipt says what it said of all, and nothing of today’s recipients', async () => {
  for (const crossBorder of [true, false]) {
    const receipt = await readReceipt((facts) => {
      delete facts.messageRecipients
      facts.crossBorder = crossBorder
      if (!crossBorder) facts.services = []
    })
    expect(receipt.crossBorder).toBe(crossBorder)
    expect(receipt.thirdParties.map(({ provider }) => provider)).toEqual(
      crossBorder ? ['Film'] : [],
    )
    expect(JSON.stringify(receipt)).not.toContain('Help desk')
  }
})
