import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { openConsole } from '../../support/browser/console.ts'
import { expect, type TestServer, test } from '../../support/browser/fixtures.ts'
import { expectNoBarriers } from '../../support/widget/barriers.ts'

async function refuse(server: TestServer, times: number, headers: Record<string, string> = {}) {
  for (let count = 0; count < times; count++) {
    const response = await fetch(`${server.url}/v1/refusals`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ policyVersion: '2025-08-01', language: 'kk' }),
    })
    expect(response.status).toBe(202)
  }
}

async function save(page: Page, name: string): Promise<{ file: string; content: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).first().click(),
  ])
  const content = await readFile(await download.path(), 'utf8')
  return { file: download.suggestedFilename(), content }
}

test('TR-09 the period stands in the address and is led back to, figures stand beside those before, rates name what they are of, and files withhold what the screen does', async ({
  page,
  server,
}) => {
  await openConsole(page, server, '/admin/statistics')
  await refuse(server, 5)
  await refuse(server, 3, { 'sec-gpc': '1' })
  await page.reload()
  const figure = page.locator('.figure', { has: page.getByText('Бас тарту', { exact: true }) })
  await expect(figure.locator('.value')).toHaveText('8')
  await expect(figure).toContainText('Алдыңғы 28 күнде: 0')
  await expect(page.getByText('Барлық таңдау: 8')).toBeVisible()
  await expect(page.getByText('Кезеңдегі келісім: 0, бас тарту: 8.')).toBeVisible()

  await test.step('three with a privacy signal are shown nowhere, nor is what would be left without them', async () => {
    const signals = page.getByRole('table', { name: 'Global Privacy Control бойынша' })
    await expect(signals.getByText('жасырын')).toHaveCount(4)
    const { file, content } = await save(page, 'Барлық сан (JSON)')
    expect(file).toMatch(/^statistics-all-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.json$/)
    const { signals: saved } = JSON.parse(content)
    expect(JSON.stringify(saved)).not.toMatch(/:\s*[1-9]/)
    const csv = await save(page, 'CSV')
    expect(csv.file).toMatch(/^statistics-days-.*\.csv$/)
    expect(csv.content.trimEnd().split('\r\n')).toHaveLength(29)
    expect(csv.content).toMatch(/,0,8,0\r\n$/)
  })

  await test.step('another period has its own address', async () => {
    await page.getByText('Соңғы 7 күн').click()
    expect(new URL(page.url()).search).toBe('?days=7')
    await expect(figure).toContainText('Алдыңғы 7 күнде: 0')
    await page.getByText('Басқа кезең').click()
    await page.getByLabel('Басталуы').fill('2026-02-02')
    await page.getByLabel('Аяқталуы').fill('2026-02-08')
    await page.getByRole('button', { name: 'Көрсету' }).click()
    expect(new URL(page.url()).search).toBe('?from=2026-02-02&to=2026-02-08')
    await expect(page.getByText('Бұл кезеңде ештеңе тіркелмеген')).toBeVisible()
    await page.goBack()
    await expect(figure.locator('.value')).toHaveText('8')
    await page.goBack()
    expect(new URL(page.url()).search).toBe('')
    await expect(figure).toContainText('Алдыңғы 28 күнде: 0')
  })

  await page.setViewportSize({ width: 360, height: 740 })
  await expectNoBarriers(page, 'statistics on a phone')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
})

test('a period that is none in the address is not asked for, and shows the usual one', async ({
  page,
  server,
}) => {
  await openConsole(page, server, '/admin/statistics?from=2026-03-09&to=2026-03-01')
  await expect(page.getByRole('heading', { name: 'Статистика' })).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Соңғы 28 күн' })).toBeChecked()
  const asked = server.requests.filter(({ path }) => path.startsWith('/v1/admin/statistics'))
  expect(asked.filter(({ path }) => path.includes('2026-03-09'))).toEqual([])
})
