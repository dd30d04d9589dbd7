import { readFile } from 'node:fs/promises'
import type { Download, Page } from '@playwright/test'
import { expect, type TestServer, test } from '../../support/browser/fixtures.ts'
import { readDevice } from '../../support/choice/read-device.ts'
import { choiceIn } from '../../support/choice/saved-choice.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { logPage } from '../../support/page/page-log.ts'
import { writeTo } from '../../support/page/write-to-school.ts'
import type { MyDataPanel } from '../../support/widget/my-data-panel.ts'
import { openConsented, openMessage, other, typed } from '../../support/widget/open-my-data.ts'

// What a person sees and does about their own data, on a page of another site than the server's.

const textOf = async (download: Download) => readFile(await download.path(), 'utf8')
const save = async (page: Page, my: MyDataPanel, name: string) => {
  const [download] = await Promise.all([page.waitForEvent('download'), my.button(name).click()])
  await expect(my.status).toHaveText(my.words.saidSaved)
  return { name: download.suggestedFilename(), text: await textOf(download) }
}
const restrictionsOf = (server: TestServer) =>
  readRows(server, 'restrictions').filter((row) => row.lifted_at_ms === null)

test('DS-01 TR-08 the panel gives the eight answers to who holds the key, and nothing of others', async ({
  page,
  server,
  hostPages,
}) => {
  const stranger = await writeTo(server, other)
  const message = await writeTo(server, typed)
  const my = await openConsented(page, hostPages)
  const { words } = my
  for (const name of [
    ...[words.heldIs, words.heldSources, words.heldWays],
    ...[words.heldList, words.heldTerms, words.heldRecipients, words.heldDisclosures],
  ])
    await expect(my.fact(name), name).toHaveText(/\S\n?.*\S/)
  await expect(my.purposes).toContainText('4.1(9)')
  await expect(my.fact(words.heldSources)).toContainText(words.sourceBrowser)
  await expect(my.fact(words.heldSources)).not.toContainText(words.sourceForm)
  await expect(my.fact(words.heldTerms)).toContainText('1095 күн')
  await expect(my.fact(words.heldDisclosures)).toContainText(words.heldNone)
  await expect(my.fact(words.heldHistory)).toContainText(words.stateGiven)
  await expect(my.dialog).toContainText(words.myDeviceKey)

  // A wrong code opens nothing, and takes nothing away that is shown.
  await my.show(stranger.reference, message.code)
  await expect(my.status).toHaveText(words.myErrSecret)
  await expect(my.dialog).not.toContainText(stranger.reference)
  await my.show(message.reference.toLowerCase(), ` ${message.code.toLowerCase()} `)
  await expect(my.fact(words.heldMessages)).toContainText(message.reference)
  await expect(my.fact(words.heldSources)).toContainText(words.sourceForm)
  await expect(my.purposes).toContainText(words.purposeContact)
  // Who shows one key sees what that key opens: no history that joins visits with a name.
  await expect(my.fact(words.heldSources)).not.toContainText(words.sourceBrowser)
  await expect(my.dialog).not.toContainText(stranger.reference)
  const asked = server.requests.filter(({ path }) => path.startsWith('/v1/me'))
  expect(asked.length).toBeGreaterThan(0)
  for (const { path, query, headers } of asked) {
    expect(path + query).not.toMatch(/K-|secret|code=/)
    expect(headers.cookie).toBeUndefined()
  }
  const kept = JSON.stringify(await readDevice(page))
  for (const { code } of [message, stranger]) expect(kept).not.toContain(code)
})

test('DS-02 CR-05 data and receipt are saved as JSON and as pages, complete, without a secret or another person', async ({
  page,
  server,
  hostPages,
}) => {
  await writeTo(server, other)
  const my = await openConsented(page, hostPages)
  const { words } = my
  const record = readRows(server, 'consent_records').find(({ surface }) => surface === 'banner')
  const { local } = await readDevice(page)
  const secret = /~([\w-]{43})$/.exec(choiceIn(local))?.[1] ?? 'no secret was kept'
  expect(secret).toHaveLength(43)
  await my.enter('copy')
  const receipt = await save(page, my, `${words.actReceipt}: ${words.actJson}`)
  const parsed = JSON.parse(receipt.text)
  expect(receipt.name).toBe('kelisim-receipt.json')
  expect(parsed.receipt).toMatchObject({ id: record?.id, withdrawal: { method: 'POST' } })
  expect(parsed.receipt.purposes.length).toBeGreaterThan(0)
  expect(parsed.kantara).toMatchObject({ consentReceiptID: record?.id })
  const page1 = await save(page, my, `${words.actReceipt}: ${words.actPage}`)
  expect(page1.name).toBe('kelisim-receipt.html')
  expect(page1.text).toContain(String(record?.id))
  const data = await save(page, my, `${words.actExport}: ${words.actJson}`)
  expect(JSON.parse(data.text)).toMatchObject({
    consents: [{ id: record?.id }],
    messages: [],
    overview: { isHeld: true },
  })
  const page2 = await save(page, my, `${words.actExport}: ${words.actPage}`)
  expect(page2.text).toMatch(/<html lang="kk"/)
  for (const { text } of [receipt, page1, data, page2]) {
    expect(text).not.toContain(secret)
    expect(text).not.toContain(other.name)
  }
})

test('DS-06 DS-07 a purpose is stopped, let go on and withdrawn by itself, and the rest goes on', async ({
  page,
  server,
  hostPages,
}) => {
  const my = await openConsented(page, hostPages)
  const { words } = my
  const act = (template: string) =>
    my.button(template.replace('{purpose}', words.purposeAnalytics)).click()
  await act(words.purposeStop)
  await expect(my.status).toHaveText(words.saidStopped)
  await expect(my.purposes).toContainText(words.purposeStopped)
  expect(restrictionsOf(server)).toMatchObject([{ purpose: 'analytics' }])
  const visits = readRows(server, 'visits')
  await act(words.purposeResume)
  await expect(my.status).toHaveText(words.saidResumed)
  expect(restrictionsOf(server)).toEqual([])
  expect(readRows(server, 'visits')).toEqual(visits)

  await act(words.purposeWithdraw)
  await expect(my.status).toHaveText(words.saidWithdrawn)
  await expect(my.purposes).toContainText(words.purposeRefused)
  const latest = readRows(server, 'consent_events').at(-1)
  expect(JSON.parse(String(latest?.purposes))).toMatchObject({ analytics: false, external: true })
  await expect
    .poll(async () => choiceIn((await readDevice(page)).local))
    .toMatch(/~external~[a-z_.]*~[0-9a-f]{8}~1~/)
  // The last one takes everything back: a refusal, like any other.
  await my.button(words.purposeWithdraw.replace('{purpose}', words.purposeExternal)).click()
  await expect(my.status).toHaveText(words.saidWithdrawn)
  await expect.poll(async () => choiceIn((await readDevice(page)).local)).toMatch(/^refused~/)
  expect(readRows(server, 'consent_events').at(-1)).toMatchObject({ state: 'ConsentWithdrawn' })
})

test('DS-04 everything is blocked at once and let go on for a reason, and nothing is deleted', async ({
  page,
  server,
  hostPages,
}) => {
  const message = await writeTo(server, typed)
  const my = await openMessage(page, hostPages, message)
  const { words } = my
  await my.enter('stop')
  await my.button(words.actBlock).click()
  await expect(my.status).toHaveText(words.saidBlocked)
  await expect(my.fact(words.heldMessages)).toContainText(words.blocked)
  expect(restrictionsOf(server)).toHaveLength(1)
  expect(readRows(server, 'messages')).toHaveLength(1)
  await expect(my.button(words.actBlock)).toHaveCount(0)
  await my.field(words.actReason).selectOption({ label: words.actCorrected })
  await my.button(words.actUnblock).click()
  await expect(my.status).toHaveText(words.saidUnblocked)
  expect(restrictionsOf(server)).toEqual([])
  // A message whose consent was withdrawn stays blocked, and the panel says why.
  await my.button(words.actWithdraw).click()
  await expect(my.status).toHaveText(words.saidWithdrawn)
  await my.button(words.actUnblock).click()
  await expect(my.status).toHaveText(words.errWithdrawn)
  expect(restrictionsOf(server)).toHaveLength(1)
})

test('DS-05 DS-13 deleting asks first, says what stays and why, gives a number, and the device forgets too', async ({
  page,
  server,
  hostPages,
}) => {
  const log = logPage(page)
  const my = await openConsented(page, hostPages)
  const { words } = my
  await my.button(words.actErase).click()
  const question = my.dialog.getByRole('group', { name: words.actDeleteConfirm })
  await expect(question).toBeFocused()
  await expect(question).toContainText(words.keptProof)
  await my.button(words.actCancel).click()
  await expect(question).toHaveCount(0)
  await expect(my.button(words.actErase)).toBeFocused()
  const destructions = () =>
    readRows(server, 'register_entries').filter(({ register }) => register === 'destructions')
  expect(destructions()).toEqual([])
  expect(choiceIn((await readDevice(page)).local)).toMatch(/^granted~/)

  await my.button(words.actErase).click()
  await expect(my.button(words.actDeleteYes)).toBeVisible()
  server.goOffline()
  await my.button(words.actDeleteYes).click()
  await expect(my.status).toHaveText(words.myOffline)
  await expect(my.dialog).not.toContainText(/D-[A-Z0-9]{8}/)
  expect(choiceIn((await readDevice(page)).local)).toMatch(/^granted~/)
  server.goOnline()
  await my.button(words.actDeleteYes).click()
  await expect(my.status).toHaveText(/D-[A-Z0-9]{8}/)
  const [number] = /D-[A-Z0-9]{8}/.exec(await my.status.innerText()) ?? []
  await expect(my.dialog.locator('strong')).toContainText(String(number))
  expect(destructions()).toMatchObject([{ thread: number }])
  expect(readRows(server, 'visits')).toEqual([])
  await expect(my.button(words.actErase)).toHaveCount(0)
  await expect.poll(async () => choiceIn((await readDevice(page)).local)).toMatch(/^refused~/)
  expect(log.uncaught).toEqual([])
})
