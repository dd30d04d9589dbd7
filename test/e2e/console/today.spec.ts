import { openConsole } from '../../support/browser/console.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { expectNoBarriers } from '../../support/widget/barriers.ts'

test('BR-01 Today says in words that nothing is due, then an open breach with its clock, and of the health of each part what to do', async ({
  page,
  server,
  requestedUrls,
}) => {
  await openConsole(page, server)
  await expect(page.getByText('Мерзімі жақындаған іс жоқ')).toBeVisible()
  await expect(page.getByRole('table')).toHaveCount(0)
  const backup = page.getByRole('listitem').filter({ hasText: 'Сақтық көшірме' })
  await expect(backup).toContainText('Назар аударыңыз')
  await expect(backup).toContainText('Оны серверге жауапты адам баптауы керек.')
  const disk = page.getByRole('listitem').filter({ hasText: 'Дискідегі бос орын' })
  await expect(disk).toContainText('ГБ бос')
  await expectNoBarriers(page, 'nothing is due')

  const status = await page.evaluate(async () => {
    const answer = await fetch('/v1/admin/registers/breaches', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        discoveredAt: new Date(Date.now() - 60_000).toISOString(),
        nature: 'A list of parents lay in the corridor.',
        dataCategories: ['name'],
        people: 12,
        measures: 'The list was taken away.',
      }),
    })
    return answer.status
  })
  expect(status).toBe(201)
  await page.reload()
  const row = page.getByRole('row').nth(1)
  await expect(row).toContainText('Деректердің бұзылуы туралы уәкілетті органға хабарлау')
  await expect(row).toContainText(/жұмыс күні қалды|Бүгін соңғы күн/)
  await expect(row).toContainText('дәл уақыты:')
  await expect(page.getByText('Мерзімі жақындаған іс жоқ')).toHaveCount(0)
  // What happened is read on the screen of breaches, not in a list that stands open on a desk.
  await expect(page.locator('main')).not.toContainText('corridor')
  await expectNoBarriers(page, 'something is due')
  await page.setViewportSize({ width: 360, height: 740 })
  await expectNoBarriers(page, 'something is due, on a phone')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  expect(requestedUrls.filter((url) => new URL(url).origin !== server.origin)).toEqual([])
})
