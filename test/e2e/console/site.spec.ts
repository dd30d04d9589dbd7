import { openConsole } from '../../support/browser/console.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { expectNoBarriers } from '../../support/widget/barriers.ts'

test('PO-08 the site’s screen gives the tag to copy, says what was seen of the site and what is wrong, and leads to the list for signature', async ({
  page,
  context,
  server,
  requestedUrls,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openConsole(page, server, '/admin/site')
  await expect(page.getByRole('heading', { level: 1, name: 'Сайт' })).toBeVisible()
  await page.getByRole('button', { name: 'Көшіру' }).click()
  await expect(page.getByText('Көшірілді')).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toBe(`<script src="${server.url}/widget.js" async></script>`)
  await expect(page.getByText('сайттан дерек келген жоқ')).toBeVisible()
  await expect(page.getByText('Сайттан дерек келіп тұр.')).toHaveCount(0)
  await expect(page.getByRole('row', { name: 'Статистика' })).toContainText('4.1(9)')

  await page.getByLabel('Сайт бетінің мекенжайы').fill('javascript:alert(1)')
  await page.getByRole('button', { name: 'Бетті жаңа қойындыда ашу' }).click()
  await expect(page.getByText('Мекенжай https:// деп басталады.').first()).toBeVisible()
  expect(context.pages()).toHaveLength(1)

  const refusal = await fetch(`${server.url}/v1/refusals`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ policyVersion: '2025-08-01', language: 'kk' }),
  })
  expect(refusal.status).toBe(202)
  await page.getByRole('button', { name: 'Қайта қарау' }).click()
  await expect(page.getByText('Сайттан дерек келіп тұр.')).toBeVisible()
  const list = page.getByRole('link', { name: 'Дербес деректер тізбесі' })
  await expect(list).toHaveAttribute('href', '/personal-data-list?lang=kk')
  await expectNoBarriers(page, 'site')
  for (const [language, heading] of [
    ['Русский', 'Как баннер ставится на сайт и о чём спрашивают посетителя.'],
    ['English', 'How the banner gets onto the site, and what visitors are asked.'],
    ['Қазақша', 'Баннер сайтқа қалай қосылады және келушіден не сұралады.'],
  ] as const) {
    await page.getByRole('button', { name: language }).click()
    await expect(page.getByText(heading)).toBeVisible()
  }
  await page.setViewportSize({ width: 360, height: 740 })
  await expectNoBarriers(page, 'site, on a phone')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  expect(requestedUrls.filter((url) => new URL(url).origin !== server.origin)).toEqual([])
})
