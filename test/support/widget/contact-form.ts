import type { Locator, Page } from '@playwright/test'
import { expect, type TestServer } from '../browser/fixtures.ts'
import { readDevice } from '../choice/read-device.ts'
import { readRows } from '../database/read-rows.ts'
import { findBanner } from './banner.ts'

// The contact form located as a person finds it: by its texts, in Kazakh.

/** The typed texts; each can be searched for. */
export const typed = {
  'Аты-жөніңіз': 'Айгерім Ұзақбайқызы',
  'Электрондық пошта': 'aigerim.planted@example.kz',
  'Телефон нөмірі': '+7 701 555 44 33',
  Хабарлама: 'Қабылдау туралы өзіндік сұрағым бар',
}
export const REFERENCE = /K-[A-Z0-9]{8}/
export const MINOR_STOP = /Енгізген деректеріңіз жіберілген де, сақталған да жоқ/

/** Returns locators of the form's controls and lines. */
export const findForm = (page: Page, selector = 'form[data-kelisim=contact]') => {
  const form = page.locator(selector)
  return {
    form,
    field: (label: string) => form.getByLabel(label, { exact: false }).first(),
    adult: form.getByLabel('18 жасқа толған адам, өз атынан'),
    minor: form.getByLabel('18 жасқа толмаған адам'),
    consent: form.getByRole('checkbox'),
    send: form.getByRole('button', { name: 'Жіберу' }),
    alert: form.getByRole('alert').filter({ hasText: /\S/ }),
    // The first status; the second announces a copy after sending.
    status: form.getByRole('status').first(),
  }
}
/** Locators of the form. */
export type Form = ReturnType<typeof findForm>

/** Fills in the four text fields. */
export const type = async ({ field }: Form) => {
  for (const [label, text] of Object.entries(typed)) await field(label).fill(text)
}
/** Returns the values of the four text fields. */
export const valuesOf = (form: Locator) =>
  form
    .locator('input:not([type=hidden],[type=radio],[type=checkbox],[name=website]),textarea')
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value))
/** Opens the form, filled in by an adult who consents, on a page where everything was refused. */
export const openFilled = async (page: Page, server: TestServer) => {
  await page.goto(`${server.url}/demo/contact.html`)
  await findBanner(page).reject.click()
  const form = findForm(page)
  await expect(form.form).toHaveJSProperty('noValidate', true)
  await form.adult.check()
  await type(form)
  await form.consent.check()
  return form
}
/** Passes where none of the typed texts is on the wire, in the browser or in the database. */
export const expectNowhere = async (page: Page, server: TestServer) => {
  const places = JSON.stringify([await readDevice(page), server.requests.map(({ text }) => text)])
  for (const text of Object.values(typed)) {
    expect(places).not.toContain(text)
    expect(await server.searchBytes(text), text).toEqual([])
  }
  expect(readRows(server, 'messages')).toEqual([])
  expect(readRows(server, 'consent_records')).toEqual([])
}

/** On the server's own form, without JavaScript: fills in the sender, consents and submits, no quicker than a person (CF-09). */
export const agreeHere = async (page: Page) => {
  await expect(page.getByRole('main')).toContainText('Хабарлама әлі жіберілген жоқ')
  await page.getByRole('radio', { name: '18 жасқа толған адам' }).check()
  await page.getByRole('checkbox').check()
  const send = page.getByRole('button', { name: 'Жіберу' })
  const sent = page.getByText(REFERENCE)
  // If sent too soon, the form is shown again with everything that was typed and ticked.
  await expect(async () => {
    if (!(await sent.isVisible())) await send.click()
    await expect(sent).toBeVisible({ timeout: 100 })
  }).toPass({ timeout: 10_000 })
}
