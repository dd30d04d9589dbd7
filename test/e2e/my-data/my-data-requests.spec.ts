import { expect, test } from '../../support/browser/fixtures.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { logPage } from '../../support/page/page-log.ts'
import { writeTo } from '../../support/page/write-to-school.ts'
import { findMyData } from '../../support/widget/my-data-panel.ts'
import { openMessage, typed } from '../../support/widget/open-my-data.ts'

// What a person asks of the school in the my-data panel, and what the panel says where the server does not help.

test('DS-03 DS-08 DS-14 a correction is asked for without account or fee, and how to complain stands there', async ({
  page,
  server,
  hostPages,
}) => {
  const message = await writeTo(server, typed)
  const my = await openMessage(page, hostPages, message)
  const { words } = my
  await expect(my.dialog).toContainText('тіркелудің қажеті жоқ')
  await my.enter('complain')
  await expect(my.dialog.getByRole('region', { name: words.myComplain })).toContainText(
    'eOtinish.kz',
  )
  await my.back.click()
  await expect(my.button(words.myComplain)).toBeFocused()
  await my.enter('ask')
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
  await page.goto(`${hostPages.crossSite}/pages/panels/my-data.html#kelisim-my-data`)
  const my = findMyData(page)
  await my.enter('find')
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
  await page.goto(`${hostPages.crossSite}/pages/panels/my-data.html#kelisim-my-data`)
  const my = findMyData(page)
  const headers = { 'access-control-allow-origin': '*' }
  const show = () => my.show('K-ABCDEFGH', '7H2K-7H2K-7H2K-7H2K-7H2K-7H2K-7H2K')
  const { words } = my
  await my.enter('find')
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
    await expect(my.dialog.locator('summary'), name).toHaveCount(0)
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
