import Database from 'better-sqlite3'
import { openConsole } from '../../support/browser/console.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { expectNoBarriers } from '../../support/widget/barriers.ts'

test('RT-01 RT-03 the periods are told with their grounds; what is past its period is counted first, and destroyed only with its number typed', async ({
  page,
  server,
  requestedUrls,
}) => {
  await openConsole(page, server, '/admin/storage')
  await expect(page.getByRole('heading', { level: 1, name: 'Сақтау мерзімдері' })).toBeVisible()
  const schedule = page.getByRole('table', { name: 'Мерзімдер' })
  await expect(schedule.getByRole('row', { name: 'Келу жазбалары' })).toContainText('30 күн')
  await expect(schedule.getByRole('row', { name: 'Келісімдер', exact: false })).toContainText(
    '5.1(3)',
  )
  await expect(page.getByText('Заң бойынша сақталып тұрған дерек жоқ')).toBeVisible()
  await page.getByRole('button', { name: 'Есептеу' }).click()
  await expect(page.getByText('Мерзімі өткен дерек жоқ.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Қазір жою' })).toHaveCount(0)

  const database = new Database(server.databaseFile)
  database.exec(
    "insert into daily_counts values ('2024-09-10', 'refusal', 'all', '', 7), ('2024-09-11', 'refusal', 'all', '', 8)",
  )
  const counts = () =>
    database.prepare("select count(*) from daily_counts where day < '2025-01-01'").pluck().get()
  await page.getByRole('button', { name: 'Есептеу' }).click()
  await expect(page.getByRole('table', { name: 'Қазір жойылатыны' })).toContainText('Күндік сандар')
  expect(counts()).toBe(2)
  await expectNoBarriers(page, 'counted')
  await page.getByRole('button', { name: 'Қазір жою' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Барлығы: 2')
  await dialog.getByRole('textbox').fill('3')
  await dialog.getByRole('button', { name: 'Қазір жою' }).click()
  await expect(dialog).toContainText('Нөмір сәйкес емес')
  expect(counts()).toBe(2)
  await dialog.getByRole('textbox').fill('2')
  await dialog.getByRole('button', { name: 'Қазір жою' }).click()
  await expect(page.getByRole('table', { name: 'Жойылғаны' })).toContainText('Күндік сандар')
  expect(counts()).toBe(0)
  await expect(page.getByRole('button', { name: 'Қазір жою' })).toHaveCount(0)
  database.close()

  for (const [language, heading] of [
    ['Русский', 'Сроки хранения'],
    ['English', 'Storage'],
    ['Қазақша', 'Сақтау мерзімдері'],
  ] as const) {
    await page.getByRole('button', { name: language }).click()
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
  }
  await page.setViewportSize({ width: 360, height: 740 })
  await expectNoBarriers(page, 'storage, on a phone')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  expect(requestedUrls.filter((url) => new URL(url).origin !== server.origin)).toEqual([])
})
