import type { Page } from '@playwright/test'
import { expect } from '../browser/fixtures.ts'
import type { HostPages } from '../page/host-pages.ts'
import { findBanner } from './banner.ts'
import { findMyData, type MyDataPanel } from './my-data-panel.ts'

/** The person who writes to the school. */
export const typed = { name: 'Айгерім Ұзақбайқызы', email: 'aigerim.planted@example.kz' }
/** Another person, of whom nothing may be visible. */
export const other = { name: 'Бөтен Адамұлы', email: 'boten.planted@example.kz' }

/** Opens the page, accepts everything and opens the panel. */
export async function openConsented(page: Page, pages: HostPages): Promise<MyDataPanel> {
  await page.goto(`${pages.crossSite}/pages/panels/my-data.html`)
  await findBanner(page).accept.click()
  await expect(page.locator('#kelisim > div [role=status]')).toHaveText(/\S/)
  await page.getByRole('button', { name: 'Деректерім' }).click()
  const my = findMyData(page)
  await expect(my.button(my.words.actErase)).toBeVisible()
  return my
}
/** Opens the page without a choice, and the data of a message. */
export async function openMessage(
  page: Page,
  pages: HostPages,
  given: { reference: string; code: string },
) {
  await page.goto(`${pages.crossSite}/pages/panels/my-data.html#kelisim-my-data`)
  const my = findMyData(page)
  await my.show(given.reference, given.code)
  await expect(my.fact(my.words.heldMessages)).toContainText(given.reference)
  return my
}
