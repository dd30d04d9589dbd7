import { HEAD, openConsole, signIn, tokenOf } from '../../support/browser/console.ts'
import { expect, type TestServer, test } from '../../support/browser/fixtures.ts'
import { expectNoBarriers } from '../../support/widget/barriers.ts'

/** Choices as the widget sends them: refusals, which need no record. */
async function refuse(server: TestServer, times: number) {
  for (let count = 0; count < times; count++) {
    const response = await fetch(`${server.url}/v1/refusals`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ policyVersion: '2025-08-01', language: 'kk' }),
    })
    expect(response.status).toBe(202)
  }
}

test('the first administrator is made with the printed address alone, whose token leaves the address at once; the language is kept there', async ({
  page,
  server,
}) => {
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  await test.step('without the token nothing can be set, and the page says where to find it', async () => {
    await page.goto(`${server.url}/admin/`)
    await expect(page.getByRole('heading', { name: 'Құпиясөз әлі орнатылмаған' })).toBeVisible()
    await expect(page.getByRole('textbox')).toHaveCount(0)
  })
  await test.step('the language is switched and kept in the address', async () => {
    await page.getByRole('button', { name: 'Русский' }).click()
    const heading = page.getByRole('heading', { name: 'Пароль ещё не установлен' })
    await expect(heading).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'ru')
    await page.reload()
    await expect(heading).toBeVisible()
    expect(await page.evaluate(() => localStorage.length)).toBe(0)
    await page.getByRole('button', { name: 'Қазақша' }).click()
    await expect(page.locator('html')).toHaveAttribute('lang', 'kk')
  })
  // In the console that is open: only the fragment changes.
  await page.goto(`${server.url}/admin/#setup=${tokenOf(server)}`)
  await expect(page.getByRole('heading', { name: 'Бірінші іске қосу' })).toBeVisible()
  expect(page.url()).not.toContain('setup')
  expect(await page.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, ''])
  await expectNoBarriers(page, 'first start')

  await page.getByLabel('Құпиясөз', { exact: true }).fill('қысқа')
  await page.getByRole('button', { name: 'Аккаунт ашу' }).click()
  await expect(page.getByText('Құпиясөз тым қысқа').first()).toBeVisible()
  expect(server.requests.filter(({ path }) => path === '/v1/admin/setup')).toEqual([])

  await openConsole(page, server)
  expect(await server.searchBytes(HEAD.password)).toEqual([])
  expect(await page.evaluate(() => document.cookie)).toBe('')
  expect(problems).toEqual([])
})

test.describe('a browser in another language', () => {
  for (const [locale, heading] of [
    ['ru-RU', 'Пароль ещё не установлен'],
    ['de-DE', 'Құпиясөз әлі орнатылмаған'],
  ] as const)
    test(`${locale} reads the console in its own language where there is one, else in Kazakh`, async ({
      browser,
      server,
    }) => {
      const page = await browser.newPage({ locale })
      await page.goto(`${server.url}/admin/`)
      await expect(page.getByRole('heading', { name: heading })).toBeVisible()
      expect(await page.evaluate(() => localStorage.length)).toBe(0)
      await page.close()
    })
})

test('signing out shuts the console, and only the password opens it again', async ({
  page,
  server,
}) => {
  await openConsole(page, server)
  await page.getByRole('button', { name: 'Шығу' }).click()
  await expect(page.getByRole('heading', { name: 'Кіру' })).toBeVisible()
  await expectNoBarriers(page, 'sign in')

  await signIn(page, 'a wrong password')
  await expect(page.getByRole('alert')).toHaveText('Пошта немесе құпиясөз қате.')
  await expect(page.getByRole('heading', { name: 'Бүгін' })).toHaveCount(0)

  await signIn(page)
  await expect(page.getByRole('heading', { name: 'Бүгін' })).toBeVisible()
})

test('the password is changed by keyboard, an easy one is refused in words, and every other browser is signed out', async ({
  page,
  server,
  browser,
}) => {
  await openConsole(page, server)
  const elsewhere = await (await browser.newContext({ locale: 'kk-KZ' })).newPage()
  await elsewhere.goto(`${server.url}/admin/`)
  await signIn(elsewhere)
  await expect(elsewhere.getByRole('heading', { name: 'Бүгін' })).toBeVisible()

  await page.getByRole('link', { name: 'Менің аккаунтым' }).focus()
  await page.keyboard.press('Enter')
  const heading = page.getByRole('heading', { name: 'Құпиясөзді өзгерту' })
  await expect(heading).toBeVisible()
  await expectNoBarriers(page, 'password')
  const fill = async (current: string, next: string) => {
    await page.getByLabel('Қазіргі құпиясөз').fill(current)
    await page.getByLabel('Жаңа құпиясөз').fill(next)
    await page.getByLabel('Құпиясөзді қайталаңыз').fill(next)
    await page.keyboard.press('Enter')
  }
  await fill(HEAD.password, 'йцукенгшщзхъфыва')
  await expect(page.getByText('Бұл құпиясөзді табу оңай')).toBeVisible()
  await fill('a wrong password', 'үйдегі ақ мысық ұйықтап жатыр')
  await expect(page.getByRole('alert').first()).toHaveText('Пошта немесе құпиясөз қате.')
  await fill(HEAD.password, 'үйдегі ақ мысық ұйықтап жатыр')
  await expect(page.getByText('Құпиясөз өзгертілді.')).toBeVisible()
  await page.getByRole('button', { name: 'Басқа сеанстарды аяқтау' }).click()
  await expect(page.getByText('Аяқталған сеанс саны: 0.')).toBeVisible()

  await elsewhere.reload()
  await expect(elsewhere.getByRole('heading', { name: 'Кіру' })).toBeVisible()
  await elsewhere.context().close()
  await page.getByRole('link', { name: 'Бүгін' }).click()
  await expect(page.getByRole('heading', { name: 'Бүгін' })).toBeVisible()
})

test('TR-09 TR-12 an empty period says so, four refusals show as <5 and nowhere as 4, a chart has its numbers in a table, a lost connection is said; all of it untracked', async ({
  page,
  server,
  requestedUrls,
}) => {
  await openConsole(page, server, '/admin/statistics')
  await test.step('an empty period says so, and what line the school’s pages need', async () => {
    const heading = page.getByRole('heading', { name: 'Бұл кезеңде ештеңе тіркелмеген' })
    await expect(heading).toBeVisible()
    const line = `<script src="${server.url}/widget.js" async></script>`
    await expect(page.getByText(line)).toBeVisible()
    await expect(page.getByRole('table')).toHaveCount(0)
  })

  const figure = page.locator('.figure', { has: page.getByText('Бас тарту', { exact: true }) })
  await test.step('four refusals show as <5 and nowhere as 4; six show as 6', async () => {
    await refuse(server, 4)
    await page.reload()
    await expect(figure.locator('.value')).toContainText('<5')
    await expect(page.getByText('бестен аз. Адамды танып қоюға болмауы үшін')).toBeVisible()
    const answer = await page.evaluate(() => document.querySelector('main')?.innerText ?? '')
    const dates = /\d+ \p{L}+ \d{4} ж\.|\d+ \p{L}{3}\.|\d+ \p{L}+ –/gu
    expect(answer.replace(dates, '')).not.toMatch(/\b4\b/)

    await refuse(server, 2)
    await page.reload()
    await expect(figure.locator('.value')).toHaveText('6')
    await expectNoBarriers(page, 'figures')
  })

  await test.step('the day chart has a table with the same numbers', async () => {
    await expect(page.getByRole('img', { name: /^Таңдаулар күн сайын/ })).toBeVisible()
    await page.getByText('Кесте түрінде көрсету').click()
    const today = page.getByRole('table', { name: 'Күн сайын' }).getByRole('row').nth(1)
    await expect(today.getByRole('cell').nth(1)).toHaveText('6')
    await expectNoBarriers(page, 'chart and table')
  })

  const byLanguage = page.getByRole('table', { name: 'Тілдер бойынша' })
  await test.step('a period is chosen, and a reversed one is explained and not asked for', async () => {
    await page.getByText('Соңғы 7 күн').click()
    await expect(byLanguage).toBeVisible()
    await page.getByText('Басқа кезең').click()
    await page.getByLabel('Басталуы').fill('2026-02-02')
    await page.getByLabel('Аяқталуы').fill('2026-02-01')
    const asked = () => server.requests.filter(({ path }) => path === '/v1/admin/statistics').length
    const before = asked()
    await page.getByRole('button', { name: 'Көрсету' }).click()
    await expect(page.getByText('Кезең аяқталған соң басталмауы керек.')).toBeVisible()
    expect(asked()).toBe(before)
  })

  await test.step('a lost connection is said in plain words, with a way to try again', async () => {
    server.goOffline()
    await page.getByText('Соңғы 90 күн').click()
    await expect(page.getByRole('alert')).toContainText('Сервермен байланыс жоқ')
    server.goOnline()
    await page.getByRole('button', { name: 'Қайталау' }).click()
    await expect(byLanguage).toBeVisible()
  })

  await test.step('the console is not tracked and loads nothing from elsewhere', () => {
    expect(requestedUrls.length).toBeGreaterThan(3)
    expect(requestedUrls.filter((url) => new URL(url).origin !== server.origin)).toEqual([])
    expect(requestedUrls.filter((url) => /widget|\/v1\/(visits|consents)/.test(url))).toEqual([])
  })
})

test('a screen is loaded when it is first opened, and one that cannot be loaded says so and can be tried again', async ({
  page,
  server,
}) => {
  const SCREEN = '**/account-screen-*.js'
  const loaded: string[] = []
  page.on('request', (request) => loaded.push(request.url()))
  await page.route(SCREEN, (route) => route.abort())
  await openConsole(page, server)
  expect(loaded.filter((url) => url.includes('account-screen'))).toEqual([])

  await page.getByRole('link', { name: 'Менің аккаунтым' }).click()
  await expect(
    page.getByText('Сервермен байланыс жоқ. Желіні тексеріп, қайталап көріңіз.'),
  ).toBeVisible()
  await expectNoBarriers(page, 'a screen that did not load')
  await expect(page.getByRole('heading', { name: 'Құпиясөзді өзгерту' })).toHaveCount(0)

  await page.unroute(SCREEN)
  // As after an update of the server, whose build has other names: the console is loaded anew, still signed in and there.
  await page.getByRole('button', { name: 'Қайталау' }).click()
  await expect(page.getByRole('heading', { name: 'Құпиясөзді өзгерту' })).toBeVisible()
})

test('what is wrong in a form is said in the language that is chosen afterwards, with the names of its fields', async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/admin/#setup=${tokenOf(server)}`)
  await page.getByRole('button', { name: 'Аккаунт ашу' }).click()
  const summary = page.locator('.summary')
  await expect(summary).toContainText('Құпиясөз:')
  await page.getByRole('button', { name: 'Русский' }).click()
  await expect(summary).toContainText('Пароль:')
  await expect(summary).not.toContainText(/[әғқңөұүһі]/i)
})
