import { expect, test } from '../../support/browser/fixtures.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { WRITTEN } from '../../support/page/host-pages.ts'
import { logPage } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'
import { agreeHere, findForm, REFERENCE, type, typed } from '../../support/widget/contact-form.ts'

// Contact forms as pages write them: whatever their controls are called, what is typed arrives once, and is answered.

/** A page's own form. @param controls what stands in it besides. */
const writeForm = (controls = '') => `<!doctype html><html lang="kk"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Мектеп</title><link rel="icon" href="data:,">
<script src="{{server}}/widget.js" async></script>
<a href="#kelisim-settings">Cookie баптаулары</a>
<form data-kelisim="contact" action="{{server}}/v1/messages" method="post" accept-charset="utf-8">
<input type="hidden" name="language" value="kk"><input type="hidden" name="policyVersion" value="2025-08-01">${controls}
<label><input type="radio" name="sender" value="adult"> 18 жасқа толған адам, өз атынан</label>
<label><input type="radio" name="sender" value="minor"> 18 жасқа толмаған адам</label>
<label>Аты-жөніңіз <input type="text" name="name"></label>
<label>Электрондық пошта <input type="text" name="email"></label>
<label>Телефон нөмірі <input type="text" name="phone"></label>
<label>Хабарлама <textarea name="message"></textarea></label>
<p hidden><input type="text" name="website"></p>
<label><input type="checkbox" name="consent" value="true"> Келісемін</label>
<input type="submit" name="submit" value="Жіберу"> <input type="reset" name="reset" value="Тазалау">
</form></html>`

test('CF-01 a form whose controls are called what members of a form are sends once, says the reference, and can be used again', async ({
  page,
  server,
  hostPages,
  beacons,
}) => {
  const log = logPage(page)
  const members = await page.evaluate(() => Object.keys(HTMLFormElement.prototype))
  for (const name of ['reset', 'submit', 'elements', 'length', 'reportValidity'])
    expect(members).toContain(name)
  // And what it has of a node; not what the test itself looks for it by.
  members.push('addEventListener', 'insertBefore', 'prepend', 'setAttribute', 'removeAttribute')
  const own = ['name', 'submit', 'reset']
  const hidden = members.filter((name) => !own.includes(name))
  hostPages.write(writeForm(hidden.map((name) => `<input type="hidden" name="${name}">`).join('')))
  await page.goto(`${hostPages.crossSite}${WRITTEN}`)
  await findBanner(page).reject.click()
  await beacons.waitFor('/v1/refusals')
  beacons.clear()
  const form = findForm(page)
  await expect(form.form.locator('.kelisim-says')).not.toHaveCount(0)

  // Checked here, not by the browser: nothing is sent, and what is missing is named.
  await form.send.click()
  await expect(form.alert).toContainText('Нысандағы қателер саны: 5')
  await beacons.expectNone()
  for (const sent of [1, 2]) {
    await form.adult.check()
    await type(form)
    await form.consent.check()
    await form.send.click()
    await expect(form.status).toHaveText(REFERENCE)
    await expect(form.form).not.toHaveAttribute('aria-busy')
    expect(readRows(server, 'messages')).toHaveLength(sent)
    await expect(form.field('Хабарлама')).toHaveValue('')
    await expect(form.field('Хабарлама')).toBeEditable()
  }
  await form.minor.check()
  await expect(form.send).toBeDisabled()
  expect(page.url()).toContain(WRITTEN)
  expect(log).toEqual({ lines: [], uncaught: [] })
})

test('CF-01 what is pasted is sent so that it can be delivered; what cannot be is pointed out and not sent', async ({
  page,
  server,
  hostPages,
  beacons,
}) => {
  hostPages.write(writeForm())
  await page.goto(`${hostPages.crossSite}${WRITTEN}`)
  await findBanner(page).reject.click()
  await beacons.waitFor('/v1/refusals')
  beacons.clear()
  const form = findForm(page)
  await expect(form.form).toHaveJSProperty('noValidate', true)
  await form.adult.check()
  await type(form)
  await form.consent.check()
  for (const [label, wrong, pattern] of [
    ['Электрондық пошта', 'asel@gmail,com', /name@example\.kz/],
    ['Телефон нөмірі', '+7 701 123 45', /\+7 700 000 00 00/],
  ] as const) {
    const right = await form.field(label).inputValue()
    await form.field(label).fill(wrong)
    await form.send.click()
    await expect(form.alert).toContainText(pattern)
    await form.field(label).fill(right)
  }
  await beacons.expectNone()
  await form.field('Электрондық пошта').fill('Әсел <mailto:asel@мектеп.қаз>')
  await form.field('Телефон нөмірі').fill('\u202a8 (727) 260\u201312\u201334 доб. 12\u202c')
  await form.send.click()
  await expect(form.status).toHaveText(REFERENCE)
  await beacons.expect([
    {
      path: '/v1/messages',
      body: { email: 'asel@xn--e1aaogsq.xn--80ao21a', phone: '+7 727 260 12 34 ext. 12' },
    },
  ])
  expect(readRows(server, 'messages')).toHaveLength(1)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  for (const site of ['crossSite', 'sameSite'] as const)
    test(`CF-06 the form of a page that hides its address (${site}) is held until it is sent from the server’s own, and then stored once`, async ({
      page,
      server,
      hostPages,
    }) => {
      hostPages.write(
        writeForm().replace('<title>', '<meta name="referrer" content="no-referrer"><title>'),
      )
      await page.goto(`${hostPages[site]}${WRITTEN}`)
      const form = findForm(page)
      await form.adult.check()
      await type(form)
      await form.consent.check()
      await form.send.click()
      await expect(page.getByRole('main')).toContainText('Хабарлама әлі жіберілген жоқ')
      expect(readRows(server, 'messages')).toEqual([])
      for (const [label, text] of Object.entries(typed))
        await expect(page.getByLabel(label).first()).toHaveValue(text)
      expect(server.output()).toContain('origin_hidden')
      expect(server.output()).not.toContain('aigerim')
      // Who writes, and the consent, are asked for here: without them nothing is sent.
      const send = page.getByRole('button', { name: 'Жіберу' })
      await send.click()
      expect(readRows(server, 'messages')).toEqual([])
      await agreeHere(page)
      await expect(page.getByRole('main')).toContainText(REFERENCE)
      expect(readRows(server, 'messages')).toHaveLength(1)
      expect(await page.context().cookies()).toEqual([])
    })
})
