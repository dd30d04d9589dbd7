import { expect, test } from '../../support/browser/fixtures.ts'
import { EMPTY_DEVICE, readDevice } from '../../support/choice/read-device.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { holdBack } from '../../support/page/hold-back.ts'
import {
  expectNowhere,
  findForm,
  MINOR_STOP,
  openFilled,
  REFERENCE,
  type,
  typed,
  valuesOf,
} from '../../support/widget/contact-form.ts'

// What becomes of what was typed into the contact form: when it stays, and when it goes.

const filled = Object.values(typed)
const empty = ['', '', '', '']

test('MI-02 an arrow key that passes over the answer of a minor erases nothing, and nothing can be sent meanwhile', async ({
  page,
  server,
  beacons,
}) => {
  const form = await openFilled(page, server)
  await beacons.waitFor('/v1/refusals')
  beacons.clear()
  await form.adult.press('ArrowUp')
  await expect(form.minor).toBeChecked()
  await expect(form.alert).toHaveText(MINOR_STOP)
  await expect(form.send).toBeDisabled()
  expect(await valuesOf(form.form)).toEqual(filled)
  await form.minor.press('ArrowDown')
  await expect(form.adult).toBeChecked()
  await expect(form.form.getByText(MINOR_STOP)).toHaveCount(0)
  expect(await valuesOf(form.form)).toEqual(filled)
  await expect(form.consent).toBeChecked()
  await beacons.expectNone()
  // A wrong answer that was clicked can be taken back as well.
  await form.minor.check()
  await form.form.getByText('18 жасқа толған адам, өз атынан').click()
  expect(await valuesOf(form.form)).toEqual(filled)
  await form.send.click()
  await expect(form.status).toHaveText(REFERENCE)
  expect(readRows(server, 'messages')).toHaveLength(1)
})

test('MI-02 the answer of a minor that stands empties the form: whoever goes on, sends it or leaves the page', async ({
  page,
  server,
  beacons,
}) => {
  const goOn = {
    'another field': () => form.field('Хабарлама').focus(),
    'out of the form': () => page.locator('header a').first().focus(),
    send: () => form.form.evaluate((element) => (element as HTMLFormElement).requestSubmit()),
    leave: () => page.evaluate(() => void dispatchEvent(new PageTransitionEvent('pagehide'))),
  }
  await page.goto(`${server.url}/demo/contact.html`)
  const form = findForm(page)
  await expect(form.form).toHaveJSProperty('noValidate', true)
  for (const [name, act] of Object.entries(goOn)) {
    await form.adult.check()
    await type(form)
    await form.consent.check()
    await form.minor.check()
    await act()
    expect(await valuesOf(form.form), name).toEqual(empty)
    await expect(form.consent, name).not.toBeChecked()
    await expect(form.minor, name).toBeChecked()
    await expect(form.send, name).toBeDisabled()
  }
  await beacons.expectNone()
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
  await expectNowhere(page, server)
})

test('CF-06 while a message is sent nothing can be typed that the sent one would take along', async ({
  page,
  server,
}) => {
  const form = await openFilled(page, server)
  const release = await holdBack(page, '**/v1/messages')
  await form.send.click()
  await expect(form.form).toHaveAttribute('aria-busy', 'true')
  const message = form.field('Хабарлама')
  await expect(message).not.toBeEditable()
  await message.press('End')
  await page.keyboard.type(' және тағы')
  expect(await valuesOf(form.form)).toEqual(filled)
  release()
  await expect(form.status).toHaveText(REFERENCE)
  await expect(form.form).not.toHaveAttribute('aria-busy')
  for (const label of Object.keys(typed)) await expect(form.field(label), label).toBeEditable()
  expect(await valuesOf(form.form)).toEqual(empty)
  expect(readRows(server, 'messages')).toHaveLength(1)
})

test('CF-08 a page that is left and comes back as it was shows no reference and no code, but what was typed since', async ({
  page,
  server,
}) => {
  const form = await openFilled(page, server)
  await form.send.click()
  await expect(form.form.getByRole('button', { name: 'Көшіру' })).toBeVisible()
  await expect(form.status).toHaveText(REFERENCE)
  await type(form)
  await page.evaluate(
    () => void dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })),
  )
  await expect(form.status).toBeEmpty()
  await expect(form.form.getByRole('button', { name: 'Көшіру' })).toHaveCount(0)
  await expect(page.locator('body')).not.toContainText(REFERENCE)
  expect(await valuesOf(form.form)).toEqual(filled)
})
