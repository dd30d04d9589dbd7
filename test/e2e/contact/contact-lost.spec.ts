import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { expect, type TestServer, test } from '../../support/browser/fixtures.ts'
import { readRows } from '../../support/database/read-rows.ts'
import {
  type Form,
  openFilled,
  REFERENCE,
  typed,
  valuesOf,
} from '../../support/widget/contact-form.ts'

// A message that arrived and whose answer did not: what is said of it is true, whenever it is sent again.

/** Sends the message so that the server stores it and the page hears nothing. */
const loseAnswer = async (page: Page, form: Form, server: TestServer) => {
  await page.route('**/v1/messages', async (route) => {
    await route.fetch()
    await route.abort('connectionreset')
  })
  await form.send.click()
  await expect(form.alert).toContainText('Жауап келмеді: хабарлама жетпеген болуы мүмкін.')
  await page.unroute('**/v1/messages')
  expect(readRows(server, 'messages')).toHaveLength(1)
}

/** Lets so much time go by that the server says reference and code no more. */
const letHoursPass = (server: TestServer) => {
  const database = new Database(server.databaseFile)
  database.prepare('update messages set received_at_ms = received_at_ms - 7200000').run()
  database.close()
}

test('CF-06 CF-08 after a lost answer nobody is told that nothing was sent; sent again unchanged it is stored once', async ({
  page,
  server,
}) => {
  const form = await openFilled(page, server)
  await loseAnswer(page, form, server)
  await expect(form.alert).not.toContainText('жіберілген жоқ')
  expect(await valuesOf(form.form)).toEqual(Object.values(typed))
  await form.send.click()
  await expect(form.status).toHaveText(REFERENCE)
  const [row, ...others] = readRows(server, 'messages')
  expect(others).toEqual([])
  await expect(form.status).toContainText(String(row?.reference))
})

test('CF-08 hours later the same message is said to have arrived, with the way by email; neither an error nor a code is shown', async ({
  page,
  server,
}) => {
  const form = await openFilled(page, server)
  await loseAnswer(page, form, server)
  letHoursPass(server)
  await form.send.click()
  await expect(form.status).toContainText('Хабарламаңыз бұған дейін жеткен.')
  await expect(form.alert).toHaveCount(0)
  await expect(form.form).not.toContainText(REFERENCE)
  await expect(form.form.getByRole('button', { name: 'Көшіру' })).toHaveCount(0)
  expect(await valuesOf(form.form)).toEqual(['', '', '', ''])
  await expect(form.consent).not.toBeChecked()
  expect(readRows(server, 'messages')).toHaveLength(1)
  await form.status.getByRole('link').click()
  await expect(page).toHaveURL(`${server.url}/my-data?lang=kk`)
  await expect(page.locator('[name=email]')).toBeVisible()
})

test('CF-08 changed after a lost answer it is another message, and both are stored', async ({
  page,
  server,
}) => {
  const form = await openFilled(page, server)
  await loseAnswer(page, form, server)
  letHoursPass(server)
  await form.field('Хабарлама').fill('Басқа сұрақ')
  await form.send.click()
  await expect(form.status).toHaveText(REFERENCE)
  await expect(form.status).not.toContainText('бұған дейін')
  expect(readRows(server, 'messages')).toHaveLength(2)
})
