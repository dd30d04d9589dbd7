import { resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { createServer, type ViteDevServer } from 'vite'
import { expectNoBarriers } from '../../support/widget/barriers.ts'

const root = resolve(import.meta.dirname, '../../..')

let vite: ViteDevServer
test.beforeAll(async () => {
  vite = await createServer({
    configFile: resolve(root, 'vite.config.ts'),
    mode: 'console',
    logLevel: 'error',
    cacheDir: resolve(root, 'test-results/vite'),
    server: { host: '127.0.0.1', port: 0, hmr: false, proxy: {} },
  })
  await vite.listen()
})
test.afterAll(() => vite.close())

const addressOf = () => `${vite.resolvedUrls?.local[0] ?? ''}parts`

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [360, 1440])
    test(`every part in every state has no barrier and fits, ${colorScheme} at ${width} pixels`, async ({
      browser,
    }, testInfo) => {
      const viewport = { width, height: 900 }
      const page = await browser.newPage({ locale: 'ru-RU', colorScheme, viewport })
      await page.goto(addressOf())
      await expect(page.getByRole('heading', { name: 'Parts' })).toBeVisible()
      await page.getByRole('button', { name: 'Save' }).click()
      await expect(page.getByText('Ошибок в форме: 2')).toBeVisible()
      await expect(page.locator('.summary')).toBeFocused()
      await expectNoBarriers(page, 'parts')
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide).toBeLessThanOrEqual(width)
      await page.screenshot({ path: testInfo.outputPath('parts.png'), fullPage: true })
      await page.close()
    })

test('what is wrong is said at once beside each field, by the form or by the server, and the dialog wants the very number', async ({
  page,
}) => {
  await page.goto(addressOf())
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'Day: Choose a day.' }).click()
  const day = page.getByLabel('Day', { exact: true })
  await expect(day).toBeFocused()
  await expect(day).toHaveAttribute('aria-invalid', 'true')
  await day.fill('2026-12-01')
  await page.getByLabel('Reason').fill('Call 701 123 45 67')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByLabel('Reason')).toHaveAccessibleDescription(/ЖСН жазуға болмайды/)
  await expect(day).not.toHaveAttribute('aria-invalid')

  await page.getByRole('button', { name: 'Delete …' }).click()
  const dialog = page.getByRole('dialog')
  await expectNoBarriers(page, 'dialog')
  await dialog.getByRole('textbox').fill('R-7K2M9QXB')
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await expect(dialog.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Delete …' })).toBeFocused()
  await page.keyboard.press('Enter')
  await dialog.getByRole('textbox').fill(' r-7k2m9qxa ')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
})

test('a masked value is shown on a click alone and masked again, and a lost connection is said', async ({
  page,
}) => {
  await page.goto(addressOf())
  await expect(page.getByText('+7 701 123 45 67')).toHaveCount(0)
  await page.getByRole('button', { name: 'Көрсету: Phone' }).click()
  await expect(page.getByText('+7 701 123 45 67')).toBeVisible()
  await page.getByRole('button', { name: 'Жасыру: Phone' }).click()
  await expect(page.getByText('+7 701 123 45 67')).toHaveCount(0)
  await page.getByRole('button', { name: 'Көрсету: Email' }).click()
  await expect(page.getByText('Сервермен байланыс жоқ')).toBeVisible()
})
