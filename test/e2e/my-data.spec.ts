import { readFile } from 'node:fs/promises'
import type { Download, Page } from '@playwright/test'
import { findBanner } from '../support/banner.ts'
import { expect, type TestServer, test } from '../support/fixtures.ts'
import type { HostPages } from '../support/host-pages.ts'
import { findMyData, type MyDataPanel } from '../support/my-data-panel.ts'
import { logPage } from '../support/page-log.ts'
import { readDevice } from '../support/read-device.ts'
import { readRows } from '../support/read-rows.ts'
import { writeTo } from '../support/write-to-school.ts'

// What a person sees and does about their own data, on a page of another site than the server's.

test.describe.configure({ timeout: 120_000 })

const typed = { name: 'Айгерім Ұзақбайқызы', email: 'aigerim.planted@example.kz' }
const other = { name: 'Бөтен Адамұлы', email: 'boten.planted@example.kz' }

/** Opens the page, accepts everything and opens the panel. */
async function openConsented(page: Page, pages: HostPages): Promise<MyDataPanel> {
  await page.goto(`${pages.crossSite}/pages/my-data.html`)
  await findBanner(page).accept.click()
  await expect(page.locator('#kelisim > div [role=status]')).toHaveText(/\S/)
  await page.getByRole('button', { name: 'Деректерім' }).click()
  const my = findMyData(page)
  await expect(my.button(my.words.actDelete)).toBeVisible()
  return my
}
/** Opens the page without a choice, and the data of a message. */
async function openMessage(
  page: Page,
  pages: HostPages,
  given: { reference: string; code: string },
) {
  await page.goto(`${pages.crossSite}/pages/my-data.html#kelisim-my-data`)
  const my = findMyData(page)
  await my.show(given.reference, given.code)
  await expect(my.fact(my.words.heldMessages)).toContainText(given.reference)
  return my
}
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
    ...[words.heldIs, words.heldPurposes, words.heldSources, words.heldWays],
    ...[words.heldList, words.heldTerms, words.heldRecipients, words.heldDisclosures],
  ])
    await expect(my.fact(name), name).toHaveText(/\S\n?.*\S/)
  await expect(my.fact(words.heldPurposes)).toContainText('4.1(9)')
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
  await expect(my.fact(words.heldPurposes)).toContainText(words.purposeContact)
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
  const secret = /~([\w-]{43})$/.exec(local.kelisim ?? '')?.[1] ?? 'no secret was kept'
  expect(secret).toHaveLength(43)
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
  await expect(my.fact(words.heldPurposes)).toContainText(words.purposeStopped)
  expect(restrictionsOf(server)).toMatchObject([{ purpose: 'analytics' }])
  const visits = readRows(server, 'visits')
  await act(words.purposeResume)
  await expect(my.status).toHaveText(words.saidResumed)
  expect(restrictionsOf(server)).toEqual([])
  expect(readRows(server, 'visits')).toEqual(visits)

  await act(words.purposeWithdraw)
  await expect(my.status).toHaveText(words.saidWithdrawn)
  await expect(my.fact(words.heldPurposes)).toContainText(words.purposeRefused)
  const latest = readRows(server, 'consent_events').at(-1)
  expect(JSON.parse(String(latest?.purposes))).toMatchObject({ analytics: false, external: true })
  await expect
    .poll(async () => (await readDevice(page)).local.kelisim)
    .toMatch(/~external~[a-z_.]*~1~/)
  // The last one takes everything back: a refusal, like any other.
  await my.button(words.purposeWithdraw.replace('{purpose}', words.purposeExternal)).click()
  await expect(my.status).toHaveText(words.saidWithdrawn)
  await expect.poll(async () => (await readDevice(page)).local.kelisim).toMatch(/^refused~/)
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
  await my.button(words.actDelete).click()
  const question = my.dialog.getByRole('group', { name: words.actDeleteConfirm })
  await expect(question).toBeFocused()
  await expect(question).toContainText(words.keptProof)
  await my.button(words.actCancel).click()
  await expect(question).toHaveCount(0)
  await expect(my.button(words.actDelete)).toBeFocused()
  const destructions = () =>
    readRows(server, 'register_entries').filter(({ register }) => register === 'destructions')
  expect(destructions()).toEqual([])
  expect((await readDevice(page)).local.kelisim).toMatch(/^granted~/)

  await my.button(words.actDelete).click()
  server.goOffline()
  await my.button(words.actDeleteYes).click()
  await expect(my.status).toHaveText(words.myOffline)
  await expect(my.dialog).not.toContainText(/D-[A-Z0-9]{8}/)
  expect((await readDevice(page)).local.kelisim).toMatch(/^granted~/)
  server.goOnline()
  await my.button(words.actDeleteYes).click()
  await expect(my.status).toHaveText(/D-[A-Z0-9]{8}/)
  const [number] = /D-[A-Z0-9]{8}/.exec(await my.status.innerText()) ?? []
  await expect(my.dialog.locator('strong')).toContainText(String(number))
  expect(destructions()).toMatchObject([{ thread: number }])
  expect(readRows(server, 'visits')).toEqual([])
  await expect(my.button(words.actDelete)).toHaveCount(0)
  await expect.poll(async () => (await readDevice(page)).local.kelisim).toMatch(/^refused~/)
  expect(log.uncaught).toEqual([])
})

test('DS-03 DS-08 DS-14 a correction is asked for without account or fee, and how to complain stands there', async ({
  page,
  server,
  hostPages,
}) => {
  const message = await writeTo(server, typed)
  const my = await openMessage(page, hostPages, message)
  const { words } = my
  await expect(my.dialog).toContainText('тіркелудің қажеті жоқ')
  await expect(my.dialog.getByRole('region', { name: words.myComplain })).toContainText(
    'eOtinish.kz',
  )
  await expect(my.dialog.locator('[type=password],[name*=birth],[name*=iin]')).toHaveCount(0)

  await my.field(words.requestEmail).fill('nowhere')
  await my.button(words.requestSend).click()
  await expect(my.status).toHaveText(words.myErrors.replace('{n}', '2'))
  await expect(my.field(words.requestText)).toHaveAccessibleDescription(words.myRequired)
  await expect(my.field(words.requestEmail)).toHaveAttribute('aria-invalid', 'true')
  expect(readRows(server, 'requests')).toEqual([])

  await my.field(words.requestEmail).fill('')
  await my.field(words.requestText).fill('Телефонымды түзетіңіз')
  server.goOffline()
  await my.button(words.requestSend).click()
  await expect(my.status).toHaveText(words.myOffline)
  await expect(my.field(words.requestText)).toHaveValue('Телефонымды түзетіңіз')
  server.goOnline()
  await my.button(words.requestSend).click()
  await expect(my.status).toHaveText(/\d\d\.\d\d\.\d{4}\. Сұрау нөмірі: R-[A-Z0-9]{8}/)
  await expect(my.fact(words.heldRequests)).toContainText(words.requestOpen)
  await expect(my.field(words.requestText)).toHaveValue('')
  expect(readRows(server, 'requests')).toMatchObject([{ kind: 'correction', scope: 'site' }])
  expect(await server.searchBytes('Телефонымды түзетіңіз')).toEqual([])

  await my.field(words.requestScope).selectOption('other')
  await my.field(words.requestText).fill('Бейнебақылау жазбасы')
  await my.button(words.requestSend).click()
  await expect.poll(() => readRows(server, 'requests').length).toBe(2)
  expect(readRows(server, 'requests').at(-1)).toMatchObject({ scope: 'other' })
})

test('DS-11 where the school has no mail, the panel says so and what to do instead', async ({
  page,
  server,
  hostPages,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/my-data.html#kelisim-my-data`)
  const my = findMyData(page)
  await my.button(my.words.myEmailSend).click()
  await expect(my.status).toHaveText(my.words.myErrors.replace('{n}', '1'))
  await expect(my.field(my.words.myEmail)).toHaveAccessibleDescription(my.words.myRequired)
  await my.field(my.words.myEmail).fill(typed.email)
  await my.button(my.words.myEmailSend).click()
  await expect(my.status).toContainText('privacy@school.example')
  await expect(my.field(my.words.myCode)).toHaveCount(0)
  expect(await server.searchBytes(typed.email)).toEqual([])
  expect(server.output()).not.toContain(typed.email)
})

const broken = [
  { name: 'error', answer: { status: 500, body: '{"error":{"code":"internal_error"}}' } },
  { name: 'page', answer: { status: 200, contentType: 'text/html', body: '<h1>Кіріңіз</h1>' } },
  { name: 'other shape', answer: { status: 200, contentType: 'application/json', body: '[1]' } },
  { name: 'no JSON', answer: { status: 200, contentType: 'application/json', body: '{' } },
  { name: 'too many', answer: { status: 429, body: '' } },
]

test('a server that fails or a network that is gone is said, and no exception reaches the page', async ({
  page,
  server,
  hostPages,
}) => {
  const log = logPage(page)
  await page.goto(`${hostPages.crossSite}/pages/my-data.html#kelisim-my-data`)
  const my = findMyData(page)
  const headers = { 'access-control-allow-origin': '*' }
  const show = () => my.show('K-ABCDEFGH', '7H2K-7H2K-7H2K-7H2K-7H2K-7H2K-7H2K')
  const { words } = my
  await expect(my.field(words.mySecret)).toBeVisible()
  for (const { name, answer } of broken) {
    await page.route('**/v1/me', (route) =>
      route.request().method() === 'OPTIONS'
        ? route.continue()
        : route.fulfill({
            ...answer,
            headers: {
              ...headers,
              ...(answer.contentType && { 'content-type': answer.contentType }),
            },
          }),
    )
    await show()
    const said = answer.status === 429 ? words.myErrRate : words.myErrServer
    await expect(my.status, name).toHaveText(said)
    await expect(my.dialog.locator('dl'), name).toHaveCount(0)
    await page.unroute('**/v1/me')
  }
  server.goOffline()
  await show()
  await expect(my.status).toHaveText(words.myOffline)
  server.goOnline()
  await show()
  await expect(my.status).toHaveText(words.myErrSecret)
  expect(log.uncaught).toEqual([])
})
