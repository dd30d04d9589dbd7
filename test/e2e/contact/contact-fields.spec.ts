import { expect, test } from '../../support/browser/fixtures.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { WRITTEN } from '../../support/page/host-pages.ts'
import { fill, OLD_WORDS, readProof, writeForm } from '../../support/page/own-form.ts'
import { logPage } from '../../support/page/page-log.ts'
import { REFERENCE } from '../../support/widget/contact-form.ts'

// Forms that were there before Kelisim: other names, other languages, words and policies of another day.

test.describe('a form of a ready-made template', () => {
  const others = (html: string) =>
    html
      .replace('name="name"', 'name="name2"')
      .replace('name="email"', 'name="email2"')
      .replace('name="message"', 'name="comment"')
  const named = (html: string) =>
    others(html)
      .replace('name="name2"', '$& data-kelisim-field="name"')
      .replace('name="email2"', '$& data-kelisim-field="email"')
      .replace('name="comment"', '$& data-kelisim-field="message"')

  test('CF-01 that lacks a field is left as it is, and the console says once which, and what to do', async ({
    page,
    server,
    hostPages,
  }) => {
    const log = logPage(page)
    hostPages.write(writeForm(others).replace(/<label><input type="radio".*\n/g, ''))
    await page.goto(`${hostPages.crossSite}${WRITTEN}`)
    await expect.poll(() => log.lines.length).toBeGreaterThan(0)
    await page.evaluate(() => document.body.append('changed'))
    await expect(page.getByRole('region')).toBeVisible()
    expect(log.lines).toHaveLength(1)
    for (const word of [
      'name',
      'message',
      'sender',
      'data-kelisim-field',
      'data-kelisim="contact"',
    ])
      expect(log.lines[0]).toContain(word)
    expect(log.lines[0]).not.toContain('consent,')
    const form = page.locator('form')
    await expect(form).toHaveJSProperty('noValidate', false)
    await expect(form).toContainText(OLD_WORDS)
    await expect(form.locator('.kelisim-says')).toHaveCount(0)
    // It goes where it would have gone, by the browser itself.
    await page.getByRole('button', { name: 'Жіберу' }).click()
    await expect(page).toHaveURL(`${server.url}/v1/messages`)
    expect(readRows(server, 'messages')).toEqual([])
    expect(log.uncaught).toEqual([])
  })

  test('CF-01 that says what its controls are for is taken over and sent', async ({
    page,
    server,
    hostPages,
  }) => {
    const log = logPage(page)
    hostPages.write(writeForm(named))
    await page.goto(`${hostPages.crossSite}${WRITTEN}`)
    const form = await fill(page)
    await form.send.click()
    await expect(form.status).toHaveText(REFERENCE)
    expect(readRows(server, 'messages')).toHaveLength(1)
    expect(log).toEqual({ lines: [], uncaught: [] })
  })

  test('CR-04 whose policy is out of force is sent all the same, and its owner is told', async ({
    page,
    server,
    hostPages,
  }) => {
    const log = logPage(page)
    const old = '<input type="hidden" name="policyVersion" value="1999-01-01">'
    hostPages.write(writeForm((html) => html.replace('<label>', `${old}<label>`)))
    await page.goto(`${hostPages.crossSite}${WRITTEN}`)
    const form = await fill(page)
    await form.send.click()
    await expect(form.status).toHaveText(REFERENCE)
    expect(log.lines).toHaveLength(1)
    expect(log.lines[0]).toContain('1999-01-01')
    expect(readProof(server).record?.policy_version).toBe('2025-08-01')
  })
})

test('CF-02 a form in another language than its page speaks its own, the consent too', async ({
  page,
  server,
  hostPages,
}) => {
  hostPages.write(
    writeForm((html) =>
      html.replace('<label>', '<input type="hidden" name="language" value="en"><label>'),
    ),
  )
  await page.goto(`${hostPages.crossSite}${WRITTEN}`)
  const form = await fill(page)
  await expect(form.form).toContainText('I consent to the collection')
  await form.send.click()
  await expect(form.status).toContainText('Your message was sent')
  expect(readProof(server).notice.language).toBe('en')
})
