import type { Page } from '@playwright/test'
import { expect, type TestServer, test } from '../../support/browser/fixtures.ts'
import { EMPTY_DEVICE, readDevice } from '../../support/choice/read-device.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { logPage } from '../../support/page/page-log.ts'
import {
  agreeHere,
  expectNowhere,
  findForm,
  MINOR_STOP,
  openFilled,
  REFERENCE,
  type,
  typed,
  valuesOf,
} from '../../support/widget/contact-form.ts'

// The contact form of the demo school: what arrives, what is refused, and what never leaves the page.

test('CF-06 CF-07 a message arrives encrypted with analytics refused, and consents to nothing else', async ({
  page,
  server,
  beacons,
}) => {
  const form = await openFilled(page, server)
  await beacons.waitFor('/v1/refusals')
  const before = await readDevice(page)
  await form.send.click()
  await expect(form.status).toHaveText(REFERENCE)
  const [, reference] = /нөмірі: (K-\w+)/.exec(await form.status.innerText()) ?? []
  expect(await valuesOf(form.form)).toEqual(['', '', '', ''])
  await expect(form.consent).not.toBeChecked()
  await expect(form.form.locator(':checked')).toHaveCount(0)

  const sent = await beacons.waitFor('/v1/messages')
  expect(sent).toMatchObject({ status: 201, body: { sender: 'adult', consent: true } })
  expect(Object.keys(sent.body as object).sort()).toEqual([
    'consent',
    'email',
    'id',
    'language',
    'message',
    'name',
    'notice',
    'phone',
    'policyVersion',
    'sender',
    'stamp',
  ])
  // CF-07: nothing goes along by which a message and a visit could be joined.
  expect(sent.headers.cookie).toBeUndefined()
  const [row, ...others] = readRows(server, 'messages')
  expect(others).toEqual([])
  expect(row).toMatchObject({ reference, language: 'kk' })
  for (const text of Object.values(typed)) expect(await server.searchBytes(text), text).toEqual([])
  expect(readRows(server, 'consent_records')).toHaveLength(1)
  expect(readRows(server, 'consent_events')).toMatchObject([
    { purposes: expect.stringContaining('contact') },
  ])

  expect(await readDevice(page)).toEqual(before)
  beacons.clear()
  await page.goto(`${server.url}/demo/news.html`)
  await beacons.expectNone()
  expect(readRows(server, 'visits')).toEqual([])
})

test('CF-02 without consent nothing is sent, and every wrong field is named at once', async ({
  page,
  server,
  beacons,
}) => {
  const form = await openFilled(page, server)
  await beacons.waitFor('/v1/refusals')
  beacons.clear()
  await form.consent.uncheck()
  await form.field('Хабарлама').fill('')
  await form.field('Электрондық пошта').fill('not an address')
  await form.send.click()
  await expect(form.alert).toContainText('Нысандағы қателер саны: 3')
  await expect(form.alert).toContainText('Хабарлама жіберу үшін келісім белгісін қойыңыз.')
  // AX-07: announced where it stands; the focus moves when the reader asks for it.
  await expect(form.send).toBeFocused()
  for (const wrong of [form.field('Электрондық пошта'), form.field('Хабарлама'), form.consent])
    await expect(wrong).toHaveAttribute('aria-invalid', 'true')
  await expect(form.field('Электрондық пошта')).toHaveAccessibleDescription(/name@example\.kz/)
  await expect(form.field('Аты-жөніңіз')).not.toHaveAttribute('aria-invalid')
  await form.alert.getByRole('link', { name: /келісім белгісін/ }).click()
  await expect(form.consent).toBeFocused()
  await form.alert.getByRole('link', { name: /^Хабарлама: / }).click()
  await expect(form.field('Хабарлама')).toBeFocused()
  await beacons.expectNone()
  expect(readRows(server, 'messages')).toEqual([])

  await form.field('Хабарлама').fill(typed.Хабарлама)
  await form.field('Электрондық пошта').fill(typed['Электрондық пошта'])
  await form.consent.check()
  await form.send.click()
  await expect(form.status).toHaveText(REFERENCE)
  await expect(form.form.locator('[aria-invalid],.kelisim-error')).toHaveCount(0)
  await beacons.expect([{ path: '/v1/messages', status: 201 }])
})

test('MI-01 MI-02 a minor is stopped at once: what was typed is neither sent nor stored', async ({
  page,
  server,
  beacons,
}) => {
  await page.goto(`${server.url}/demo/contact.html`)
  const form = findForm(page)
  await expect(form.form).toHaveJSProperty('noValidate', true)
  await expect(form.form.getByRole('radio')).toHaveCount(3)
  await expect(form.form.locator(':checked')).toHaveCount(0)
  await expect(
    form.form.locator('[type=date],[type=month],[name*=birth],[autocomplete^=bday],[type=file]'),
  ).toHaveCount(0)
  await type(form)
  await form.consent.check()
  await form.minor.check()
  await expect(form.alert).toHaveText(MINOR_STOP)
  await expect(form.send).toBeDisabled()
  await form.minor.press('Tab')
  expect(await valuesOf(form.form)).toEqual(['', '', '', ''])
  await expect(form.consent).not.toBeChecked()
  // What is typed after the stop goes nowhere either, whichever way the form is sent.
  await form.field('Аты-жөніңіз').fill(typed['Аты-жөніңіз'])
  await form.field('Аты-жөніңіз').press('Enter')
  await form.form.evaluate((element) => (element as HTMLFormElement).requestSubmit())
  await beacons.expectNone()
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
  await expectNowhere(page, server)
  await form.adult.check()
  await expect(form.send).toBeEnabled()
  await expect(form.form.getByText(MINOR_STOP)).toHaveCount(0)
})

const failures = [
  { name: 'answers 500', answer: { status: 500, body: '{"error":{"code":"internal"}}' } },
  { name: 'answers a page', answer: { status: 200, body: '<!doctype html><h1>Кіріңіз</h1>' } },
  { name: 'refuses for a while', answer: { status: 429, body: '' } },
]

test('a message that does not arrive is said to be unsent, and stays in the form', async ({
  page,
  server,
  beacons,
}) => {
  const log = logPage(page)
  const form = await openFilled(page, server)
  const filled = await valuesOf(form.form)
  expect(filled).toEqual(Object.values(typed))
  await beacons.waitFor('/v1/refusals')
  beacons.clear()
  const expectUnsent = async (name: string, words: RegExp) => {
    await form.send.click()
    await expect(form.alert, name).toHaveText(words)
    await expect(form.status, name).toBeEmpty()
    expect(await valuesOf(form.form), name).toEqual(filled)
    await expect(form.consent).toBeChecked()
    await expect(form.send).toBeEnabled()
  }
  for (const { name, answer } of failures) {
    await page.route('**/v1/messages', (route) => route.fulfill(answer))
    await expectUnsent(name, /^Хабарлама жіберілген жоқ\. /)
    await page.unroute('**/v1/messages')
  }
  server.goOffline()
  await expectUnsent('offline', /^Жауап келмеді: хабарлама жетпеген болуы мүмкін\./)
  server.goOnline()
  await expectNowhere(page, { ...server, requests: [] })
  beacons.clear()
  await form.send.click()
  await expect(form.status).toHaveText(REFERENCE)
  await beacons.expect([{ path: '/v1/messages', status: 201 }])
  expect(readRows(server, 'messages')).toHaveLength(1)
  expect(log).toEqual({ lines: [], uncaught: [] })
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  /** The demo's form in a browser that knows no `required` either. */
  const openUnchecked = async (page: Page, server: TestServer) => {
    await page.route('**/demo/contact.html', async (route) => {
      const response = await route.fetch()
      const body = (await response.text()).replaceAll(/\srequired\b/g, '')
      await route.fulfill({ response, body })
    })
    await page.goto(`${server.url}/demo/contact.html`)
    return findForm(page)
  }

  test('CF-01 CB-19 the form is sent, the page answers in Kazakh with the reference, nothing is tracked', async ({
    page,
    server,
  }) => {
    await page.goto(`${server.url}/demo/contact.html`)
    const form = findForm(page)
    await form.adult.check()
    await type(form)
    await form.consent.check()
    await form.send.click()
    await agreeHere(page)
    await expect(page.getByRole('main')).toContainText('Хабарламаңыз жіберілді. Өтініш нөмірі: K-')
    await expect(page.locator('html')).toHaveAttribute('lang', 'kk')
    const [reference] = REFERENCE.exec(await page.getByRole('main').innerText()) ?? []
    expect(readRows(server, 'messages')).toMatchObject([{ reference, language: 'kk' }])
    for (const text of Object.values(typed))
      expect(await server.searchBytes(text), text).toEqual([])
    expect(await page.context().cookies()).toEqual([])
    expect(readRows(server, 'visits')).toEqual([])
    expect(server.requests.map(({ path }) => path)).not.toContain('/v1/visits')
  })

  test('CF-02 MI-02 a form without consent, or of a minor, is refused in Kazakh and not stored', async ({
    page,
    server,
  }) => {
    const form = await openUnchecked(page, server)
    await form.adult.check()
    await type(form)
    await form.send.click()
    const answer = page.getByRole('main')
    await expect(answer).toContainText('Хабарлама әлі жіберілген жоқ')
    await page.getByRole('radio', { name: '18 жасқа толған адам' }).check()
    await page.locator('[required]').evaluateAll((all) => {
      for (const field of all) field.removeAttribute('required')
    })
    await page.getByRole('button', { name: 'Жіберу' }).click()
    await expect(answer).toContainText('Хабарлама жіберу үшін келісім белгісін қойыңыз.')
    await expect(page.locator('[name=message]')).toHaveValue(typed.Хабарлама)
    expect(readRows(server, 'messages')).toEqual([])

    await openUnchecked(page, server)
    await form.minor.check()
    await type(form)
    await form.consent.check()
    await form.send.click()
    await expect(answer).toContainText('ата-анаңыз немесе заңды өкіліңіз толтыруы керек')
    for (const text of Object.values(typed)) {
      await expect(answer).not.toContainText(text)
      expect(await server.searchBytes(text), text).toEqual([])
      expect(server.output()).not.toContain(text)
    }
    for (const table of ['messages', 'consent_records', 'visits'])
      expect(readRows(server, table), table).toEqual([])
  })
})
