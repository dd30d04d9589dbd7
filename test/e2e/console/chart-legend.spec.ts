import type { StatisticsResult } from '../../../server/contract/index.ts'
import { openConsole } from '../../support/browser/console.ts'
import { expect, test } from '../../support/browser/fixtures.ts'

test('TR-09 the legend of the choices explains every sign that is drawn pale, and that of the visits none where all are shown', async ({
  page,
  server,
}) => {
  // Of a real answer, one day each of what a small school sees only now and then.
  await page.route(/\/v1\/admin\/statistics/, async (route) => {
    const response = await route.fetch()
    const result = (await response.json()) as StatisticsResult
    const days = result.days.map((day, at) => ({
      ...{ ...day, visits: 9 },
      consents: at === 0 ? null : 8,
      refusals: at === 1 ? 'hidden' : 7,
    }))
    const total = { ...result.total, consents: 60, refusals: 60, visits: 60 }
    await route.fulfill({ response, json: { ...result, total, days } })
  })
  await openConsole(page, server, '/admin/statistics')
  const [choices, visits] = [page.locator('.days h3').first(), page.locator('.days h3').last()]
  await expect(choices.locator('.withheld-key')).toHaveText(['<5', 'жасырын'])
  await expect(visits.locator('.key')).toHaveCount(1)
})
