import { HEAD, openConsole } from '../../support/browser/console.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { writeTo } from '../../support/page/write-to-school.ts'
import { expectNoBarriers } from '../../support/widget/barriers.ts'

test('DI-07 MI-04 a consent on paper is registered, corrected by a further line, found by its number, and printed', async ({
  page,
  server,
  requestedUrls,
}) => {
  await openConsole(page, server, '/admin/registers/paper-consents')
  await expect(page.getByText('Бұл тізілімде әлі жазба жоқ')).toBeVisible()
  await expectNoBarriers(page, 'an empty register')
  await page.getByRole('link', { name: 'Жаңа жазба' }).click()
  await page.getByLabel('Нөмірі', { exact: true }).fill('3/2026')
  await page.getByLabel('Күні', { exact: true }).fill('2099-01-01')
  await page.getByLabel('Мақсаты').fill('фотосурет, тел. 8 701 234 56 78')
  await page.getByLabel('Қайда сақталады').fill('Кеңсе, 2-папка')
  await page.getByRole('button', { name: 'Тізілімге жазу' }).click()
  await test.step('each wrong field is named at once, where it is', async () => {
    await expect(page.getByText('Нысандағы қателер саны: 2')).toBeVisible()
    await expect(page.getByText('Бұл күн немесе уақыт әлі келген жоқ.').last()).toBeVisible()
    await expect(page.getByLabel('Мақсаты')).toHaveAttribute('aria-invalid', 'true')
    await expectNoBarriers(page, 'a form with errors')
  })
  await page.getByLabel('Күні', { exact: true }).fill('2026-03-01')
  await page.getByLabel('Мақсаты').fill('фотосурет')
  await page.getByRole('button', { name: 'Тізілімге жазу' }).dblclick()
  await expect(page.getByText('Қазіргі жазба')).toBeVisible()
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(2)

  await page.getByRole('link', { name: 'Түзету' }).click()
  await expect(page.getByLabel('Қайда сақталады')).toHaveValue('Кеңсе, 2-папка')
  await page.getByLabel('Кері алынған күн').fill('2026-03-02')
  await page.getByRole('button', { name: 'Тізілімге жазу' }).click()
  await expect(page.getByText('Бұрынғы жазба')).toBeVisible()
  await expect(page.getByText(HEAD.name).first()).toBeVisible()
  await expectNoBarriers(page, 'an entry with its history')

  await page.goto(`${server.url}/admin/registers/paper-consents`)
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(3)
  await page.getByLabel('Нөмірі бойынша іздеу').fill('4/2026')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Мұндай жазба табылмады')).toBeVisible()
  const found = page.url()
  for (const personal of ['parent@example.kz', '+7 701 123 45 67', '900101300017']) {
    await page.getByLabel('Нөмірі бойынша іздеу').fill(personal)
    await page.keyboard.press('Enter')
    await expect(page.getByText('Мұнда пошта мекенжайын')).toBeVisible()
    await expect(page.getByLabel('Нөмірі бойынша іздеу')).toHaveAttribute('aria-invalid', 'true')
    expect(page.url()).toBe(found)
  }
  await expectNoBarriers(page, 'a search that is refused')
  expect(requestedUrls.filter((url) => /parent|701|900101/.test(url))).toEqual([])
  await page.getByLabel('Нөмірі бойынша іздеу').fill('4')
  await expect(page.getByText('Мұнда пошта мекенжайын')).toBeHidden()
  await page.goBack()
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(3)
  const table = page.waitForEvent('download')
  await page.getByRole('link', { name: /Кестені жүктеп алу/ }).click()
  expect((await table).suggestedFilename()).toBe('paper-consents.csv')
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('table')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Басып шығару' })).toBeHidden()
})

test('DI-01 a disclosure asks for what its ground needs, and names people by reference alone', async ({
  page,
  server,
  requestedUrls,
}) => {
  const { reference } = await writeTo(server, {
    name: 'Planted Parent',
    email: 'planted@example.kz',
  })
  await openConsole(page, server, '/admin/registers/disclosures/new')
  await page.getByLabel('Негізі').selectOption('written_consent')
  await expect(page.getByLabel('Қағаз келісім нөмірі')).toBeVisible()
  await page.getByLabel('Негізі').selectOption('authority_request')
  await expect(page.getByLabel('Қағаз келісім нөмірі')).toHaveCount(0)
  await page.getByLabel('Мемлекеттік орган').fill('Алматы қалалық соты')
  await page.getByLabel('Сұрау нөмірі').fill('7701 234 56 78')
  await page.getByLabel('Заң нормасы').fill('35-бап')
  await page.getByLabel('Кімге берілді').fill('Алматы қалалық соты')
  await page.getByLabel('Күні', { exact: true }).fill('2026-03-03')
  await page.getByLabel('Құжат нөмірі').fill('14/2026')
  await page.getByLabel('Құжат күні').fill('2026-03-02')
  await page.getByLabel('Аты-жөні').check()
  await page.getByLabel('Кімнің деректері').fill(`${reference} K-22222222`)
  await page.getByLabel('Кім берді').fill('Кеңсе')
  await page.getByRole('button', { name: 'Тізілімге жазу' }).click()
  await expect(page.getByText('Мұндай нөмірлі жазба жоқ.').first()).toBeVisible()
  await page.getByLabel('Кімнің деректері').fill(reference)
  await page.getByRole('button', { name: 'Тізілімге жазу' }).click()
  await expect(page.getByText('Мемлекеттік органның сұрауы').last()).toBeVisible()
  await expect(page.locator('main')).toContainText(reference)
  await expect(page.locator('main')).not.toContainText('Planted')
  await page.getByLabel('Нөмірі бойынша іздеу').fill(reference.toLowerCase())
  await page.keyboard.press('Enter')
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(2)
  expect(requestedUrls.filter((url) => new URL(url).origin !== server.origin)).toEqual([])
})

test('CR-11 the terms of consents are shown by purpose: term, third parties, abroad, public sources', async ({
  page,
  server,
}) => {
  await openConsole(page, server, '/admin/registers/consents')
  for (const title of ['Мерзімі', 'Үшінші тұлғалар', 'Шетелге беру', 'Көпшілікке ашық көздер'])
    await expect(page.getByRole('columnheader', { name: title })).toBeVisible()
  await expect(page.getByRole('rowheader', { name: 'Статистика' })).toBeVisible()
  await expectNoBarriers(page, 'the terms of consents')
})

test('SE-04 every register has an address, is read in three languages, and fits into 360 pixels', async ({
  page,
  server,
}) => {
  test.slow()
  await openConsole(page, server)
  await page.setViewportSize({ width: 360, height: 740 })
  const names = ['disclosures', 'processors', 'services', 'destructions', 'exports', 'audit']
  for (const name of names) {
    await page.goto(`${server.url}/admin/registers/${name}`)
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible()
    await expect(page.getByRole('navigation', { name: 'Тізілім таңдау' })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  }
  await expectNoBarriers(page, 'the audit on a phone')
  for (const [lang, heading] of [
    ['ru', 'Реестры'],
    ['en', 'Registers'],
  ]) {
    await page.goto(`${server.url}/admin/registers/audit?x=${lang}#lang=${lang}`)
    await expect(page.getByRole('heading', { level: 1, name: heading ?? '' })).toBeVisible()
  }
})
