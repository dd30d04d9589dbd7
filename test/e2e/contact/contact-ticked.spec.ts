import { expect, test } from '../../support/browser/fixtures.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { holdBack } from '../../support/page/hold-back.ts'
import { WRITTEN } from '../../support/page/host-pages.ts'
import { fill, OLD_WORDS, writeForm } from '../../support/page/own-form.ts'
import { findForm, REFERENCE, type } from '../../support/widget/contact-form.ts'

// A tick counts for the words beside it: never one that was given to a page's own, and no words of a page stay beside the server's.

const BOX = '<input type="checkbox" name="consent" value="true">'

test('CF-02 CR-04 a tick given before the words in force came is taken away and said to be; nothing goes without a new one', async ({
  page,
  server,
  hostPages,
  beacons,
}) => {
  hostPages.write(writeForm())
  const letCome = await holdBack(page, '**/assets/contact-*')
  await page.goto(`${hostPages.crossSite}${WRITTEN}`)
  const form = findForm(page)
  await form.adult.check()
  await type(form)
  await form.consent.check()
  letCome()
  await expect(form.form).toHaveJSProperty('noValidate', true)
  await expect(form.consent).not.toBeChecked()
  await expect(form.status).toContainText('Келісім белгісі алынды')
  beacons.clear()
  await form.send.click()
  await expect(form.alert).toContainText('келісім белгісін қойыңыз')
  await expect(form.status).toBeEmpty()
  await beacons.expectNone()
  expect(readRows(server, 'messages')).toEqual([])
  await form.consent.check()
  await form.send.click()
  await expect(form.status).toHaveText(REFERENCE)
  expect(readRows(server, 'messages')).toHaveLength(1)
})

test('CF-02 what the page has ticked itself is no consent, neither at first nor after a message', async ({
  page,
  server,
  hostPages,
}) => {
  hostPages.write(writeForm((html) => html.replace(BOX, BOX.replace('>', ' checked>'))))
  await page.goto(`${hostPages.crossSite}${WRITTEN}`)
  const form = findForm(page)
  await expect(form.form).toHaveJSProperty('noValidate', true)
  await expect(form.consent).not.toBeChecked()
  await fill(page)
  await form.send.click()
  await expect(form.status).toHaveText(REFERENCE)
  await expect(form.consent).not.toBeChecked()
  await form.adult.check()
  await type(form)
  await form.send.click()
  await expect(form.alert).toContainText('келісім белгісін қойыңыз')
  expect(readRows(server, 'messages')).toHaveLength(1)
})

test('CF-02 a tick given to the words in force stays where the page shows a copy of itself', async ({
  page,
  hostPages,
}) => {
  hostPages.write(writeForm())
  await page.goto(`${hostPages.crossSite}${WRITTEN}`)
  const form = await fill(page)
  await form.form.evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLFormElement
    copy.noValidate = false
    element.replaceWith(copy)
    history.pushState(null, '', '/again')
  })
  await expect(form.form).toHaveJSProperty('noValidate', true)
  await expect(form.consent).toBeChecked()
  await expect(form.status).toBeEmpty()
  await expect(form.form.getByText('365')).toHaveCount(1)
})

const markups = {
  'in an element with the box': `<label><span class="deep"><b>${BOX}</b> ${OLD_WORDS} <a href="/terms">Шарттар</a></span> <i>2 жыл</i></label>`,
  'in a label of their own': `${BOX.replace('>', ' id="agree">')}<label for="agree"><em>${OLD_WORDS}</em> <a href="/terms">Шарттар</a></label>`,
  'in two labels': `<label for="agree">${BOX.replace('>', ' id="agree">')} 2 жыл</label><label for="agree">${OLD_WORDS} <a href="/terms">Шарттар</a></label>`,
}
for (const [where, markup] of Object.entries(markups))
  test(`CF-02 CR-04 no word of the page stays beside the words in force: ${where}`, async ({
    page,
    server,
    hostPages,
  }) => {
    hostPages.write(writeForm((html) => html.replace(/<label><input type="checkbox".*/, markup)))
    await page.goto(`${hostPages.crossSite}${WRITTEN}`)
    const form = await fill(page)
    await expect(form.form).toContainText('Келісім мерзімі: 365 күн')
    await expect(form.form).not.toContainText(OLD_WORDS)
    await expect(form.form).not.toContainText('2 жыл')
    await expect(form.consent).toHaveAccessibleName(/Келісім мерзімі: 365 күн/)
    await expect(form.form.getByRole('link', { name: 'Шарттар' })).toHaveCount(1)
    await form.send.click()
    await expect(form.status).toHaveText(REFERENCE)
    expect(readRows(server, 'messages')).toHaveLength(1)
  })

const TWIN = '<input type="hidden" name="consent" value="0" checked>'
for (const [where, twins] of [
  ['before it', TWIN + BOX],
  ['behind it', BOX + TWIN],
] as const)
  test(`CF-02 a hidden twin of the box ${where} is no tick, and keeps no tick from counting; the words stand beside the box`, async ({
    page,
    server,
    hostPages,
    beacons,
  }) => {
    hostPages.write(writeForm((html) => html.replace(BOX, twins)))
    await page.goto(`${hostPages.crossSite}${WRITTEN}`)
    const form = await fill(page)
    await expect(form.consent).toHaveAccessibleName(/Келісім мерзімі: 365 күн/)
    await expect(form.form).not.toContainText(OLD_WORDS)
    await form.consent.uncheck()
    beacons.clear()
    await form.send.click()
    await expect(form.alert).toContainText('келісім белгісін қойыңыз')
    await form.alert.getByRole('link', { name: /келісім/ }).click()
    await expect(form.consent).toBeFocused()
    await beacons.expectNone()
    expect(readRows(server, 'messages')).toEqual([])
    await form.consent.check()
    await form.send.click()
    await expect(form.status).toHaveText(REFERENCE)
    expect(readRows(server, 'messages')).toHaveLength(1)
  })

test('CF-02 two buttons for yes and no are no box: the form stays the page’s, its developer is told, and the server asks anew', async ({
  page,
  server,
  hostPages,
}) => {
  const said: string[] = []
  page.on('console', (line) => said.push(line.text()))
  const radios = BOX.replace('checkbox', 'radio').replace('true', 'no')
  hostPages.write(writeForm((html) => html.replace(BOX, radios)))
  await page.goto(`${hostPages.crossSite}${WRITTEN}`)
  await expect.poll(() => said.join()).toContain('consent')
  const { form, adult, send, ...rest } = findForm(page)
  await expect(form).toHaveJSProperty('noValidate', false)
  await adult.check()
  await type({ form, adult, send, ...rest })
  await form.locator('[name=consent]').check()
  await send.click()
  await expect(page.getByRole('checkbox')).not.toBeChecked()
  expect(readRows(server, 'messages')).toEqual([])
})
