import type { Page } from '@playwright/test'
import { acceptUndertaking, HEAD, openConsole, signIn } from '../../support/browser/console.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { codeAt } from '../../support/staff/first-administrator.ts'
import { expectNoBarriers } from '../../support/widget/barriers.ts'

const SECOND = 'мұз айдыны жаздыгүні еріді'
const menu = (page: Page) => page.getByRole('navigation', { name: 'Мәзір' }).getByRole('link')
const heading = (page: Page, name: string) => page.getByRole('heading', { name })

test('SE-01 SE-02 the first administrator’s day: from a bare database to a second factor and an operator who sees only what operators may, and who leaves', async ({
  page,
  server,
  browser,
}) => {
  await openConsole(page, server, '/admin/account')
  await expectNoBarriers(page, 'account')
  let secret = ''
  await test.step('the page says that a second factor may be left out here, and sets one up', async () => {
    await expect(page.getByText('екінші фактор міндетті емес')).toBeVisible()
    await page.getByRole('button', { name: 'Екінші факторды қосу' }).click()
    await expect(page.getByRole('img', { name: 'Екінші фактордың QR коды' })).toBeVisible()
    await expectNoBarriers(page, 'second factor')
    secret = (await page.locator('.secret code').innerText()).replaceAll(' ', '')
    await page.getByLabel('Қолданба көрсеткен код').fill('000000')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Мәнді тексеріңіз').first()).toBeVisible()
    await expect(page.getByText('Телефонның сағатын тексеріп')).toBeVisible()
    await page.getByLabel('Қолданба көрсеткен код').fill(codeAt(secret, Date.now()))
    await page.keyboard.press('Enter')
    await expect(page.locator('.codes li')).toHaveCount(10)
    await expectNoBarriers(page, 'recovery codes')
  })
  const [code = '', another = ''] = await page.locator('.codes code').allInnerTexts()
  await page.getByRole('button', { name: 'Сақтадым, әрі қарай' }).click()
  await expect(page.getByText('Қалған қалпына келтіру кодтары: 10.')).toBeVisible()

  await test.step('signing in asks for it, and a recovery code opens once', async () => {
    await page.getByRole('button', { name: 'Шығу', exact: true }).click()
    await signIn(page)
    await expect(heading(page, 'Екінші фактор')).toBeVisible()
    await expectNoBarriers(page, 'second factor at sign-in')
    await expect(page.getByRole('navigation')).toHaveCount(0)
    await page.getByLabel('Код').fill('123456')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toContainText('Код жарамады')
    await page.getByLabel('Код').fill(code)
    await page.keyboard.press('Enter')
    await expect(page.getByText('Қалған қалпына келтіру кодтары: 9.')).toBeVisible()
  })

  await test.step('new recovery codes want the password and a code', async () => {
    await page.getByRole('button', { name: 'Жаңа кодтар алу' }).click()
    await expectNoBarriers(page, 'new recovery codes')
    await page.getByLabel('Құпиясөзіңіз').fill(HEAD.password)
    await page.keyboard.press('Enter')
    await expect(page.getByText('Кодты жазыңыз.').first()).toBeVisible()
    await page.getByLabel('Код', { exact: true }).fill(code)
    await page.keyboard.press('Enter')
    await expect(page.getByText('Код жарамады').first()).toBeVisible()
    await expect(page.locator('.codes li')).toHaveCount(0)
    await page.getByLabel('Код', { exact: true }).fill(another)
    await page.keyboard.press('Enter')
    await expect(page.locator('.codes li')).toHaveCount(10)
    await page.getByRole('button', { name: 'Сақтадым, әрі қарай' }).click()
  })

  const operator = await (await browser.newContext({ locale: 'kk-KZ' })).newPage()
  await test.step('an operator is invited by an address that is shown once', async () => {
    await menu(page).filter({ hasText: 'Қызметкерлер' }).click()
    await expect(page.getByRole('link', { name: HEAD.name })).toBeVisible()
    await expectNoBarriers(page, 'people')
    await page.getByLabel('Электрондық пошта').fill('operator@school.example')
    await page.getByRole('button', { name: 'Шақыру', exact: true }).click()
    const address = await page.locator('.secret code').innerText()
    await expect(page.getByRole('cell', { name: 'Оператор' })).toBeVisible()
    await page.reload()
    await expect(page.locator('.secret')).toHaveCount(0)
    await operator.goto(address)
    await expect(heading(operator, 'Консольге қош келдіңіз')).toBeVisible()
    expect(operator.url()).not.toContain('invitation')
    await expectNoBarriers(operator, 'invitation')
    await operator.getByLabel('Аты-жөніңіз').fill('Ерлан Оператор')
    await operator.getByLabel('Құпиясөз', { exact: true }).fill(SECOND)
    await operator.getByLabel('Құпиясөзді қайталаңыз').fill(SECOND)
    await operator.keyboard.press('Enter')
    await expect(heading(operator, 'Құпиялылық туралы міндеттеме')).toBeVisible()
    await expectNoBarriers(operator, 'undertaking')
    await acceptUndertaking(operator)
  })

  await test.step('who sees only what operators may, whatever address is typed', async () => {
    await expect(menu(operator).filter({ hasText: 'Менің аккаунтым' })).toBeVisible()
    for (const name of ['Қызметкерлер', 'Статистика'])
      await expect(menu(operator).filter({ hasText: name })).toHaveCount(0)
    await operator.goto(`${server.url}/admin/people`)
    await expect(heading(operator, 'Бұл бет сізге ашық емес')).toBeVisible()
    await expect(operator.getByText(HEAD.email)).toHaveCount(0)
  })

  await test.step('and is out at once when the administrator ends the access', async () => {
    await page.reload()
    await page.getByRole('link', { name: 'Ерлан Оператор' }).click()
    await page.getByRole('button', { name: 'Рұқсатын жабу' }).click()
    const dialog = page.getByRole('dialog')
    await expectNoBarriers(page, 'end access')
    await dialog.getByRole('textbox').fill('somebody else')
    await dialog.getByRole('button', { name: 'Рұқсатын жабу' }).click()
    await expect(dialog).toBeVisible()
    await dialog.getByRole('textbox').fill('operator@school.example')
    await dialog.getByRole('button', { name: 'Рұқсатын жабу' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page.getByText('Рұқсаты жабылған').first()).toBeVisible()
    await operator.goto(`${server.url}/admin/account`)
    await expect(heading(operator, 'Кіру')).toBeVisible()
    await operator.context().close()
  })
  expect(await server.searchBytes('Ерлан Оператор')).toEqual([])
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['kelisim-admin-language'])
})
