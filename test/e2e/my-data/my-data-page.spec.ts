import { expect, test } from '../../support/browser/fixtures.ts'
import { accept, can } from '../../support/choice/saved-choice.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { writeTo } from '../../support/page/write-to-school.ts'
import { findBanner } from '../../support/widget/banner.ts'
import { expectNoBarriers } from '../../support/widget/barriers.ts'

// The page of one's own data on the server: forms alone, no script.

test('DS-14 AX-06 without JavaScript, by keyboard alone: seen by reference and code, copied, deleted with a number', async ({
  browser,
  page,
  server,
}) => {
  const { reference, code } = await writeTo(server, {
    name: 'Planted Parent',
    email: 'planted@example.kz',
  })
  const plain = await browser.newContext({ javaScriptEnabled: false, colorScheme: 'dark' })
  const form = await plain.newPage()
  const addresses: string[] = []
  form.on('request', (request) => addresses.push(request.url()))
  await form.goto(`${server.url}/cookies?lang=ru`)
  await form.getByRole('link', { name: 'Мои данные' }).press('Enter')
  await form.getByLabel('Номер обращения').focus()
  await form.keyboard.type(reference.toLowerCase())
  await form.keyboard.press('Tab')
  await form.keyboard.type(code)
  await form.keyboard.press('Enter')
  await expect(form.locator('.short')).toContainText(`сообщения (1)`)
  await expect(form.locator('.short')).toContainText(reference)
  const [copy] = await Promise.all([
    form.waitForEvent('download'),
    form.getByRole('button', { name: 'Файл JSON' }).press('Enter'),
  ])
  expect(copy.suggestedFilename()).toBe('kelisim-my-data.json')
  await form.getByRole('button', { name: 'Удалить мои данные…' }).press('Enter')
  await expect(form.getByText('Будет удалено: сообщения (1)')).toBeVisible()
  expect(readRows(server, 'messages')).toHaveLength(1)
  await form.getByRole('button', { name: 'Да, удалить' }).press('Enter')
  await expect(form.getByRole('status')).toContainText(/D-[2-9A-Z]{8}/)
  expect(readRows(server, 'messages')).toEqual([])
  // Nothing of the person is in an address, in the log or on the device.
  for (const told of [...addresses, server.output()])
    expect(told).not.toMatch(new RegExp(`${reference}|${code.slice(0, 9)}|lanted`, 'i'))
  expect(await plain.cookies()).toEqual([])
  await plain.close()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`${server.url}/my-data?lang=kk`)
    await expectNoBarriers(page, `page of one’s own data, ${colorScheme}`)
  }
})

test('DS-06 DS-14 withdrawn on the server’s page, a consent of this device holds on no page of the school any more', async ({
  page,
  context,
  hostPages,
  beacons,
  server,
}) => {
  await page.goto(`${hostPages.sameSite}/pages/first-page.html`)
  await accept(page, beacons)
  await beacons.waitFor('/v1/visits')
  await beacons.settle()
  await page.goto(`${server.url}/my-data?lang=en`)
  await page.getByRole('button', { name: 'Show data' }).first().click()
  await expect(page.locator('.short')).toContainText('consents (1), visits (1)')
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoBarriers(page, 'one’s own data as they are shown')
  const before = await context.cookies()
  await page.getByRole('button', { name: 'Withdraw consent', exact: true }).click()
  await expect(page.getByRole('status')).toContainText('Consent withdrawn.')
  expect(readRows(server, 'consent_events').map(({ state }) => state)).toEqual([
    ...['ConsentGiven', 'ConsentWithdrawn'],
  ])
  expect(before.some(({ path }) => path === '/my-data')).toBe(true)
  expect((await context.cookies()).some(({ path }) => path === '/my-data')).toBe(false)
  beacons.clear()
  await page.goto(`${hostPages.sameSite}/pages/second-page.html`)
  expect(await can(page, 'analytics')).toBe(false)
  await expect(findBanner(page).region).toHaveCount(0)
  await beacons.expectNone()
})
