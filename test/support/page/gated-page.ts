import { expect, type Page } from '@playwright/test'
import type { Kelisim } from '../../../widget/api.ts'
import type { Beacons } from '../choice/beacons.ts'
import { EMPTY_DEVICE, readDevice } from '../choice/read-device.ts'
import { can, forgetScripts } from '../choice/saved-choice.ts'
import { findBanner } from '../widget/banner.ts'

// Pages with gated scripts that write their names into `ran`, and the assertions for every such page.

/** Returns the names of the gated scripts that have run. */
export const ran = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { ran: string[] }).ran)

/** Passes where there is one banner and nothing was run, sent or stored without being asked for. */
export async function expectAsked(page: Page, beacons: Beacons): Promise<void> {
  await expect(findBanner(page).region).toBeVisible()
  await beacons.expectNone()
  await expect(page.locator('#kelisim')).toHaveCount(1)
  expect(await ran(page)).toEqual([])
  expect(await can(page, 'analytics')).toBe(false)
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
}

/** Walks through a visit from the question to the next page: asked, granted, stored, remembered. */
export async function expectWholeVisit(page: Page, url: string, beacons: Beacons): Promise<void> {
  await page.goto(url)
  await expectAsked(page, beacons)
  await findBanner(page).accept.click()
  await beacons.expect([
    { path: '/v1/consents', status: 201 },
    { path: '/v1/visits', status: 202 },
  ])
  await expect(findBanner(page).region).toBeHidden()
  await expect.poll(() => ran(page)).toEqual(['analytics'])
  await page.reload()
  await expect.poll(() => ran(page)).toEqual(['analytics'])
  await beacons.settle()
  await expect(findBanner(page).region).toBeHidden()
}

/** Opens the visitor's own data, and withdraws everything in the settings: sent, and effective at once. */
export async function expectOwnDataAndWithdrawal(page: Page, beacons: Beacons): Promise<void> {
  await page.getByRole('link', { name: 'Деректерім' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await findBanner(page).withdraw.click()
  await expect(page.getByRole('button', { name: 'Бір рет жүктеу' })).toBeVisible()
  // The page changes before the server is informed.
  const sent = () => beacons.list().at(-1)
  await expect.poll(() => sent()?.path).toMatch(/withdrawal$/)
  await beacons.settle()
  expect(sent()).toMatchObject({ status: 201, path: expect.stringMatching(/withdrawal$/) })
  expect(await can(page, 'analytics')).toBe(false)
}

/** Turns the device into a new visitor's. */
export async function forgetVisit(page: Page, beacons: Beacons): Promise<void> {
  // An open visit would be sent some time after the page was left.
  await page.evaluate(() => (window.kelisim as Kelisim).withdraw())
  await beacons.settle()
  await forgetScripts(page)
  await page.context().clearCookies()
  await page.goto('about:blank')
  beacons.clear()
}
