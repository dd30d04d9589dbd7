import type { Page } from '@playwright/test'
import { withExtension } from '../../support/browser/extension.ts'
import { expect } from '../../support/browser/fixtures.ts'
import { EMPTY_DEVICE, readDevice } from '../../support/choice/read-device.ts'
import { can } from '../../support/choice/saved-choice.ts'
import { ran } from '../../support/page/gated-page.ts'
import { logWhole, SILENT } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// Visitors whose browser hides the banner, blocks the widget, or refuses for them: by an extension, as they do.

const path = '/pages/fights/everything.html'
const once = (page: Page) => page.getByRole('button', { name: 'Бір рет жүктеу' })

withExtension('hider')(
  'a content blocker that hides the banner leaves everything refused, and page and placeholders can be used',
  async ({ page, hostPages, beacons }) => {
    const log = logWhole(page)
    await page.goto(hostPages.crossSite + path)
    await expect(page.locator('html')).toHaveAttribute('data-hider', 'done')
    await expect(page.locator('#kelisim')).toHaveCount(1)
    await expect(findBanner(page).region).toBeHidden()
    for (const name of ['Cookie баптаулары', 'Деректерім']) {
      await page.getByRole('link', { name }).click()
      await beacons.settle()
      // Nothing that nobody sees holds the page up.
      await expect(page.locator('dialog')).toHaveCount(0)
    }
    expect(await ran(page)).toEqual([])
    expect(await can(page, 'external')).toBe(false)
    expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
    await once(page).click()
    await expect(page.locator('iframe[src]')).toBeVisible()
    await beacons.expectNone()
    expect(log).toEqual(SILENT)
  },
)

withExtension('blocker')(
  'a content blocker that keeps the script away leaves everything refused, and every link and form of the page works',
  async ({ page, hostPages, beacons }) => {
    const log = logWhole(page)
    await page.goto(`${hostPages.crossSite}/pages/first-page.html`)
    await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
    await page.getByRole('link', { name: 'Екінші бетке' }).click()
    await expect(page.getByRole('heading', { name: 'Екінші бет' })).toBeVisible()
    await page.goto(hostPages.crossSite + path)
    await beacons.expectNone()
    expect(await ran(page)).toEqual([])
    await expect(page.locator('iframe[src], #kelisim')).toHaveCount(0)
    expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
    expect(log.uncaught).toEqual([])
    // The browser's line on what was blocked, on each page.
    expect(log.console).toHaveLength(3)
  },
)

withExtension('refuser')(
  'an extension that refuses for the visitor finds the banner in the ordinary document, and its click is a refusal',
  async ({ page, server, beacons }) => {
    await page.goto(`${server.url}/demo/`)
    await expect(page.locator('html')).toHaveAttribute('data-refused', 'Барлығынан бас тарту')
    await expect(findBanner(page).region).toBeHidden()
    await beacons.expect([{ path: '/v1/refusals', status: 202 }])
    expect(server.openDatabase().prepare('select * from consent_records').all()).toEqual([])
    expect(await can(page, 'analytics')).toBe(false)
  },
)
