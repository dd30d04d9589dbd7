import { expect, test } from '../../support/browser/fixtures.ts'
import { readDevice } from '../../support/choice/read-device.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { logPage } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'
import { expectNoBarriers } from '../../support/widget/barriers.ts'
import {
  expectNowhere,
  findForm,
  openFilled,
  REFERENCE,
  type,
  typed,
} from '../../support/widget/contact-form.ts'
import { findMyData } from '../../support/widget/my-data-panel.ts'

// The contact form after sending, and where the widget renders it.

test('CF-08 the reference and the code are shown after sending, can be kept, and open the message; the page keeps neither', async ({
  page,
  context,
  server,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const form = await openFilled(page, server)
  await form.send.click()
  await expect(form.status.first()).toHaveText(REFERENCE)
  const said = await form.status.first().innerText()
  const [reference = ''] = REFERENCE.exec(said) ?? []
  const [code = ''] = /(?:[2-9A-Z]{4}-){6}[2-9A-Z]{4}/.exec(said) ?? []
  expect(code).not.toBe('')
  await form.form.getByRole('button', { name: 'Көшіру' }).click()
  await expect(form.form.getByText('Көшірілді.')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(code)
  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', '')
  })
  await form.form.getByRole('button', { name: 'Басып шығару' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-printed', '')
  await expectNoBarriers(page, 'sent')
  expect(JSON.stringify(await readDevice(page))).not.toContain(code)
  expect(await server.searchBytes(code)).toEqual([])

  await page.getByRole('link', { name: 'Менің деректерім' }).click()
  const my = findMyData(page)
  await my.show(reference, code)
  await expect(my.fact(my.words.heldMessages)).toContainText(reference)
  await page.reload()
  await expect(form.form).toHaveJSProperty('noValidate', true)
  await expect(page.locator('body')).not.toContainText(code)
  await expect(form.form.getByRole('button', { name: 'Көшіру' })).toHaveCount(0)
})

test('MI-02 a reload keeps nothing of what was typed, and a form that was never sent sends nothing', async ({
  page,
  server,
  beacons,
}) => {
  const form = await openFilled(page, server)
  await beacons.waitFor('/v1/refusals')
  beacons.clear()
  const before = await readDevice(page)
  await page.reload()
  await expect(form.form).toHaveJSProperty('noValidate', true)
  await beacons.expectNone()
  expect(await readDevice(page)).toEqual(before)
  await expectNowhere(page, server)
})

test('CF-09 a filled trap is refused and not stored; people neither see, hear nor reach it', async ({
  page,
  server,
}) => {
  const form = await openFilled(page, server)
  const trap = form.form.locator('[name=website]')
  await expect(trap).toBeHidden()
  await expect(form.form.getByRole('textbox', { includeHidden: false })).toHaveCount(4)
  await trap.evaluate((field) => {
    ;(field as HTMLInputElement).value = 'https://buy.example'
  })
  await form.send.click()
  await expect(form.alert).toContainText('жасырын өріс толтырылып кеткен')
  expect(readRows(server, 'messages')).toEqual([])
  // A browser had filled it in, not a robot: the next press sends it.
  await form.send.click()
  await expect(form.status.first()).toHaveText(REFERENCE)
  expect(readRows(server, 'messages')).toHaveLength(1)
})

test('CF-01 CF-02 CF-04 CF-05 MI-01 a place in a page with the strictest policy gets the whole form, and an IIN is pointed out', async ({
  page,
  server,
  hostPages,
}) => {
  const log = logPage(page)
  await page.goto(`${hostPages.crossSite}/pages/panels/my-data.html`)
  await findBanner(page).reject.click()
  const form = findForm(page, '[data-kelisim=contact] form')
  await expect(form.form).toHaveJSProperty('noValidate', true)
  await expect(form.form.getByRole('radio')).toHaveCount(3)
  await expect(form.form.locator(':checked')).toHaveCount(0)
  await expect(form.form.locator('[type=file],[type=date],[name*=birth],[name*=iin]')).toHaveCount(
    0,
  )
  await expect(form.form.getByRole('textbox')).toHaveCount(4)
  for (const [name, autocomplete] of [
    ['name', 'name'],
    ['email', 'email'],
    ['phone', 'tel'],
  ])
    await expect(form.form.locator(`[name=${name}]`)).toHaveAttribute(
      'autocomplete',
      String(autocomplete),
    )
  const words = await form.form.innerText()
  for (const item of ['Оператор: «Шоқан', 'БСН 000000000000', 'Келісім мерзімі: 365 күн'])
    expect(words).toContain(item)
  expect(words).not.toMatch(/\{\w+\}/)
  await expectNoBarriers(page, 'rendered form')
  await form.adult.check()
  await type(form)
  await form.field('Хабарлама').fill('ЖСН 900101300007')
  await form.consent.check()
  await form.send.click()
  await expect(form.alert).toContainText('ЖСН')
  expect(readRows(server, 'messages')).toEqual([])
  await form.field('Хабарлама').fill(typed.Хабарлама)
  await form.send.click()
  await expect(form.status.first()).toHaveText(REFERENCE)
  expect(readRows(server, 'messages')).toHaveLength(1)
  expect(await server.searchBytes(typed.Хабарлама)).toEqual([])
  expect(log).toEqual({ lines: [], uncaught: [] })
})
