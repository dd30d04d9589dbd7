import type { Locator, Page } from '@playwright/test'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { PROCESSOR } from '../../support/app/processor.ts'
import { expect, type TestServer, test } from '../../support/browser/fixtures.ts'
import { EMPTY_DEVICE, readDevice } from '../../support/choice/read-device.ts'
import { translatePage } from '../../support/page/translate-page.ts'
import { findBanner } from '../../support/widget/banner.ts'

// The second layer: each purpose by itself, off until it is turned on, and a way out that changes nothing.

const rows = (server: TestServer, table: string) =>
  server.openDatabase().prepare(`select * from ${table}`).all() as Record<string, unknown>[]
const openSettings = async (page: Page, url: string) => {
  await page.goto(url)
  const banner = findBanner(page)
  await banner.settings.click()
  await expect(banner.dialog).toBeVisible()
  return banner
}
const KINDS = ['IP мекенжайы', 'Браузер', 'Келу уақыты', 'Келуші cookie файлы']

/** Art. 8(4) of the Law: operator, BIN, list of data, term, third parties, other countries, public sources. */
const items = (data: string): RegExp[] => [
  /Оператор: «Шоқан Уәлиханов атындағы жекеменшік мектеп» ЖШС/,
  /БСН 000000000000/,
  new RegExp(`Дербес \\(жеке\\) деректер тізбесі: ${data}`),
  /Келісім мерзімі: 180 күн/,
  /Үшінші тұлғаларға беру: (иә|жоқ)/,
  /Шет елге беру: (иә|жоқ)/,
  /Жалпыға қолжетімді көздерде тарату: (иә|жоқ)/,
]

async function expectDetails(dialog: Locator) {
  for (const [name, data, clause] of [
    ['Аналитика және статистика', 'IP мекенжайы, браузер туралы ақпарат, келу уақыты', '4.1(9)'],
    ['Сыртқы қызметтер', 'IP мекенжайы, браузер туралы ақпарат', '4.1('],
  ] as const) {
    const purpose = dialog.getByRole('listitem').filter({ hasText: name })
    const details = purpose.getByRole('group')
    await expect(details).not.toContainText('Оператор', { useInnerText: true })
    await purpose.getByText('Толығырақ').click()
    for (const item of items(data))
      await expect(details).toContainText(item, { useInnerText: true })
    await expect(details).toContainText(`Саясат тармағы: ${clause}`)
    expect(await details.innerText()).not.toMatch(/\{\w+\}|undefined|null/)
  }
}

test('CB-04 CB-07 CB-14 every switch is off in a fresh profile and the necessary has none; each purpose says its clause and the seven items of Art. 8(4); Esc and Close record nothing, forget what was ticked and give the focus back', async ({
  page,
  hostPages,
  beacons,
}) => {
  const banner = await openSettings(page, `${hostPages.crossSite}/pages/school-kk.html`)
  const switches = banner.dialog.getByRole('switch')
  await expect(switches).toHaveCount(2)
  for (const one of await switches.all()) await expect(one).toHaveAttribute('aria-checked', 'false')
  const necessary = banner.dialog.getByRole('listitem').filter({ hasText: 'Әрқашан қосулы' })
  await expect(necessary).toContainText('Қажетті')
  await expect(necessary.locator('button, input, a, [role], [tabindex]')).toHaveCount(0)
  await expectDetails(banner.dialog)
  const analytics = banner.switch('Аналитика және статистика')
  await analytics.click()
  for (const name of KINDS) {
    await expect(banner.switch(name)).toHaveAttribute('aria-checked', 'false')
    await expect(banner.switch(name)).toHaveAccessibleDescription(/\S/)
  }
  await expect(banner.switch('Сыртқы қызметтер')).toHaveAttribute('aria-checked', 'false')
  await page.keyboard.press('Escape')
  await expect(banner.dialog).toBeHidden()
  await expect(banner.settings).toBeFocused()
  const link = page.getByRole('link', { name: 'Cookie баптаулары' })
  await link.click()
  await expect(analytics).not.toBeChecked()
  await banner.switch('Сыртқы қызметтер').click()
  await banner.close.click()
  await expect(banner.dialog).toBeHidden()
  await expect(link).toBeFocused()
  await expect(banner.region).toBeVisible()
  await beacons.expectNone()
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
})

test('CB-05 saving analytics alone records exactly that purpose and starts nothing of the others', async ({
  page,
  server,
  beacons,
  requestedUrls,
}) => {
  const { purposes } = (await (await page.request.get(`${server.url}/v1/site`)).json()) as {
    purposes: { id: string; policyClause: string }[]
  }
  expect(purposes.map(({ id }) => id)).toEqual(['necessary', 'analytics', 'external'])
  beacons.clear()
  for (const { policyClause } of purposes) expect(policyClause).toMatch(/^4\.1\(\d+\)$/)

  const banner = await openSettings(page, `${server.url}/demo/news.html`)
  await banner.switch('Аналитика және статистика').click()
  await banner.save.click()
  await expect(banner.dialog).toBeHidden()
  await expect(banner.region).toBeHidden()
  await beacons.expect([
    { path: '/v1/consents', status: 201 },
    { path: '/v1/visits', status: 202 },
  ])
  expect(beacons.list()[0]?.body).toMatchObject({ surface: 'settings', gpcAtChoice: false })
  const [event, ...others] = rows(server, 'consent_events')
  expect(others).toEqual([])
  expect(JSON.parse(String(event?.purposes))).toEqual({ analytics: true, external: false })
  expect(Object.values(JSON.parse(String(event?.data_kinds)))).toEqual([false, false, false, false])
  await expect(page.getByRole('group', { name: /Бейне/ })).toBeVisible()
  expect(requestedUrls.filter((url) => url.includes('video.html'))).toEqual([])
  expect(rows(server, 'visits')).toMatchObject([{ address: null, browser: null, seen_at_ms: null }])
})

test('CB-05 what was saved is shown again, and saving nothing is a refusal', async ({
  page,
  server,
  beacons,
}) => {
  const banner = await openSettings(page, `${server.url}/demo/contact.html`)
  await banner.save.click()
  await beacons.expect([{ path: '/v1/refusals', status: 202 }])
  await page.getByRole('link', { name: 'Cookie баптаулары' }).first().click()
  await expect(banner.dialog.getByRole('switch', { checked: true })).toHaveCount(0)
  await expect(banner.withdraw).toHaveCount(0)
  await banner.switch('Сыртқы қызметтер').click()
  await banner.save.click()
  await beacons.waitFor('/v1/consents')
  await page.reload()
  await page.getByRole('link', { name: 'Cookie баптаулары' }).first().click()
  await expect(banner.switch('Сыртқы қызметтер')).toBeChecked()
  await expect(banner.switch('Аналитика және статистика')).not.toBeChecked()
  await expect(banner.withdraw).toBeVisible()
  await expect(banner.dialog).toContainText(String(rows(server, 'consent_records')[0]?.id))
  expect(rows(server, 'visits')).toEqual([])
})

test.describe('where the site embeds a service from abroad', () => {
  const service = {
    id: 'video',
    purpose: 'external',
    name: 'Бейне',
    provider: 'Video Ltd',
    country: 'US',
    processor: PROCESSOR,
  } as const
  test.use({ site: { ...defaultSite, services: [service] } })

  test('CB-14 the details name it, its provider and its country, and say that data go abroad', async ({
    page,
    server,
  }) => {
    const { dialog } = await openSettings(page, `${server.url}/demo/`)
    const external = dialog.getByRole('listitem').filter({ hasText: 'Сыртқы қызметтер' })
    await external.getByText('Толығырақ').click()
    await expect(external).toContainText('Бейне (Video Ltd, ')
    await expect(external).toContainText('Шет елге беру: иә')
    await expect(external).not.toContainText('Шет елге беру: жоқ')
    await expect(dialog.getByRole('listitem').filter({ hasText: 'Аналитика' })).not.toContainText(
      'Video Ltd',
    )
  })
})

test('AX-03 on a page that the browser translates, a switch says in words what it is', async ({
  page,
  hostPages,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/school-kk.html`)
  const banner = findBanner(page)
  await expect(banner.region).toBeVisible()
  const errors: unknown[] = []
  page.on('pageerror', (error) => errors.push(error))
  await translatePage(page)
  await page.getByRole('button', { name: '[t] Баптау', exact: true }).click()
  const external = page.locator('#kelisim dialog').getByRole('switch').nth(1)
  const off = '[t] Өшірулі'
  await expect(external).toHaveText(off)
  for (const [isOn, words] of [
    ['true', '[t] Қосулы'],
    ['false', off],
    ['true', '[t] Қосулы'],
  ] as const) {
    await external.click()
    await expect(external).toHaveAttribute('aria-checked', isOn)
    await expect(external).toHaveText(words)
  }
  expect(errors).toEqual([])
})
