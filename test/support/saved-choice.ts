import type { BrowserContext, Page } from '@playwright/test'
import { findBanner } from './banner.ts'
import type { Beacons } from './beacons.ts'

// What same-site tests do and look at again and again.

/** Values of every cookie that keeps the choice. */
export const savedCookies = async (context: BrowserContext): Promise<string[]> =>
  (await context.cookies()).filter(({ name }) => name === 'kelisim').map(({ value }) => value)

/** The page's own copy of the choice. */
export const savedLocally = (page: Page): Promise<string | null> =>
  page.evaluate(() => localStorage.getItem('kelisim'))

/** What `kelisim.can` says. */
export const can = (page: Page, purpose: string): Promise<boolean> =>
  page.evaluate((what) => (window.kelisim as { can(what: string): boolean }).can(what), purpose)

/** What Safari does after seven days without a visit: everything that scripts wrote is gone. */
export const forgetScripts = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    localStorage.clear()
    for (const { name = '' } of await indexedDB.databases()) indexedDB.deleteDatabase(name)
  })

/** Accepts everything and waits for the visit. */
export const accept = async (page: Page, beacons: Beacons): Promise<void> => {
  await findBanner(page).accept.click()
  await beacons.waitFor('/v1/visits')
}

/** Turns one switch of the open settings and saves. */
export const turn = async (page: Page, name: string): Promise<void> => {
  const banner = findBanner(page)
  await banner.switch(name).click()
  await banner.save.click()
}
