import { expect, test } from '../../support/browser/fixtures.ts'
import { readDevice } from '../../support/choice/read-device.ts'
import { STAMP } from '../../support/choice/recorder.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { WRITTEN } from '../../support/page/host-pages.ts'
import { fill, OLD_WORDS, readProof, writeForm } from '../../support/page/own-form.ts'
import { expectNoBarriers } from '../../support/widget/barriers.ts'
import {
  agreeHere,
  findForm,
  openFilled,
  REFERENCE,
  type,
  typed,
} from '../../support/widget/contact-form.ts'

// What a message proves: the words that were shown, as they are configured, and that a person wrote it.

test.describe('a term, an operator and a third party of the configuration', () => {
  test.use({
    site: {
      operator: {
        name: { kk: 'Үлгі мектебі', ru: 'Школа-пример', en: 'Sample school' },
        ...{ bin: '123456789012', contact: 'privacy@school.example' },
        address: { kk: 'Алматы', ru: 'Алматы', en: 'Almaty' },
      },
      messageDays: 91,
      messageRecipients: [
        {
          ...{ name: 'Help desk', country: 'DE' },
          processor: {
            ...{ contractNumber: '12/2026', contractDate: '2026-01-15' },
            confidentialityDate: '2026-01-15',
          },
        },
      ],
    },
  })
  const items = ['Үлгі мектебі', '123456789012', '91 күн', 'Help desk (DE)', 'Шет елге беру: иә']
  items.push(
    'аты-жөнімді, байланыс деректерімді және хабарлама мәтінін',
    'таратылмайды|тарату: жоқ',
  )

  test('CF-02 CF-11 CR-04 stand in a page’s own form in place of its words, and are what its message proves', async ({
    page,
    server,
    hostPages,
  }) => {
    hostPages.write(writeForm())
    await page.goto(`${hostPages.crossSite}${WRITTEN}`)
    const form = await fill(page)
    const label = form.form.locator('label').filter({ has: page.getByRole('checkbox') })
    for (const item of items)
      await expect(label).toContainText(new RegExp(item.replace(/[()]/g, '\\$&')))
    await expect(label).not.toContainText('365')
    await expect(label.getByRole('link', { name: 'Шарттар' })).toBeVisible()
    await form.send.click()
    await expect(form.status).toHaveText(REFERENCE)
    const { record, notice } = readProof(server)
    expect(notice.facts).toMatchObject({ messageDays: 91 })
    expect(notice.operator.bin).toBe('123456789012')
    expect(Number(record?.valid_until_ms) - Number(record?.given_at_ms)).toBe(91 * 86_400_000)
  })

  test('CF-02 words that the page writes over are put back, and the tick that was given to others is taken away', async ({
    page,
    server,
    hostPages,
    beacons,
  }) => {
    hostPages.write(writeForm())
    await page.goto(`${hostPages.crossSite}${WRITTEN}`)
    const form = await fill(page)
    const label = form.form.locator('label').filter({ has: page.getByRole('checkbox') })
    await label.evaluate((element, words) => {
      element.lastElementChild?.previousElementSibling?.remove()
      element.append(words)
    }, OLD_WORDS)
    beacons.clear()
    await form.send.click()
    await expect(form.alert).toContainText('келісім белгісін қойыңыз')
    await expect(form.consent).not.toBeChecked()
    await expect(label).toContainText('91 күн')
    await expect(label).not.toContainText('365')
    await beacons.expectNone()
    expect(readRows(server, 'messages')).toEqual([])
  })
})

test('CR-04 words that went out of force while the page was open are refused; what was typed goes on to the server’s own form', async ({
  page,
  server,
}) => {
  const form = await openFilled(page, server)
  await page.route('**/v1/messages', async (route) => {
    const request = route.request()
    if (!request.postData()?.startsWith('{')) return route.continue()
    const body = { ...request.postDataJSON(), notice: '0badc0de0badc0de' }
    await route.continue({ postData: JSON.stringify(body) })
  })
  await form.send.click()
  await expect(form.alert).toContainText('келісім шарттары өзгерді')
  expect(readRows(server, 'messages')).toEqual([])
  await form.form.getByRole('button', { name: 'Жалғастыру' }).click()
  for (const [label, text] of Object.entries(typed))
    await expect(page.getByLabel(label).first()).toHaveValue(text)
  await expect(page.getByRole('checkbox')).not.toBeChecked()
  await agreeHere(page)
  expect(readRows(server, 'messages')).toHaveLength(1)
})

test('CF-09 who fills in and sends at once waits and is taken; the stamp is asked for by nobody under age, and carries nothing', async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/demo/contact.html`)
  const form = findForm(page)
  await expect(form.form).toHaveJSProperty('noValidate', true)
  const asked = () => server.requests.filter(({ path }) => path === STAMP)
  await type(form)
  await form.minor.check()
  await form.field('Хабарлама').focus()
  expect(asked()).toEqual([])
  await form.adult.check()
  await type(form)
  await form.consent.check()
  await form.send.click()
  await expect(form.status).toHaveText(REFERENCE)
  expect(asked()).toMatchObject([{ method: 'GET', query: '', text: '' }])
  expect(asked()[0]?.headers.cookie).toBeUndefined()
  const sent = server.requests.filter(({ path }) => path === '/v1/messages')
  expect(sent.map(({ status }) => status)).toEqual([201])
  expect(JSON.stringify(await readDevice(page))).not.toContain('stamp')
  expect(await page.context().cookies()).toEqual([])
})

test('CF-06 without a connection nothing is kept, in words that say so; loaded anew the page has nothing, and nothing is sent later', async ({
  page,
  server,
  beacons,
}) => {
  const form = await openFilled(page, server)
  await beacons.waitFor('/v1/refusals')
  const before = await readDevice(page)
  server.goOffline()
  await form.send.click()
  await expect(form.alert).toContainText('Бұл құрылғыда ештеңе сақталмайды')
  await expect(form.alert).toContainText('бетті жаппаңыз')
  await expect(form.field('Хабарлама')).toHaveValue(typed.Хабарлама)
  expect(await readDevice(page)).toEqual(before)
  server.goOnline()
  beacons.clear()
  await page.reload()
  await expect(form.form).toHaveJSProperty('noValidate', true)
  await expect(form.field('Хабарлама')).toHaveValue('')
  await beacons.expectNone()
  expect(readRows(server, 'messages')).toEqual([])
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('CF-09 AX-01 the server’s own form is filled in and sent by keyboard alone, has no barriers, no cookie and no trap to fall into', async ({
    page,
    server,
  }) => {
    await page.goto(`${server.url}/contact?lang=en`)
    await expect(page.getByLabel('Website (leave empty)')).toBeHidden()
    await page.getByRole('radio', { name: 'An adult' }).focus()
    await page.keyboard.press('Space')
    for (const text of ['Aigerim', 'aigerim.planted@example.kz', '', 'A question of my own']) {
      await page.keyboard.press('Tab')
      await page.keyboard.type(text)
    }
    await page.keyboard.press('Tab')
    await expect(page.getByRole('checkbox')).toBeFocused()
    await expect(page.getByRole('checkbox')).toHaveAccessibleName(/365 days/)
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('button', { name: 'Send' })).toBeFocused()
    const sent = page.getByText(REFERENCE)
    await expect(async () => {
      if (!(await sent.isVisible())) await page.getByRole('button', { name: 'Send' }).press('Enter')
      await expect(sent).toBeVisible({ timeout: 100 })
    }).toPass({ timeout: 10_000 })
    expect(readRows(server, 'messages')).toHaveLength(1)
    expect(await page.context().cookies()).toEqual([])
  })
})

test('AX-01 the server’s own form has no barriers, in each language', async ({ page, server }) => {
  for (const language of ['kk', 'ru', 'en']) {
    await page.goto(`${server.url}/contact?lang=${language}`)
    await expectNoBarriers(page, language)
  }
})
