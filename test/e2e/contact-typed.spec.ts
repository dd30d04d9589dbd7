import { openFilled, REFERENCE, typed, valuesOf } from '../support/contact-form.ts'
import { expect, test } from '../support/fixtures.ts'
import { holdBack } from '../support/hold-back.ts'
import { readRows } from '../support/read-rows.ts'

// What becomes of what was typed into the contact form: when it stays, and when it goes.

const filled = Object.values(typed)
const empty = ['', '', '', '']

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
