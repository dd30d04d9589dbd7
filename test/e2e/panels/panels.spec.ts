import type { Locator } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { EMPTY_DEVICE, readDevice } from '../../support/choice/read-device.ts'
import { logPage } from '../../support/page/page-log.ts'
import { expectTree } from '../../support/widget/accessibility-tree.ts'
import { openPanels, panelSite } from '../../support/widget/panels.ts'

// What a screen reader is told of each panel, in Kazakh; that the other languages say the same, the texts' own tests hold.
// `npm run test:e2e -- panels --update-snapshots` renews test/e2e/trees.

test.use({ site: panelSite, actionTimeout: 10_000 })

test('AX-06 every panel tells names, roles and states, and looking at them chooses nothing', async ({
  page,
  server,
  hostPages,
  beacons,
}) => {
  const isRenewed = ['all', 'changed'].includes(test.info().config.updateSnapshots)
  const tell = (panel: Locator, name: string) => expectTree(panel, name, isRenewed)
  const log = logPage(page)
  const panels = await openPanels(page, hostPages)
  const { banner, my, placeholder, form, cookies } = panels
  await tell(banner.region, 'banner')
  await tell(placeholder, 'placeholder')
  await tell(form, 'contact-form')
  await tell(cookies, 'cookies')
  await banner.settings.click()
  await tell(banner.dialog, 'settings')
  await page.keyboard.press('Escape')
  await panels.openSettings()
  await tell(banner.dialog, 'settings-open')
  await expect(banner.dialog).toHaveAttribute('aria-modal', 'true')
  for (const one of await banner.dialog.getByRole('switch').all())
    await expect(one).toHaveAccessibleDescription(/\S/)
  await page.keyboard.press('Escape')
  await panels.openMyData()
  await tell(my.dialog, 'my-data/my-data')
  for (const room of ['find', 'ask', 'complain'] as const) {
    await my.enter(room)
    await tell(my.dialog, `my-data/my-data-${room}`)
    await my.back.click()
  }
  await expect(my.dialog).toHaveAttribute('aria-modal', 'true')
  await beacons.expectNone()
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)

  await panels.showMessage(server)
  await tell(my.dialog, 'my-data/my-data-delete')
  await my.back.click()
  for (const room of ['copy', 'stop', 'ask'] as const) {
    await my.enter(room)
    await tell(my.dialog, `my-data/my-data-of-a-message-${room}`)
    await my.back.click()
  }
  for (const fold of await my.dialog.locator('summary').all()) await fold.click()
  await tell(my.dialog, 'my-data/my-data-of-a-message')
  await page.keyboard.press('Escape')
  await form.locator('[type=submit]').click()
  await tell(form, 'contact-form-errors')
  await page.goto(`${hostPages.crossSite}/pages/panels/panels.html?unlinked`)
  // While the banner is there, it is the banner that leads to the settings.
  const reopen = page.locator('html > [data-kelisim=settings]')
  await expect(reopen).toHaveCount(1)
  await expect(reopen).toBeHidden()
  await banner.reject.click()
  await tell(reopen, 'reopen')
  expect(log).toEqual({ lines: [], uncaught: [] })
})
