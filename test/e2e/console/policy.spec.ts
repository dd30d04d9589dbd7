import type { Locator, Page } from '@playwright/test'
import { HEAD, openConsole } from '../../support/browser/console.ts'
import { expect, type TestServer, test } from '../../support/browser/fixtures.ts'
import { findBanner } from '../../support/widget/banner.ts'
import { expectNoBarriers } from '../../support/widget/barriers.ts'

// A version of the policy, from its first word to the banner that asks again.

const SUMMARIES = { Қазақша: 'Жаңа тармақ қосылды.', Русский: 'Новый пункт.', English: 'A clause.' }
const textOf = (page: Page, language: string) => page.getByLabel(`Мәтін: ${language}`)
const save = (page: Page) => page.getByRole('button', { name: 'Сақтау', exact: true })
const said = (page: Page) => page.locator('.save-bar [role=status]')
const dayOf = (page: Page, ahead: number) =>
  page.evaluate((days) => {
    const at = Date.now() + days * 86_400_000
    return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Almaty' }).format(at)
  }, ahead)

/** Writes a clause at the end of a text, as by hand. */
async function addClause(text: Locator, clause: string) {
  await text.fill(`${await text.inputValue()}\n${clause}\n`)
}

async function begin(page: Page, server: TestServer) {
  await openConsole(page, server, '/admin/policy')
  await page.getByRole('button', { name: 'Жаңа нұсқа дайындау' }).click()
  await expect(page.getByRole('heading', { name: 'Дайындалып жатқан нұсқа' })).toBeVisible()
}

/** Fills in everything that an approval asks for. */
async function write(page: Page, day: string, clause = '11.2. X.') {
  for (const [language, sentence] of Object.entries(SUMMARIES)) {
    await addClause(textOf(page, language), clause)
    await page.getByLabel(`Не өзгерді, бір сөйлеммен: ${language}`).fill(sentence)
  }
  await page.getByLabel('Өзгерістің түрі').selectOption('material')
  await page.getByLabel('Күшіне енетін күні').fill(day)
}

test('PO-03 CB-12 a new version: written, checked, compared, approved by its number, taken back, published today, and only then visitors are asked again', async ({
  page,
  server,
  hostPages,
  context,
}) => {
  const visitor = await context.newPage()
  const url = `${hostPages.crossSite}/pages/school-kk.html`
  await visitor.goto(url)
  await findBanner(visitor).accept.click()
  await expect(findBanner(visitor).region).toBeHidden()

  await begin(page, server)
  await expect(page.getByText('Өзгерістің түрі таңдалмаған.')).toBeVisible()
  await write(page, await dayOf(page, 1))
  await textOf(page, 'Русский').fill('# П\n\n1. X.\n')
  await save(page).click()
  await expect(said(page)).toHaveText('Сақталды.')
  await expect(page.getByText('Русский: 1.1 бөлімі жоқ, қазақша мәтінде бар')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Бекіту', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  const shipped = await (await page.request.get(`${server.url}/policy.txt?lang=ru`)).text()
  await textOf(page, 'Русский').fill(`${shipped}\n11.2. X.\n`)
  await save(page).click()
  await expect(page.getByText('Қате табылмады.')).toBeVisible()
  await expect(page.getByText('1 келушіден келісім қайта сұралады.')).toBeVisible()
  await page.getByRole('button', { name: 'Айырманы көрсету' }).click()
  await expect(page.locator('.policy-difference ins')).toHaveText(['[+11.2. X.+]'])

  const tomorrow = await dayOf(page, 1)
  await page.getByRole('button', { name: 'Бекіту', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('2025-08-01')
  await dialog.getByRole('button', { name: 'Бекіту' }).click()
  await expect(dialog).toBeVisible()
  await dialog.getByRole('textbox').fill(tomorrow)
  await dialog.getByRole('button', { name: 'Бекіту' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByText('Бекітілген мәтін өзгермейді.')).toBeVisible()
  await expect(textOf(page, 'Қазақша')).toHaveAttribute('readonly')
  const current = async () => (await page.request.get(`${server.url}/v1/policy`)).json()
  expect(await current()).toMatchObject({ version: '2025-08-01' })
  expect((await page.request.get(`${server.url}/policy/${tomorrow}`)).status()).toBe(404)

  await page.getByRole('button', { name: 'Бекітуді қайтарып алу' }).click()
  await dialog.getByRole('textbox').fill(tomorrow)
  await dialog.getByRole('button', { name: 'Бекітуді қайтарып алу' }).click()
  await expect(dialog).toHaveCount(0)
  const today = await dayOf(page, 0)
  await page.getByLabel('Күшіне енетін күні').fill(today)
  await save(page).click()
  await expect(said(page)).toHaveText('Сақталды.')
  await page.getByRole('button', { name: 'Бекіту', exact: true }).click()
  await dialog.getByRole('textbox').fill(today)
  await dialog.getByRole('button', { name: 'Бекіту' }).click()
  await expect(page.getByText(`${today} нұсқасы жарияланды және күшінде.`)).toBeVisible()
  await expect(page.getByRole('row').nth(1)).toContainText('Күшінде')
  expect(await current()).toMatchObject({ version: today, change: 'material' })
  expect(await (await page.request.get(`${server.url}/policy/2025-08-01.txt?lang=ru`)).text()).toBe(
    shipped,
  )

  const session = await visitor.context().newCDPSession(visitor)
  await session.send('Network.clearBrowserCache')
  await visitor.goto('about:blank')
  await visitor.goto(url)
  await expect(findBanner(visitor).region).toContainText(SUMMARIES.Қазақша)
})

test('PO-03 of two administrators the second is told who was first, keeps what they wrote, and changes nothing until they choose', async ({
  page,
  server,
  context,
}) => {
  await begin(page, server)
  const other = await context.newPage()
  await other.goto(`${server.url}/admin/policy/draft`)
  await addClause(textOf(other, 'English'), '11.2. Second.')
  await addClause(textOf(page, 'English'), '11.2. First.')
  await save(page).click()
  await expect(said(page)).toHaveText('Сақталды.')
  await save(other).click()
  const told = other.getByRole('alert').filter({ hasText: 'сізден бұрын өзгертті' })
  await expect(told).toContainText(HEAD.name)
  await expect(textOf(other, 'English')).toHaveValue(/11\.2\. Second\./)
  const saved = async () =>
    (await (await page.request.get(`${server.url}/v1/admin/policy/draft`)).json()).texts.en
  expect(await saved()).toContain('First.')
  expect(await saved()).not.toContain('Second.')
  await told.getByRole('button', { name: 'Оның мәтінін көрсету' }).click()
  await expect(textOf(other, 'English')).toHaveValue(/11\.2\. First\./)
  await expect(told).toHaveCount(0)
})

test('unsaved text outlives a look at another screen and is warned of before the tab goes; nothing of it is in storage', async ({
  page,
  server,
}) => {
  await begin(page, server)
  await addClause(textOf(page, 'English'), '11.2. Unsaved.')
  await page.getByRole('link', { name: 'Барлық нұсқа' }).click()
  await expect(page.getByText('Сақталмаған мәтініңіз бар.')).toBeVisible()
  await page.getByRole('link', { name: 'Статистика' }).click()
  await page.goBack()
  await page.getByRole('link', { name: 'Ашу' }).click()
  await expect(textOf(page, 'English')).toHaveValue(/11\.2\. Unsaved\./)
  const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))
  expect(stored).not.toContain('Unsaved')
  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await page.getByRole('button', { name: 'Өзгерістерімнен бас тарту' }).click()
  await expect(textOf(page, 'English')).not.toHaveValue(/Unsaved/)
  expect(await server.searchBytes('Unsaved.')).toEqual([])
})

test('a hostile text is harmless in the preview, which follows what is typed', async ({
  page,
  server,
  requestedUrls,
}) => {
  await begin(page, server)
  const shown = page.getByRole('region', { name: 'Сайтта көрінуі: English' })
  await expect(shown).toContainText('Processing')
  await textOf(page, 'English').fill(
    '# P\n\n<img src=x onerror="window.hit=1"> <script>window.hit=1</script> ![a](https://evil.example/a.png) [b](javascript:window.hit=1)\n',
  )
  await expect(shown).toContainText('<script>window.hit=1</script>')
  await expect(shown.locator('img, script, a[href]')).toHaveCount(0)
  expect(await page.evaluate(() => 'hit' in window)).toBe(false)
  expect(requestedUrls.filter((url) => url.includes('evil.example'))).toEqual([])
})

test('is without barriers in three languages, with one text at a time on a phone, and is worked by keyboard alone', async ({
  page,
  server,
}) => {
  await begin(page, server)
  await expectNoBarriers(page, 'a version in preparation')
  await page.getByRole('button', { name: 'Айырманы көрсету' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Айырма жоқ.')).toBeVisible()
  await textOf(page, 'English').focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('11.2. Y.')
  await save(page).focus()
  await page.keyboard.press('Enter')
  await expect(said(page)).toHaveText('Сақталды.')
  await page.setViewportSize({ width: 360, height: 740 })
  await expect(textOf(page, 'Қазақша')).toBeVisible()
  await expect(textOf(page, 'English')).toBeHidden()
  await page.getByRole('button', { name: 'English' }).last().scrollIntoViewIfNeeded()
  await page.locator('.narrow-alone').getByRole('button', { name: 'English' }).click()
  await expect(textOf(page, 'English')).toBeVisible()
  await expect(textOf(page, 'Қазақша')).toBeHidden()
  await expectNoBarriers(page, 'a version in preparation, on a phone')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await page.getByRole('button', { name: 'Жою' }).click()
  await expectNoBarriers(page, 'what will be gone')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  for (const [lang, title] of [
    ['ru', 'Политика конфиденциальности'],
    ['en', 'Privacy policy'],
  ] as const) {
    await page.goto(`${server.url}/admin/policy#lang=${lang}`)
    await expect(page.getByRole('heading', { name: title })).toBeVisible()
    await expectNoBarriers(page, `every version, ${lang}`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  }
})
