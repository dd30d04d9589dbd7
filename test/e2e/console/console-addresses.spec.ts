import type { Page } from '@playwright/test'
import { openConsole, signIn } from '../../support/browser/console.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { expectNoBarriers } from '../../support/widget/barriers.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 })

test('a screen has an address that is opened after signing in, that back and forward lead to, and whose title says no more than its name', async ({
  page,
  server,
}) => {
  await openConsole(page, server, '/admin/account')
  await expect(page.getByRole('heading', { name: 'Құпиясөзді өзгерту' })).toBeVisible()
  expect(new URL(page.url()).pathname).toBe('/admin/account')
  await expect(page).toHaveTitle('Менің аккаунтым – Келісім')

  const loads: string[] = []
  page.on('request', (request) => request.isNavigationRequest() && loads.push(request.url()))
  await page.getByRole('link', { name: 'Статистика' }).click()
  await expect(heading(page, 'Статистика')).toBeFocused()
  expect(new URL(page.url()).pathname).toBe('/admin/statistics')
  await expect(page).toHaveTitle('Статистика – Келісім')
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Құпиясөзді өзгерту' })).toBeVisible()
  await page.goForward()
  await expect(heading(page, 'Статистика')).toBeVisible()
  expect(loads).toEqual([])
  await page.reload()
  await expect(heading(page, 'Статистика')).toBeVisible()
})

test('an address that is none says so and leads on, and what is typed there is not shown as markup', async ({
  page,
  server,
}) => {
  await openConsole(page, server)
  await page.goto(`${server.url}/admin/requests-of/<b>nobody</b>`)
  await expect(heading(page, 'Мұндай бет жоқ')).toBeVisible()
  await expectNoBarriers(page, 'unknown address')
  await expect(page.locator('main b')).toHaveCount(0)
  await page.getByRole('link', { name: 'Бірінші бетке өту' }).click()
  await expect(heading(page, 'Мұндай бет жоқ')).toHaveCount(0)
  expect(new URL(page.url()).pathname).not.toContain('nobody')
})

test('another language leaves the screen, its address and what was typed as they are, and is kept for who is signed in without a word in the address', async ({
  page,
  server,
}) => {
  await openConsole(page, server, '/admin/account')
  await page.getByLabel('Жаңа құпиясөз').fill('үйдегі ақ мысық')
  await page.getByRole('button', { name: 'Русский' }).click()
  await expect(page.getByLabel('Новый пароль')).toHaveValue('үйдегі ақ мысық')
  await expect(page).toHaveTitle('Моя учётная запись – Келісім')
  expect(page.url()).toBe(`${server.url}/admin/account`)
  await page.reload()
  await expect(page.getByLabel('Новый пароль')).toBeVisible()
  await test.step('an address may ask for a language', async () => {
    await page.goto('about:blank')
    await page.goto(`${server.url}/admin/account#lang=en`)
    await expect(page.getByLabel('New password')).toBeVisible()
  })
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['kelisim-admin-language'])
})

test('a session that has ended leads to the sign-in, and from there back to the same address', async ({
  page,
  server,
}) => {
  await openConsole(page, server, '/admin/account')
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Басқа сеанстарды аяқтау' }).click()
  await expect(page.getByText('Қауіпсіздік үшін сеанс аяқталды')).toBeVisible()
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await signIn(page)
  await expect(page.getByRole('button', { name: 'Басқа сеанстарды аяқтау' })).toBeVisible()
})

test('at 360 pixels the menu opens and shuts by keyboard, and the screen is never wider than the phone', async ({
  page,
  server,
}) => {
  await page.setViewportSize({ width: 360, height: 640 })
  await openConsole(page, server)
  await expect(heading(page, 'Бүгін')).toBeVisible()
  const menu = page.getByRole('button', { name: 'Мәзір' })
  const entry = page.getByRole('link', { name: 'Менің аккаунтым' })
  await expect(entry).toBeHidden()
  await menu.focus()
  await page.keyboard.press('Enter')
  await expect(menu).toHaveAttribute('aria-expanded', 'true')
  await expectNoBarriers(page, 'open menu')
  await entry.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Құпиясөзді өзгерту' })).toBeVisible()
  await expect(entry).toBeHidden()
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(360)
})

test('on paper a screen stands without its menu and buttons, dark on white whatever the scheme', async ({
  browser,
  server,
}) => {
  const page = await browser.newPage({ locale: 'kk-KZ', colorScheme: 'dark' })
  await openConsole(page, server)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await expect(page.getByRole('button')).toHaveCount(0)
  await expect(heading(page, 'Бүгін')).toBeVisible()
  const colours = await page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.body)
    return { backgroundColor, color }
  })
  expect(colours).toEqual({ backgroundColor: 'rgb(255, 255, 255)', color: 'rgb(27, 42, 42)' })
  await page.close()
})
