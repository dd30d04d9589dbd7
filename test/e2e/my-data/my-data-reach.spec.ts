import { expect, test } from '../../support/browser/fixtures.ts'
import { logPage } from '../../support/page/page-log.ts'
import { translatePage } from '../../support/page/translate-page.ts'
import { findBanner } from '../../support/widget/banner.ts'
import { findMyData, type MyDataRoom } from '../../support/widget/my-data-panel.ts'
import { openConsented } from '../../support/widget/open-my-data.ts'

// The my-data panel for who sees little of it, reads it translated, has nothing in it, or knows the settings' words.

test('the same act has the same name in the settings and in the panel', async ({
  page,
  hostPages,
}) => {
  const my = await openConsented(page, hostPages)
  await my.enter('stop')
  const name = await my.button(my.words.actWithdraw).innerText()
  await my.close.click()
  await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await expect(findBanner(page).dialog.getByRole('button', { name, exact: true })).toBeVisible()
  expect(my.words.purposeWithdraw).toBe(`${name}: {purpose}`)
})

test('DS-12 who has nothing open here is told what to do before asking the school, and nothing can be sent', async ({
  page,
  hostPages,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/panels/my-data.html#kelisim-my-data`)
  const my = findMyData(page)
  await my.enter('ask')
  await expect(my.dialog).toContainText('privacy@school.example')
  await expect(my.button(my.words.requestSend)).toHaveCount(0)
})

test('AX-05 at 400 % of a desk’s letters every room is entered at its top, and nothing is wider than the window', async ({
  page,
  hostPages,
}) => {
  await page.setViewportSize({ width: 320, height: 256 })
  const my = await openConsented(page, hostPages)
  const widest = () =>
    my.dialog.evaluate((dialog) =>
      Math.max(
        ...[dialog, ...dialog.querySelectorAll('*')].map(
          (element) => element.getBoundingClientRect().right,
        ),
      ),
    )
  expect(await widest()).toBeLessThanOrEqual(320)
  const rooms: readonly MyDataRoom[] = ['copy', 'stop', 'find', 'ask', 'complain']
  for (const room of rooms) {
    await my.enter(room)
    await expect(my.heading, room).toBeInViewport({ ratio: 1 })
    expect(await widest(), room).toBeLessThanOrEqual(320)
    await page.keyboard.press('Escape')
    await expect(my.heading).toHaveCount(0)
  }
})

test('on a page that the browser translates, the panel says what is so now', async ({
  page,
  hostPages,
}) => {
  const log = logPage(page)
  const my = await openConsented(page, hostPages)
  await my.close.click()
  await translatePage(page)
  await page.locator('[data-kelisim=my-data]').click()
  const dialog = page.locator('#kelisim dialog')
  const row = dialog.locator('li').filter({ hasText: my.words.purposeAnalytics }).first()
  const act = (template: string) =>
    dialog.getByRole('button', {
      name: template.replace('{purpose}', my.words.purposeAnalytics),
    })
  await act(my.words.purposeStop).click()
  await expect(dialog.getByRole('status')).toHaveText(`[t] ${my.words.saidStopped}`)
  await expect(row).toContainText(`[t] ${my.words.purposeStopped}`)
  await expect(row).not.toContainText(my.words.purposeGranted)
  await act(my.words.purposeResume).click()
  await expect(dialog.getByRole('status')).toHaveText(`[t] ${my.words.saidResumed}`)
  await expect(row).toContainText(`[t] ${my.words.purposeGranted}`)
  await expect(row).not.toContainText(my.words.purposeStopped)
  expect(log.uncaught).toEqual([])
})
